import Foundation
import Support

/// An image from a file: bytes of one or three channels, interleaved, rows from top to bottom.
public struct DecodedImage: Equatable, Sendable {
    /// Pixels from left to right.
    public let width: Int
    /// Pixels from top to bottom.
    public let height: Int
    /// 1 (grey) or 3 (RGB).
    public let channels: Int
    /// height · width · channels bytes.
    public let bytes: [UInt8]
    /// What the decoder complained of though all pixels are whole, "10 extraneous bytes before marker 0xd9"; mostly nil.
    public internal(set) var note: String?
    /// Decoding needs four bytes a pixel: half a gigabyte at most.
    static let mostPixels = 1 << 27

    /// Decodes a PNG or a JPEG file, whichever its first bytes say. Throws `DataError`.
    ///
    /// - Parameter largestSide: the most pixels along a side; a file that declares more is an error before any memory is
    ///   taken for them.
    public init(path: String, largestSide: Int = 1 << 20) throws {
        let file = try InputFile.contents(of: path, kind: "a PNG or JPEG image")
        try self.init(file, path: path, largestSide: largestSide)
    }

    /// Decodes the bytes of a PNG or a JPEG file. Throws `DataError`, which says that they are of `path`.
    public init(_ file: [UInt8], path: String, largestSide: Int = 1 << 20) throws {
        let start = file.prefix(8)
        func check(_ width: Int, _ height: Int) throws {
            try Self.check(width: width, height: height, largestSide: largestSide, path: path)
        }
        if start.elementsEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) {
            self = try file.withUnsafeBytes { try PNGDecoder(path: path).decode($0, checkingSize: check) }
        } else if start.starts(with: [0xff, 0xd8, 0xff]) {
            self = try file.withUnsafeBytes { try JPEGDecoder(path: path).decode($0, checkingSize: check) }
        } else {
            throw DataError(
                file: path, expected: "a PNG or JPEG image", got: ForeignFile.description(of: file),
                hint: "convert it, or move it out of the folder")
        }
    }

    /// An image from its bytes.
    public init(width: Int, height: Int, channels: Int, bytes: [UInt8]) {
        precondition(bytes.count == width * height * channels && (channels == 1 || channels == 3))
        self.width = width
        self.height = height
        self.channels = channels
        self.bytes = bytes
    }

    /// The bytes of three channels, also where the image is grey.
    public var rgb: [UInt8] { channels == 3 ? bytes : bytes.flatMap { [$0, $0, $0] } }

    private static func check(width: Int, height: Int, largestSide: Int, path: String) throws {
        guard width > 0, height > 0, max(width, height) <= largestSide, width * height <= mostPixels else {
            let isLong = max(width, height) > largestSide
            throw DataError(
                file: path, expected: isLong ? "at most \(largestSide) pixels a side" : "1 to \(mostPixels) pixels",
                got: "\(width)×\(height)", hint: "make it smaller first")
        }
    }
}

/// Writes images as PNG files, for people to look at.
public enum ImageFile {
    /// Writes one image with 8 bits a channel: values are clamped to [0, 1], taken as sRGB, and rounded to 0…255.
    ///
    /// The same pixels give the same bytes each time. Readers see the whole file or none; missing folders are made.
    ///
    /// - Parameters:
    ///   - image: channels·height·width values: the grey plane, or red, green and blue one after the other, row by row.
    ///   - height: in pixels, at least 1.
    ///   - width: in pixels, at least 1.
    ///   - channels: 1 (grey) or 3 (RGB).
    ///   - path: of the file, with its extension.
    /// - Throws: `FileError` where a value is not finite, or the file cannot be written.
    public static func write(
        _ image: UnsafePointer<Float>, height: Int, width: Int, channels: Int, to path: String
    ) throws {
        precondition(height > 0 && width > 0 && (channels == 1 || channels == 3), "an image is grey or RGB")
        let area = height * width
        var bytes = [UInt8](repeating: 0, count: channels * area)
        for channel in 0..<channels {
            for pixel in 0..<area {
                let value = image[channel * area + pixel]
                guard value.isFinite else {
                    throw FileError(
                        "write", path,
                        reason: "channel \(channel) of row \(pixel / width), column \(pixel % width) is \(value)")
                }
                bytes[pixel * channels + channel] = UInt8((min(max(value, 0), 1) * 255).rounded())
            }
        }
        let encoder = PNGEncoder(width: width, height: height, layout: channels == 1 ? .grey : .rgb)
        try AtomicFile.write(encoder.encode(bytes), to: URL(fileURLWithPath: path))
    }
}
