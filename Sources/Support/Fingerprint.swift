import Crypto

/// SHA-256 of what is added, one piece after the other: two equal fingerprints are of the same bytes.
public struct Fingerprint {
    private var hash = SHA256()

    /// Of nothing yet.
    public init() {}

    /// Adds bytes.
    public mutating func add(_ bytes: UnsafeRawBufferPointer) { hash.update(bufferPointer: bytes) }

    /// Adds a text's UTF-8 bytes.
    public mutating func add(_ text: String) {
        var text = text
        text.withUTF8 { add(UnsafeRawBufferPointer($0)) }
    }

    /// Adds all of a file's bytes, or those of a range, block by block. Throws `DataError` where there are fewer, `FileError`
    /// where the disk fails.
    public mutating func add(_ file: InputFile, bytes: Range<Int>? = nil) throws {
        let bytes = bytes ?? 0..<file.size
        let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 64)
        defer { block.deallocate() }
        guard let start = block.baseAddress else { return }
        file.seek(to: bytes.lowerBound)
        var rest = bytes.count
        while rest > 0 {
            let count = min(rest, block.count)
            try file.read(into: start, count: count)
            add(UnsafeRawBufferPointer(start: start, count: count))
            rest -= count
        }
    }

    /// 64 hexadecimal digits, in lower case.
    public var hexadecimal: String {
        let digits = Array("0123456789abcdef".utf8)
        let bytes = hash.finalize().flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The fingerprint of a text alone.
    public static func of(_ text: String) -> String {
        var result = Fingerprint()
        result.add(text)
        return result.hexadecimal
    }
}
