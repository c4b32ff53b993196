/// The part of JSON that safetensors headers use: objects, texts, and arrays of whole numbers.
///
/// Foundation's parser keeps one of two equal names in silence; here they are an error, since a header with them has no
/// one meaning.
struct HeaderJSONParser {
    indirect enum Value: Sendable {
        case object([(String, Value)])
        case text(String)
        case numbers([Int])
    }

    /// What stopped the parser, for people.
    private(set) var problem: String?
    private let bytes: [UInt8]
    private var place = 0
    private var depth = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The header's one value, or nil with `problem` set.
    mutating func parse() -> Value? {
        guard let value = value() else { return fail("it is damaged at byte \(place)") }
        skipBlanks()
        return place == bytes.count ? value : fail("something follows the object at byte \(place)")
    }

    private mutating func fail<Result>(_ text: String) -> Result? {
        if problem == nil { problem = text }
        return nil
    }

    private mutating func skipBlanks() {
        while place < bytes.count, [0x20, 0x0a, 0x0d, 0x09].contains(bytes[place]) { place += 1 }
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        skipBlanks()
        guard place < bytes.count, bytes[place] == UInt8(ascii: character) else { return false }
        place += 1
        return true
    }

    private mutating func value() -> Value? {
        skipBlanks()
        guard place < bytes.count else { return nil }
        switch bytes[place] {
        case UInt8(ascii: "{"): return object()
        case UInt8(ascii: "\""): return text().map(Value.text)
        case UInt8(ascii: "["): return numbers().map(Value.numbers)
        default: return nil
        }
    }

    private mutating func object() -> Value? {
        guard take("{"), depth < 4 else { return nil }
        depth += 1
        defer { depth -= 1 }
        var fields: [(String, Value)] = []
        var names: Set<String> = []
        if take("}") { return .object(fields) }
        repeat {
            skipBlanks()
            guard let name = text(), take(":"), let value = value() else { return nil }
            guard names.insert(name).inserted else { return fail("the name \(name) stands twice") }
            fields.append((name, value))
        } while take(",")
        return take("}") ? .object(fields) : nil
    }

    private mutating func numbers() -> [Int]? {
        guard take("[") else { return nil }
        var result: [Int] = []
        if take("]") { return result }
        repeat {
            skipBlanks()
            let begin = place
            while place < bytes.count, (0x30...0x39).contains(bytes[place]) { place += 1 }
            guard let number = Int(String(decoding: bytes[begin..<place], as: UTF8.self)) else { return nil }
            result.append(number)
        } while take(",")
        return take("]") ? result : nil
    }

    private mutating func text() -> String? {
        guard take("\"") else { return nil }
        var units: [UInt8] = []
        while place < bytes.count {
            let byte = bytes[place]
            place += 1
            switch byte {
            case UInt8(ascii: "\""): return String(validating: units, as: UTF8.self)
            case UInt8(ascii: "\\"):
                guard let scalar = escaped() else { return nil }
                units += Array(String(scalar).utf8)
            case 0..<0x20: return nil
            default: units.append(byte)
            }
        }
        return nil
    }

    private mutating func escaped() -> Unicode.Scalar? {
        guard place < bytes.count else { return nil }
        let byte = bytes[place]
        place += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{c}"
        case UInt8(ascii: "u"):
            guard let high = hexadecimal() else { return nil }
            guard (0xd800..<0xdc00).contains(high) else { return Unicode.Scalar(high) }
            // A character past the first 65 536 comes as two halves.
            guard place + 1 < bytes.count, bytes[place] == UInt8(ascii: "\\"), bytes[place + 1] == UInt8(ascii: "u")
            else {
                return nil
            }
            place += 2
            guard let low = hexadecimal(), (0xdc00..<0xe000).contains(low) else { return nil }
            return Unicode.Scalar(0x10000 + (high - 0xd800) << 10 + (low - 0xdc00))
        default: return nil
        }
    }

    private mutating func hexadecimal() -> UInt32? {
        guard place + 4 <= bytes.count else { return nil }
        let digits = String(decoding: bytes[place..<place + 4], as: UTF8.self)
        guard digits.utf8.count == 4, digits.allSatisfy(\.isHexDigit) else { return nil }
        place += 4
        return UInt32(digits, radix: 16)
    }
}
