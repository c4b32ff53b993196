import Foundation
import Images
import Support

extension Pixels {
    /// The most pixels along a side: what is larger is no picture for a figure, and its head may be damaged.
    static let largestSide = 8192

    /// Reads a PNG file: one channel where it is grey, else three; sixteen bits are rounded to eight.
    /// - Throws: `PlottingError.file` where it is missing, no PNG, damaged or too large.
    public init(png file: URL) throws {
        guard FileSystem.exists(file) else {
            throw PlottingError.file(path: file.path, reason: "the image is missing")
        }
        do {
            let image = try DecodedImage(path: file.path, largestSide: Self.largestSide)
            self.init(
                columns: image.width, rows: image.height, channels: image.channels,
                values: image.bytes.map { Float($0) / 255 })
        } catch let problem as DataError {
            throw PlottingError.file(
                path: file.path,
                reason: "the image cannot be read: expected \(problem.expected), got \(problem.got). "
                    + "Hint: run the stage that wrote it again")
        }
    }
}
