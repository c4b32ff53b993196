import CZlib
import Support

/// What the chunks of a PNG file say before any of it is decoded.
struct PNGChunks {
    /// EXIF data of a chunk of their own, before or after the pixels, or else of a text.
    private(set) var exif: [UInt8]?

    /// Throws `DataError` unless the file is whole up to its last chunk, its checksums are right, its header declares a
    /// size that `checkingSize` takes, and there are pixels for that: libpng forgives a wrong checksum in some chunks, and
    /// a missing end, and would give other pixels than were written.
    init(_ file: UnsafeRawBufferPointer, path: String, checkingSize: (Int, Int) throws -> Void) throws {
        func number(_ place: Int) -> Int { (0..<4).reduce(0) { $0 << 8 | Int(file[place + $1]) } }
        let signatureSize = 8
        var place = signatureSize
        var (packed, text) = (0, [UInt8]?.none)
        // One such text is all that programs write; each takes a while to unpack.
        var textsToTry = 4
        while true {
            // A chunk is its length, its name of four letters, its content, and a checksum of the last two.
            guard file.count - place >= 12 else { throw PNGDecoder.damaged(path, "it ends early") }
            let length = number(place)
            guard length <= file.count - place - 12 else { throw PNGDecoder.damaged(path, "it ends early") }
            let named = UnsafeRawBufferPointer(rebasing: file[place + 4..<place + 8 + length])
            let name = String(decoding: named.prefix(4), as: UTF8.self)
            let checksum = crc32(0, named.bindMemory(to: UInt8.self).baseAddress, UInt32(named.count))
            guard Int(checksum) == number(place + 8 + length) else {
                throw PNGDecoder.damaged(path, "a wrong checksum at byte \(place)")
            }
            if place == signatureSize {
                guard name == "IHDR", length == 13 else { throw PNGDecoder.damaged(path, "no header") }
                try checkingSize(number(place + 8), number(place + 12))
            }
            let content = UnsafeRawBufferPointer(rebasing: named.dropFirst(4))
            switch name {
            case "IDAT": packed += length
            case "eXIf": exif = exif ?? EXIF.ofPNG(chunk: name, content)
            case "tEXt", "zTXt", "iTXt":
                guard text == nil, textsToTry > 0, EXIF.isText(content) else { break }
                textsToTry -= 1
                text = EXIF.ofPNG(chunk: name, content)
            default: break
            }
            if name == "IEND" { break }
            place += 12 + length
        }
        exif = exif ?? text
        try Self.check(packed: packed, header: UnsafeRawBufferPointer(rebasing: file[signatureSize + 8..<33]), path)
    }

    /// The least that a size needs: deflate shrinks no bytes to less than a 1032nd. So a header that lies takes no memory.
    private static func check(packed: Int, header: UnsafeRawBufferPointer, _ path: String) throws {
        let (width, height) = (
            (0..<4).reduce(0) { $0 << 8 | Int(header[$1]) }, (4..<8).reduce(0) { $0 << 8 | Int(header[$1]) }
        )
        let samples = [0: 1, 2: 3, 3: 1, 4: 2, 6: 4][header[9]] ?? 1
        let row = (width * samples * Int(header[8]) + 7) / 8
        guard packed > height * row / 1032 else {
            throw PNGDecoder.damaged(path, "\(packed) bytes of pixels, too few for \(width)×\(height)")
        }
    }
}
