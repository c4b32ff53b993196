/// The segments of a JPEG file before its first scan.
enum JPEGSegments {
    /// Where the first segment of a kind begins, with its marker.
    static func place(of kind: UInt8, in bytes: [UInt8]) -> Int? {
        var place = 2
        while place + 4 <= bytes.count, bytes[place] == 0xff, bytes[place + 1] != 0xda {
            if bytes[place + 1] == kind { return place }
            place += 2 + Int(bytes[place + 2]) << 8 + Int(bytes[place + 3])
        }
        return nil
    }

    /// Where the data of the first scan begin.
    static func scan(in bytes: [UInt8]) -> Int? {
        var place = 2
        while place + 4 <= bytes.count, bytes[place] == 0xff {
            let isScan = bytes[place + 1] == 0xda
            place += 2 + Int(bytes[place + 2]) << 8 + Int(bytes[place + 3])
            if isScan { return place }
        }
        return nil
    }

    /// A JPEG with an EXIF segment.
    static func adding(orientation: Int, littleEndian: Bool, type: Int = 3, to bytes: [UInt8]) -> [UInt8] {
        adding(exif: exif(orientation: orientation, littleEndian: littleEndian, type: type), to: bytes)
    }

    /// A JPEG with an EXIF segment of any content.
    static func adding(exif: [UInt8], to bytes: [UInt8]) -> [UInt8] {
        let length = 2 + 6 + exif.count
        let head: [UInt8] = [0xff, 0xe1, UInt8(length >> 8), UInt8(length & 255)]
        return bytes[..<2] + head + Array("Exif\0\0".utf8) + exif + bytes[2...]
    }

    /// EXIF data of one directory: the orientation, after an entry of another kind.
    ///
    /// - Parameters:
    ///   - type: 1 for BYTE, 3 for SHORT, 4 for LONG.
    ///   - gap: bytes before the directory.
    static func exif(orientation: Int, littleEndian: Bool, type: Int = 3, count: Int = 1, gap: Int = 0) -> [UInt8] {
        func number(_ value: Int, _ count: Int) -> [UInt8] {
            let big = (0..<count).reversed().map { UInt8(value >> (8 * $0) & 255) }
            return littleEndian ? big.reversed() : big
        }
        let size = [1: 1, 3: 2, 4: 4][type] ?? 4
        var tiff = Array((littleEndian ? "II" : "MM").utf8) + number(42, 2) + number(8 + gap, 4)
        tiff += [UInt8](repeating: 0xff, count: gap) + number(2, 2)
        tiff += number(0x010f, 2) + number(2, 2) + number(4, 4) + Array("abc\0".utf8)
        tiff += number(0x0112, 2) + number(type, 2) + number(count, 4) + number(orientation, size)
        return tiff + [UInt8](repeating: 0, count: 4 - size) + number(0, 4)
    }
}
