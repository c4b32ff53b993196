import Foundation
import Support

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
