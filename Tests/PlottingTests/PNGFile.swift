import Foundation

/// A PNG file put together byte by byte, without libpng: its rows are stored uncompressed.
struct PNGFile {
    var width: Int
    var height: Int
    /// 0 grey, 2 RGB, 4 grey with opacity, 6 RGB with opacity.
    var colourType: UInt8 = 0
    var depth: UInt8 = 8
    /// A row after the other, as the file has them, without filters.
    var bytes: [UInt8]

    var data: Data {
        let head = Self.word(width) + Self.word(height) + [depth, colourType, 0, 0, 0]
        return Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
            + Data(Self.chunk("IHDR", head) + Self.chunk("IDAT", stream) + Self.chunk("IEND", []))
    }

    /// A zlib stream with one stored block.
    private var stream: [UInt8] {
        let line = bytes.count / max(height, 1)
        let rows = (0..<height).flatMap { [0] + bytes[($0 * line)..<(($0 + 1) * line)] }
        let count = [UInt8(rows.count & 255), UInt8(rows.count >> 8 & 255)]
        var (low, high) = (1, 0)
        for byte in rows {
            low = (low + Int(byte)) % 65521
            high = (high + low) % 65521
        }
        return [0x78, 0x01, 0x01] + count + count.map { ~$0 } + rows + Self.word(high << 16 | low)
    }

    private static func chunk(_ name: String, _ body: [UInt8]) -> [UInt8] {
        let content = Array(name.utf8) + body
        let check = content.reduce(UInt32.max) { sum, byte in
            (0..<8).reduce(sum ^ UInt32(byte)) { value, _ in value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
        }
        return word(body.count) + content + word(Int(~check))
    }

    private static func word(_ number: Int) -> [UInt8] { [24, 16, 8, 0].map { UInt8(number >> $0 & 255) } }
}
