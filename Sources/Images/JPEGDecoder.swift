import CTurboJPEG
import Support

/// Decodes JPEG images by TurboJPEG, which reports errors by return codes.
///
/// CMYK is taken as all common programs write it, inverted (255 is no ink). An image is turned as its EXIF orientation
/// says.
struct JPEGDecoder {
    /// For errors.
    let path: String

    func decode(_ file: UnsafeRawBufferPointer, checkingSize: (Int, Int) throws -> Void) throws -> DecodedImage {
        guard let handle = tjInitDecompress() else {
            throw DataError(file: path, expected: "a JPEG decoder", got: String(cString: tjGetErrorStr2(nil)))
        }
        defer { tjDestroy(handle) }
        let start = file.bindMemory(to: UInt8.self).baseAddress
        var (width, height, subsampling, space) = (Int32(0), Int32(0), Int32(0), Int32(0))
        guard tjDecompressHeader3(handle, start, UInt(file.count), &width, &height, &subsampling, &space) == 0 else {
            throw damaged(handle)
        }
        try checkingSize(Int(width), Int(height))
        let isInk = space == Int32(TJCS_CMYK.rawValue) || space == Int32(TJCS_YCCK.rawValue)
        let isGrey = space == Int32(TJCS_GRAY.rawValue)
        let format = isInk ? TJPF_CMYK : isGrey ? TJPF_GRAY : TJPF_RGB
        let pixels = Int(width) * Int(height)
        let size = pixels * (isInk ? 4 : isGrey ? 1 : 3)
        let bytes = try [UInt8](unsafeUninitializedCapacity: size) { buffer, filled in
            let done = tjDecompress2(
                handle, start, UInt(file.count), buffer.baseAddress, width, 0, height, Int32(format.rawValue),
                TJFLAG_ACCURATEDCT | TJFLAG_LIMITSCANS)
            // A file that ends early is only a warning to the decoder, and grey pixels to the user. Since it reports
            // the first warning alone, even harmless ones could hide such a one: all are errors.
            if done != 0 { throw damaged(handle) }
            if isInk { removeInk(buffer, pixels: pixels) }
            filled = isInk ? 3 * pixels : size
        }
        return ImageOrientation(ofJPEG: file).upright(
            DecodedImage(width: Int(width), height: Int(height), channels: isGrey ? 1 : 3, bytes: bytes))
    }

    /// CMYK to RGB, in place: each colour is what the black lets through of it.
    private func removeInk(_ buffer: UnsafeMutableBufferPointer<UInt8>, pixels: Int) {
        guard let base = buffer.baseAddress else { return }
        for pixel in 0..<pixels {
            let from = base + 4 * pixel
            let black = Int(from[3])
            for colour in 0..<3 { base[3 * pixel + colour] = UInt8((Int(from[colour]) * black + 127) / 255) }
        }
    }

    private func damaged(_ handle: tjhandle) -> DataError {
        DataError(
            file: path, expected: "a whole JPEG image", got: "damage: \(String(cString: tjGetErrorStr2(handle)))",
            hint: "replace it, or move it out of the folder")
    }
}
