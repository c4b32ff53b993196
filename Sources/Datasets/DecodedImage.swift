import Foundation
import Support
import Tensors

/// An image from a file: bytes of one or three channels, interleaved, rows from top to bottom.
struct DecodedImage {
    let width: Int
    let height: Int
    /// 1 or 3.
    let channels: Int
    let bytes: [UInt8]
    /// Decoding needs four bytes a pixel: half a gigabyte at most.
    static let mostPixels = 1 << 27

    /// Decodes a PNG or a JPEG, whichever its first bytes say. Throws `DataError`.
    init(path: String) throws {
        let data = try DataFile.contents(of: path, kind: "a PNG or JPEG image")
        let start = [UInt8](data.prefix(8))
        if start == [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] {
            self = try PNGDecoder.decode(data, path: path)
        } else if start.starts(with: [0xff, 0xd8, 0xff]) {
            self = try JPEGDecoder.decode(data, path: path)
        } else {
            let found = start.map { String(format: "%02x", $0) }.joined(separator: " ")
            throw DataError(
                file: path, expected: "a PNG or JPEG image",
                got: start.isEmpty ? "an empty file" : "the bytes \(found)",
                hint: "convert it, or move it out of the folder")
        }
    }

    init(width: Int, height: Int, channels: Int, bytes: [UInt8]) {
        self.width = width
        self.height = height
        self.channels = channels
        self.bytes = bytes
    }

    /// Throws `DataError` where an image has no pixels or too many to decode.
    static func check(width: Int, height: Int, path: String) throws {
        guard width > 0, height > 0, width <= 1 << 20, height <= 1 << 20, width * height <= mostPixels else {
            throw DataError(
                file: path, expected: "1 to \(mostPixels) pixels", got: "\(width)×\(height)",
                hint: "make it smaller first")
        }
    }
}
