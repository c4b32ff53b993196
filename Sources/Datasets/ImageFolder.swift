import Foundation
import Images
import Support
import Tensors

/// The PNG and JPEG images of a folder, in the order of their names' bytes; each is cropped to its central square.
///
/// Subfolders are not entered. Files with other extensions are ignored, and counted in the set's origin; hidden files
/// are ignored in silence. A file with the extension of an image that is none is an error, which names all of these.
public struct ImageFolder: ImageReader {
    public let directory: String
    public let files: [FileName]
    private let ignored: String
    private static let extensions = ["png", "jpg", "jpeg"]

    /// Lists a folder. Throws `DataError` where it is missing or has no images.
    public init(directory: String) throws {
        let names: [FileName]
        do {
            names = try FileName.all(in: directory).filter { $0.bytes.first != UInt8(ascii: ".") }
        } catch {
            throw Self.missing(directory)
        }
        let folders = Set(names.filter { $0.isFolder(in: directory) })
        let images = names.filter { Self.isImage($0) && !folders.contains($0) }
        let others = names.count - folders.count - images.count
        ignored =
            (others > 0 ? ", \(others) other file\(others == 1 ? "" : "s") ignored" : "")
            + (folders.isEmpty ? "" : ", \(folders.count) subfolder\(folders.count == 1 ? "" : "s") not entered")
        guard !images.isEmpty else {
            throw DataError(
                file: directory, expected: "PNG or JPEG images (.png, .jpg, .jpeg)",
                got: names.isEmpty ? "an empty folder" : "none\(ignored)",
                hint: folders.isEmpty ? nil : "name the folder that holds the images themselves")
        }
        self.directory = directory
        files = images
    }

    private static func isImage(_ name: FileName) -> Bool {
        guard let point = name.bytes.lastIndex(of: UInt8(ascii: ".")) else { return false }
        return extensions.contains(String(decoding: name.bytes[(point + 1)...], as: UTF8.self).lowercased())
    }

    private static func missing(_ directory: String) -> DataError {
        // What a program is given as its arguments has this character for all that is not UTF-8.
        let isForeign = directory.unicodeScalars.contains("\u{fffd}")
        let isThere = FileManager.default.fileExists(atPath: directory)
        return DataError(
            file: directory, expected: "a folder of PNG or JPEG images",
            got: isForeign && !isThere
                ? "a name that is not UTF-8"
                : !isThere ? "no such folder" : FileSystem.isFolder(directory) ? "one that cannot be read" : "a file",
            hint: isForeign ? "rename the folder, or name a link to it" : "--data folder=DIR")
    }

    public func load(_ request: DataRequest) throws -> ImageSet {
        let (side, channels) = (request.side, request.channels)
        let pixels = try ImageSet.room(for: files.count, side: side, channels: channels, file: directory)
        var average: AreaAverage?
        var troubles: [Trouble] = []
        var notes: [(name: FileName, note: String)] = []
        for (row, name) in files.enumerated() {
            do {
                let file = try InputFile(name, in: directory, kind: "a PNG or JPEG image")
                let image = try DecodedImage(file.contents(), path: file.path)
                let square = min(image.width, image.height)
                guard square >= side else {
                    troubles.append(Trouble(small: image, name: name, in: directory, request))
                    continue
                }
                let shrink = average.flatMap { $0.from == square ? $0 : nil } ?? AreaAverage(from: square, to: side)
                average = shrink
                Self.shrink(image, by: shrink, into: pixels.row(row), channels: channels)
                if let note = image.note { notes.append((name, note)) }
            } catch let error as DataError {
                troubles.append(Trouble(name: name, error: error, words: error.got))
            }
        }
        try Trouble.check(troubles, in: directory, request)
        return ImageSet(
            pixels: pixels, height: side, width: side, channels: channels,
            origin: PrintableText.line(
                "\(files.count) images of \(NSString(string: directory).lastPathComponent)\(ignored), "
                    + "cropped to squares, at \(side)×\(side)", limit: .max),
            warnings: Self.text(of: notes).map { [PrintableText.line($0, limit: .max)] } ?? [])
    }

    private static func shrink(
        _ image: DecodedImage, by average: AreaAverage, into row: UnsafeMutablePointer<Float>, channels: Int
    ) {
        let top = (image.height - average.from) / 2
        let left = (image.width - average.from) / 2
        image.bytes.withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress else { return }
            average.average(
                base + (top * image.width + left) * image.channels, rowStride: image.width * image.channels,
                step: image.channels, plane: 1, colours: image.channels, into: row, channels: channels)
        }
    }
}
