import CPNG
import Support

/// Decodes PNG images by libpng's simplified interface, whose long jumps stay inside libpng.
///
/// Sixteen bits are rounded to eight; palettes and one to four bits are expanded; what is transparent is blended over
/// black, since 0 is what padding is too; a `gAMA` other than sRGB's is converted, as the PNG specification asks. An image is
/// turned as its EXIF orientation says.
struct PNGDecoder {
    /// For errors.
    let path: String

    func decode(_ file: UnsafeRawBufferPointer, checkingSize: (Int, Int) throws -> Void) throws -> DecodedImage {
        let chunks = try PNGChunks(file, path: path, checkingSize: checkingSize)
        // Debian's libpng 1.6.39 puts such rows into wrong places through this interface.
        guard file[24] < 16 || file[28] == 0 else {
            throw DataError(
                file: path, expected: "a PNG image that can be decoded",
                got: "interlaced rows of 16 bits a channel", hint: "save it without interlacing, or with 8 bits")
        }
        var image = png_image()
        image.version = png_uint_32(PNG_IMAGE_VERSION)
        defer { png_image_free(&image) }
        guard png_image_begin_read_from_memory(&image, file.baseAddress, file.count) != 0 else {
            throw Self.damaged(path, message(of: image))
        }
        let (width, height) = (Int(image.width), Int(image.height))
        let isGrey = image.format & png_uint_32(PNG_FORMAT_FLAG_COLOR) == 0
        // Without this, sixteen bits with no stated gamma would be taken as linear light.
        image.flags |= png_uint_32(PNG_IMAGE_FLAG_16BIT_sRGB)
        image.format = png_uint_32(PNG_FORMAT_FLAG_ALPHA | (isGrey ? 0 : PNG_FORMAT_FLAG_COLOR))
        let colours = isGrey ? 1 : 3
        let bytes = try [UInt8](unsafeUninitializedCapacity: width * height * (colours + 1)) { buffer, filled in
            guard png_image_finish_read(&image, nil, buffer.baseAddress, 0, nil) != 0 else {
                throw Self.damaged(path, message(of: image))
            }
            blend(buffer, pixels: width * height, colours: colours)
            filled = width * height * colours
        }
        return ImageOrientation(exif: chunks.exif).upright(
            DecodedImage(width: width, height: height, channels: colours, bytes: bytes))
    }

    /// Blends over black and drops the alpha channel, in place: pixels move only forward.
    private func blend(_ buffer: UnsafeMutableBufferPointer<UInt8>, pixels: Int, colours: Int) {
        guard let base = buffer.baseAddress else { return }
        for pixel in 0..<pixels {
            let from = base + pixel * (colours + 1)
            let alpha = Int(from[colours])
            for colour in 0..<colours {
                base[pixel * colours + colour] = UInt8((Int(from[colour]) * alpha + 127) / 255)
            }
        }
    }

    static func damaged(_ path: String, _ what: String) -> DataError {
        DataError(
            file: path, expected: "a whole PNG image", got: "damage: \(what)",
            hint: "replace it, or move it out of the folder")
    }

    /// What libpng says of the last call.
    private func message(of image: png_image) -> String {
        withUnsafeBytes(of: image.message) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }
}
