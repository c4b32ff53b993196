import CPNG
import Foundation

/// Reads PNG files by libpng's simplified interface, whose long jumps stay inside libpng.
///
/// Palettes and one to four bits are expanded, sixteen bits rounded to eight; what is transparent is laid over black.
struct PNGDecoder {
    /// What an image has to be read as.
    enum Channels {
        /// 1 where the file has no colours, else 3.
        case asStored
        case rgb
    }

    /// The most pixels along a side: what is larger is no picture for a figure, and its head may be damaged.
    static let largestSide = 8192

    let width: Int
    let height: Int
    let channels: Int
    /// width × height × channels bytes.
    let bytes: [UInt8]

    /// Why a file is not read, for people.
    struct Problem: Error {
        let reason: String
    }

    /// - Throws: `Problem` where `data` is no whole PNG, or a too large one.
    init(_ data: Data, as wanted: Channels) throws {
        var image = png_image()
        image.version = png_uint_32(PNG_IMAGE_VERSION)
        defer { png_image_free(&image) }
        (width, height, channels, bytes) = try data.withUnsafeBytes { file in
            guard png_image_begin_read_from_memory(&image, file.baseAddress, file.count) != 0 else {
                throw Problem(reason: "it is no readable PNG (\(Self.message(image)))")
            }
            let (width, height) = (Int(image.width), Int(image.height))
            guard max(width, height) <= Self.largestSide else {
                throw Problem(reason: "it has \(width) × \(height) pixels, at most \(Self.largestSide) a side are read")
            }
            let isGrey = wanted == .asStored && image.format & png_uint_32(PNG_FORMAT_FLAG_COLOR) == 0
            // Without this, sixteen bits with no stated gamma would be taken as linear light.
            image.flags |= png_uint_32(PNG_IMAGE_FLAG_16BIT_sRGB)
            image.format = isGrey ? 0 : png_uint_32(PNG_FORMAT_FLAG_COLOR)
            let channels = isGrey ? 1 : 3
            // Zeros are the black that transparent pixels are laid over.
            var bytes = [UInt8](repeating: 0, count: width * height * channels)
            let read = bytes.withUnsafeMutableBytes {
                png_image_finish_read(&image, nil, $0.baseAddress, 0, nil)
            }
            guard read != 0 else { throw Problem(reason: "it is damaged (\(Self.message(image)))") }
            return (width, height, channels, bytes)
        }
    }

    private static func message(_ image: png_image) -> String {
        withUnsafeBytes(of: image.message) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }
}
