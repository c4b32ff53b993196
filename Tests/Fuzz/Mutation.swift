/// SplitMix64: a case's choices are a function of the run's seed and the case's number, on every machine.
struct CaseGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64, number: Int) { state = seed &* 0x9E37_79B9_7F4A_7C15 ^ UInt64(number) &* 0xD1B5_4A32_D192_ED03 }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
        return z ^ z >> 31
    }
}

/// Damages a file as disks, cut transfers, other programs and people do.
struct Mutation {
    private var generator: CaseGenerator

    init(generator: CaseGenerator) { self.generator = generator }

    /// One damage, or a few one after the other; `other` is a second file of the kind, of which pieces are taken.
    mutating func apply(to input: [UInt8], other: [UInt8]) -> [UInt8] {
        var bytes = input
        for _ in 0..<([1, 1, 1, 2, 4].randomElement(using: &generator) ?? 1) { damage(&bytes, other: other) }
        return bytes
    }

    private mutating func damage(_ bytes: inout [UInt8], other: [UInt8]) {
        switch Int.random(in: 0..<12, using: &generator) {
        case 0: bytes.removeLast(bytes.count - place(in: bytes))
        case 1: bytes.removeSubrange(range(in: bytes))
        case 2: bytes.insert(contentsOf: bytes[range(in: bytes)], at: place(in: bytes))
        case 3: bytes.insert(contentsOf: other[range(in: other)], at: place(in: bytes))
        case 4: overwrite(&bytes, with: Array(other[range(in: other)]))
        case 5: overwrite(&bytes, with: Self.word(Self.numbers.randomElement(using: &generator) ?? 0, &generator))
        case 6: overwrite(&bytes, with: [UInt8.random(in: 0...255, using: &generator)])
        case 7: replaceNumber(&bytes)
        case 8: replaceNumber(&bytes)
        case 9: overwrite(&bytes, with: Array(Self.words.randomElement(using: &generator)?.utf8 ?? "".utf8))
        case 10: repeatLine(&bytes)
        default: flip(&bytes)
        }
    }

    private mutating func place(in bytes: [UInt8]) -> Int { Int.random(in: 0...bytes.count, using: &generator) }

    /// Mostly short, sometimes of any length.
    private mutating func range(in bytes: [UInt8]) -> Range<Int> {
        let start = place(in: bytes)
        let longest = Bool.random(using: &generator) ? min(16, bytes.count - start) : bytes.count - start
        return start..<start + Int.random(in: 0...longest, using: &generator)
    }

    private mutating func flip(_ bytes: inout [UInt8]) {
        guard let place = bytes.indices.randomElement(using: &generator) else { return }
        bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
    }

    /// Headers are at the beginning, so half of all changes are there.
    private mutating func overwrite(_ bytes: inout [UInt8], with new: [UInt8]) {
        let start = Bool.random(using: &generator) ? place(in: bytes) : min(place(in: bytes), place(in: bytes) % 64)
        bytes.replaceSubrange(start..<min(bytes.count, start + new.count), with: new)
    }

    /// A number in a text becomes another one.
    private mutating func replaceNumber(_ bytes: inout [UInt8]) {
        let isDigit = { (byte: UInt8) in (0x30...0x39).contains(byte) }
        let starts = bytes.indices.filter { isDigit(bytes[$0]) && ($0 == 0 || !isDigit(bytes[$0 - 1])) }
        guard let start = starts.randomElement(using: &generator) else { return }
        let end = bytes[start...].firstIndex { !isDigit($0) } ?? bytes.count
        bytes.replaceSubrange(start..<end, with: Array((Self.texts.randomElement(using: &generator) ?? "").utf8))
    }

    private mutating func repeatLine(_ bytes: inout [UInt8]) {
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        guard let line = lines.randomElement(using: &generator) else { return }
        bytes.insert(contentsOf: [0x0A] + line + [0x0A], at: place(in: bytes))
    }

    private static func word(_ number: UInt64, _ generator: inout CaseGenerator) -> [UInt8] {
        let count = [1, 2, 4, 8].randomElement(using: &generator) ?? 4
        let little = (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * UInt64($0))) }
        return Bool.random(using: &generator) ? little : little.reversed()
    }

    /// Ends of the ranges of whole numbers; then 1.0, infinity and NaN in both precisions.
    private static let numbers: [UInt64] = [
        0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF, .max >> 1, 1 << 63, .max,
        0x3F80_0000, 0x7F80_0000, 0x7FC0_0000, 0x3FF0 << 48, 0x7FF0 << 48, 0x7FF8 << 48,
    ]
    private static let texts = [
        "", "0", "-1", "1e400", "1e-400", "nan", "inf", "9223372036854775807", "9223372036854775808", "4294967296",
        "2147483648", "0x10", "0100", "1:30", "1_000", "-0", "3.5", "1e9", "65536", "10000",
    ]
    private static let words = [
        "null", "true", "no", "~", "[]", "{}", "'", "\"", "\u{0}", "\r\n", "\u{FEFF}", "---\n", "&a *a", "<<: ", "\t",
        "%s%n", "../../", "é", "\u{1B}[2J", "{\"a\":1}", ",,,", "\\u0000", "-", ": ",
    ]
}
