import CZlib

/// EXIF data in image files: the bytes of a TIFF structure, of which the orientation alone is read.
///
/// What cannot be understood is taken as absent: a picture is not refused for what a camera wrote beside it.
enum EXIF {
    /// What a JPEG file carries: its EXIF segments, one after the other, among the segments before the scan, each a marker
    /// of two bytes and a length that counts itself. Nil where there is none.
    static func ofJPEG(_ file: UnsafeRawBufferPointer) -> [UInt8]? {
        var found: [UInt8]?
        var place = 2
        while place + 4 <= file.count, file[place] == 0xff {
            let marker = file[place + 1]
            if marker == 0xff {  // A marker may have more than one 0xff before it.
                place += 1
                continue
            }
            let length = Int(file[place + 2]) << 8 | Int(file[place + 3])
            guard marker != 0xda, length >= 2, place + 2 + length <= file.count else { break }
            let content = file[place + 4..<place + 2 + length]
            if marker == 0xe1, content.starts(with: prefix) { found = (found ?? []) + content.dropFirst(prefix.count) }
            place += 2 + length
        }
        return found
    }

    /// What a chunk of a PNG file carries, "eXIf" or a text that ImageMagick writes; nil in all other chunks.
    ///
    /// Such a text, "Raw profile type exif" or "APP1", is in hexadecimal digits under three lines: nothing, a name, a length.
    static func ofPNG(chunk: String, _ content: UnsafeRawBufferPointer) -> [UInt8]? {
        if chunk == "eXIf" { return Array(content) }
        guard ["tEXt", "zTXt", "iTXt"].contains(chunk), isText(content), let end = content.firstIndex(of: 0)
        else { return nil }
        let key = String(decoding: content[..<end].dropFirst("Raw profile type ".utf8.count), as: UTF8.self)
        guard ["exif", "app1"].contains(key.lowercased()) else { return nil }
        let rest = content[(end + 1)...]
        let text: [UInt8]?
        switch chunk {
        case "tEXt": text = Array(rest)
        case "zTXt": text = inflated(rest.dropFirst())
        default:
            // A flag and a method of compression, a language, a translated key, and the text.
            let parts = rest.dropFirst(2).split(separator: 0, maxSplits: 2, omittingEmptySubsequences: false)
            text = parts.count < 3 ? nil : rest.first == 0 ? Array(parts[2]) : inflated(parts[2])
        }
        return text.flatMap(bytes(ofHexadecimal:))
    }

    /// Whether a text of a PNG file is of the kind that may carry EXIF.
    static func isText(_ content: UnsafeRawBufferPointer) -> Bool { content.starts(with: "Raw profile type ".utf8) }

    private static let prefix = Array("Exif\0\0".utf8)
    /// EXIF in a JPEG has less than 64 KiB; more than this is no EXIF.
    private static let mostText = 1 << 20

    private static func inflated(_ packed: Slice<UnsafeRawBufferPointer>) -> [UInt8]? {
        let packed = Array(packed)
        var size = UInt(mostText)
        let text = [UInt8](unsafeUninitializedCapacity: mostText) { buffer, filled in
            filled = uncompress(buffer.baseAddress, &size, packed, UInt(packed.count)) == Z_OK ? Int(size) : 0
        }
        return text.isEmpty ? nil : text
    }

    private static func bytes(ofHexadecimal text: [UInt8]) -> [UInt8]? {
        let lines = text.split(separator: UInt8(ascii: "\n"), maxSplits: 3, omittingEmptySubsequences: false)
        guard lines.count == 4 else { return nil }
        let digits = lines[3].compactMap { Character(UnicodeScalar($0)).hexDigitValue }
        return stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }
}

extension ImageOrientation {
    /// What EXIF data say; upright where there are none, or none that can be understood.
    init(exif: [UInt8]?) { self = exif.flatMap(Self.tag(of:)).flatMap(Self.init(rawValue:)) ?? .upright }

    /// The number of tag 0x0112 in the first directory, whose offset is at byte 4; it has a count, then entries of tag,
    /// type, count and value, 12 bytes each. Some programs put "Exif", 0, 0 before it all where it does not belong.
    private static func tag(of exif: [UInt8]) -> Int? {
        var tiff = exif[...]
        while tiff.starts(with: "Exif\0\0".utf8) { tiff = tiff.dropFirst(6) }
        let isLittle = tiff.starts(with: "II".utf8)
        guard isLittle || tiff.starts(with: "MM".utf8) else { return nil }
        func number(_ place: Int, bytes: Int) -> Int? {
            guard place >= 0, place <= tiff.count - bytes else { return nil }
            let part = tiff[tiff.startIndex + place..<tiff.startIndex + place + bytes]
            return isLittle ? part.reversed().reduce(0) { $0 << 8 | Int($1) } : part.reduce(0) { $0 << 8 | Int($1) }
        }
        guard number(2, bytes: 2) == 42, let directory = number(4, bytes: 4), let entries = number(directory, bytes: 2)
        else { return nil }
        // BYTE, SHORT, LONG, and the same with a sign.
        let sizes = [1: 1, 3: 2, 4: 4, 6: 1, 8: 2, 9: 4]
        for entry in 0..<entries {
            let place = directory + 2 + 12 * entry
            guard let tag = number(place, bytes: 2) else { return nil }
            guard tag == 0x0112 else { continue }
            guard let size = number(place + 2, bytes: 2).flatMap({ sizes[$0] }), number(place + 4, bytes: 4) == 1
            else { return nil }
            return number(place + 8, bytes: size)
        }
        return nil
    }
}
