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
        do {
            return try image(of: file, handle, checkingSize)
        } catch let complaint as Complaint {
            var image = try wholeImage(of: file, complaint.words, handle, checkingSize)
            image.note = complaint.words
            return image
        }
    }

    /// What the decoder said of a file whose pixels it gave all the same.
    private struct Complaint: Error {
        let words: String
    }

    /// The image of a file that the decoder complained of, where none of them are lost: a file that ends early is only a
    /// complaint to the decoder, too, and grey pixels to the user. Throws `DataError` for such a one.
    private func wholeImage(
        of file: UnsafeRawBufferPointer, _ complaint: String, _ handle: tjhandle,
        _ checkingSize: (Int, Int) throws -> Void, rounds: Int = 8
    ) throws -> DecodedImage {
        var worse = damaged(complaint)
        for copy in rounds > 0 ? JPEGRepair(file).copies(without: complaint) : [] {
            do {
                return try copy.withUnsafeBytes { copy in
                    do {
                        return try image(of: copy, handle, checkingSize)
                    } catch let next as Complaint {
                        return try wholeImage(of: copy, next.words, handle, checkingSize, rounds: rounds - 1)
                    }
                }
            } catch let error as DataError {
                worse = error
            }
        }
        throw worse
    }

    /// Throws `Complaint`, and `DataError` where nothing can be decoded or `checkingSize` throws one.
    private func image(
        of file: UnsafeRawBufferPointer, _ handle: tjhandle, _ checkingSize: (Int, Int) throws -> Void
    ) throws -> DecodedImage {
        let start = file.bindMemory(to: UInt8.self).baseAddress
        var (width, height, subsampling, space) = (Int32(0), Int32(0), Int32(0), Int32(0))
        try check(
            tjDecompressHeader3(handle, start, UInt(file.count), &width, &height, &subsampling, &space), handle)
        try checkingSize(Int(width), Int(height))
        let isInk = space == Int32(TJCS_CMYK.rawValue) || space == Int32(TJCS_YCCK.rawValue)
        let isGrey = space == Int32(TJCS_GRAY.rawValue)
        let format = isInk ? TJPF_CMYK : isGrey ? TJPF_GRAY : TJPF_RGB
        let pixels = Int(width) * Int(height)
        let size = pixels * (isInk ? 4 : isGrey ? 1 : 3)
        let bytes = try [UInt8](unsafeUninitializedCapacity: size) { buffer, filled in
            try check(
                tjDecompress2(
                    handle, start, UInt(file.count), buffer.baseAddress, width, 0, height, Int32(format.rawValue),
                    TJFLAG_ACCURATEDCT | TJFLAG_LIMITSCANS), handle)
            if isInk { removeInk(buffer, pixels: pixels) }
            filled = isInk ? 3 * pixels : size
        }
        return ImageOrientation(exif: EXIF.ofJPEG(file)).upright(
            DecodedImage(width: Int(width), height: Int(height), channels: isGrey ? 1 : 3, bytes: bytes))
    }

    private func check(_ code: Int32, _ handle: tjhandle) throws {
        guard code != 0 else { return }
        let words = String(cString: tjGetErrorStr2(handle))
        if tjGetErrorCode(handle) == Int32(TJERR_WARNING.rawValue) { throw Complaint(words: words) }
        throw damaged(words)
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

    private func damaged(_ words: String) -> DataError {
        DataError(
            file: path, expected: "a whole JPEG image", got: "damage: \(words)",
            hint: "replace it, or move it out of the folder")
    }
}
