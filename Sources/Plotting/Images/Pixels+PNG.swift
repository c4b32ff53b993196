import Foundation

extension Pixels {
    /// Reads a PNG file: one channel where it is grey, else three; sixteen bits are rounded to eight.
    /// - Throws: `PlottingError.file` where it is missing, no PNG, damaged or too large.
    public init(png file: URL) throws {
        let data: Data
        do {
            data = try Data(contentsOf: file)
        } catch {
            let isThere = FileManager.default.fileExists(atPath: file.path)
            throw PlottingError.file(
                path: file.path,
                reason: isThere ? "the image cannot be read: \(error.localizedDescription)" : "the image is missing")
        }
        do {
            let image = try PNGDecoder(data, as: .asStored)
            self.init(
                columns: image.width, rows: image.height, channels: image.channels,
                values: image.bytes.map { Float($0) / 255 })
        } catch let problem as PNGDecoder.Problem {
            throw PlottingError.file(
                path: file.path,
                reason: "the image cannot be read: \(problem.reason). Hint: run the stage that wrote it again")
        }
    }
}
