import Foundation
import Images
import Support
import Tensors

/// The PNG and JPEG images of a folder, in the order of their names' bytes; each is cropped to its central square.
///
/// Subfolders are not entered. Files with other extensions are ignored, and counted in the set's origin; hidden files
/// are ignored in silence. A file with the extension of an image that is none is an error.
public struct ImageFolder: ImageReader {
    public let directory: String
    public let files: [String]
    private let ignored: String
    private static let extensions: Set<String> = ["png", "jpg", "jpeg"]

    /// Lists a folder. Throws `DataError` where it is missing or has no images.
    public init(directory: String) throws {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: directory).filter { !$0.hasPrefix(".") }
        } catch {
            let isThere = FileManager.default.fileExists(atPath: directory)
            throw DataError(
                file: directory, expected: "a folder of PNG or JPEG images",
                got: !isThere
                    ? "no such folder" : FileSystem.isFolder(directory) ? "one that cannot be read" : "a file",
                hint: "--data folder=DIR")
        }
        let folders = names.filter { FileSystem.isFolder("\(directory)/\($0)") }.count
        let images = names.filter {
            Self.extensions.contains(NSString(string: $0).pathExtension.lowercased())
                && !FileSystem.isFolder("\(directory)/\($0)")
        }
        let others = names.count - folders - images.count
        ignored =
            (others > 0 ? ", \(others) other file\(others == 1 ? "" : "s") ignored" : "")
            + (folders > 0 ? ", \(folders) subfolder\(folders == 1 ? "" : "s") not entered" : "")
        guard !images.isEmpty else {
            throw DataError(
                file: directory, expected: "PNG or JPEG images (.png, .jpg, .jpeg)",
                got: names.isEmpty ? "an empty folder" : "none\(ignored)",
                hint: folders > 0 ? "name the folder that holds the images themselves" : nil)
        }
        self.directory = directory
        files = images.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    public func load(side: Int, channels: Int) throws -> ImageSet {
        let pixels = Matrix<Float>(rows: files.count, columns: channels * side * side)
        var average: (from: Int, to: AreaAverage)?
        for (row, name) in files.enumerated() {
            let path = "\(directory)/\(name)"
            let image = try DecodedImage(path: path)
            let square = min(image.width, image.height)
            guard square >= side else {
                throw DataError(
                    file: path, expected: "at least \(side)×\(side) pixels", got: "\(image.width)×\(image.height)",
                    hint: "choose a smaller side, or move it out of the folder")
            }
            let shrink = average.flatMap { $0.from == square ? $0.to : nil } ?? AreaAverage(from: square, to: side)
            average = (square, shrink)
            let top = (image.height - square) / 2
            let left = (image.width - square) / 2
            image.bytes.withUnsafeBufferPointer { bytes in
                guard let base = bytes.baseAddress else { return }
                shrink.average(
                    base + (top * image.width + left) * image.channels, rowStride: image.width * image.channels,
                    step: image.channels, plane: 1, colours: image.channels, into: pixels.row(row), channels: channels)
            }
        }
        return ImageSet(
            pixels: pixels, height: side, width: side, channels: channels,
            origin: "\(files.count) images of \(NSString(string: directory).lastPathComponent)\(ignored), "
                + "cropped to squares, at \(side)×\(side)")
    }
}
