import CPNG
import Foundation
import Support
import Tensors

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
        let file = try encode(bytes, height: height, width: width, channels: channels, path: path)
        try AtomicFile.write(Data(file), to: URL(fileURLWithPath: path))
    }

    /// A PNG by libpng's simplified interface, whose long jumps stay inside libpng.
    private static func encode(
        _ bytes: [UInt8], height: Int, width: Int, channels: Int, path: String
    ) throws -> [UInt8] {
        var image = png_image()
        image.version = png_uint_32(PNG_IMAGE_VERSION)
        image.width = png_uint_32(width)
        image.height = png_uint_32(height)
        image.format = channels == 1 ? 0 : png_uint_32(PNG_FORMAT_FLAG_COLOR)
        defer { png_image_free(&image) }
        func write(_ target: UnsafeMutableRawPointer?, _ size: inout Int) throws {
            guard png_image_write_to_memory(&image, target, &size, 0, bytes, 0, nil) != 0 else {
                throw FileError("write", path, reason: PNGDecoder.message(of: image))
            }
        }
        var size = 0
        try write(nil, &size)
        return try [UInt8](unsafeUninitializedCapacity: size) { buffer, filled in
            try write(buffer.baseAddress, &size)
            filled = size
        }
    }
}
