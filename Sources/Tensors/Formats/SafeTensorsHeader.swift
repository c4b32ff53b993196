import Foundation
import Support

/// The JSON header of a safetensors file, checked as the format asks: no name twice, sizes that agree with the shapes,
/// and tensors that fill the file without holes or overlaps.
struct SafeTensorsHeader {
    /// The limit of the format's own reader.
    private static let longest = 100_000_000

    private(set) var tensors: [SafeTensors.Description] = []
    private(set) var metadata: [String: String] = [:]
    /// The first byte after the header.
    let end: Int
    private let path: String

    init(reading file: InputFile) throws {
        path = file.path
        guard file.size >= 10 else {
            throw DataError(
                file: path, expected: "a safetensors file", got: "\(file.size) bytes, too short for a header")
        }
        let length = try file.bytes(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard length <= UInt64(min(Self.longest, file.size - 8)) else {
            throw DataError(
                file: path, expected: "a header within the file of \(file.size) bytes",
                got: "a header of \(length) bytes",
                hint: "the file is cut short, or is no safetensors file")
        }
        end = 8 + Int(length)
        var parser = HeaderJSONParser(try file.bytes(Int(length)))
        guard case .object(let fields)? = parser.parse() else {
            throw DataError(
                file: path, expected: "a JSON object as header", got: "something else", hint: parser.problem)
        }
        for (name, value) in fields {
            if name == SafeTensors.metadataKey {
                metadata = try Self.texts(value, path)
            } else {
                tensors.append(try Self.tensor(name, value, path))
            }
        }
        try checkLayout(size: file.size - end)
        tensors.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }

    private static func texts(_ value: HeaderJSONParser.Value, _ path: String) throws -> [String: String] {
        var result: [String: String] = [:]
        guard case .object(let fields) = value else {
            throw DataError(file: path, expected: "__metadata__ to be an object of texts", got: "another value")
        }
        for (key, value) in fields {
            guard case .text(let text) = value else {
                throw DataError(file: path, expected: "a text as metadata \(key)", got: "another value")
            }
            result[key] = text
        }
        return result
    }

    private static func tensor(
        _ name: String, _ value: HeaderJSONParser.Value, _ path: String
    ) throws -> SafeTensors.Description {
        guard case .object(let fields) = value, fields.count == 3,
            case .text(let kind)? = fields.first(where: { $0.0 == "dtype" })?.1,
            case .numbers(let shape)? = fields.first(where: { $0.0 == "shape" })?.1,
            case .numbers(let offsets)? = fields.first(where: { $0.0 == "data_offsets" })?.1, offsets.count == 2
        else {
            throw DataError(
                file: path, expected: "\(name) to have dtype, shape and two data_offsets", got: "other fields")
        }
        // Sizes beside a zero are multiplied too: whoever multiplies some of them must not overflow later.
        var count = 1
        for size in shape {
            let (product, overflow) = count.multipliedReportingOverflow(by: max(size, 1))
            guard !overflow, product <= Int.max / 64 else {
                throw DataError(file: path, expected: "\(name) to fit into memory", got: "the shape \(shape)")
            }
            count = product
        }
        if shape.contains(0) { count = 0 }
        // The size of a type that came after this was written is not known; such a tensor is never read.
        let bytes = bits[kind].map { (count * $0 + 7) / 8 }
        guard offsets[0] <= offsets[1], bytes == nil || offsets[1] - offsets[0] == bytes else {
            throw DataError(
                file: path, expected: "\(bytes.map(String.init) ?? "some") bytes for \(name) of shape \(shape)",
                got: "data_offsets \(offsets[0])…\(offsets[1])")
        }
        return SafeTensors.Description(name: name, shape: shape, kind: kind, bytes: offsets[0]..<offsets[1])
    }

    /// Bits an element, by the names of the format's types.
    private static let bits = [
        "BOOL": 8, "F4": 4, "F6_E2M3": 6, "F6_E3M2": 6, "U8": 8, "I8": 8, "F8_E5M2": 8, "F8_E4M3": 8, "F8_E8M0": 8,
        "I16": 16, "U16": 16, "F16": 16, "BF16": 16, "I32": 32, "U32": 32, "F32": 32, "I64": 64, "U64": 64, "F64": 64,
        "C64": 64,
    ]

    private func checkLayout(size: Int) throws {
        var position = 0
        let byPlace = tensors.sorted {
            ($0.bytes.lowerBound, $0.bytes.upperBound) < ($1.bytes.lowerBound, $1.bytes.upperBound)
        }
        for tensor in byPlace {
            guard tensor.bytes.lowerBound == position else {
                let kind = tensor.bytes.lowerBound < position ? "an overlap" : "a hole"
                throw DataError(
                    file: path, expected: "\(tensor.name) to begin at byte \(position)",
                    got: "\(tensor.bytes.lowerBound), which leaves \(kind)")
            }
            position = tensor.bytes.upperBound
        }
        guard position == size else {
            throw DataError(
                file: path, expected: "\(position) bytes of elements", got: "\(size)",
                hint: "the file is cut short or padded")
        }
    }
}
