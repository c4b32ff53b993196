import Foundation

/// JSON texts that are the same bytes for the same content.
public enum CanonicalJSON {
    /// A JSON string literal with the fewest escapes that JSON allows.
    public static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case _ where scalar.value < 0x20:
                let hex = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    /// The encoder of every JSON file: sorted keys, readable, ISO 8601 dates, a line feed at the end.
    /// Throws `EncodingError`.
    public static func fileData(_ value: some Encodable) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        var data = try encoder.encode(value)
        data.append(0x0A)
        return data
    }

    /// Reads what `fileData` wrote. Throws `DecodingError`.
    public static func decode<Value: Decodable>(_ type: Value.Type, from data: Data) throws -> Value {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        return try decoder.decode(type, from: data)
    }
}

extension CanonicalJSON {
    /// Reads a file that `fileData` wrote.
    ///
    /// - Parameters:
    ///   - kind: what is expected there, for the error: "the record of a run".
    ///   - version: the latest version of its format that is known, where it has one.
    ///   - hint: what to do where it is damaged.
    /// - Throws: `DataError` where it is missing, unreadable, damaged or of a later version, `FileError` where the disk
    ///   fails.
    public static func read<Value: Decodable>(
        _ type: Value.Type, from url: URL, kind: String, version known: Int? = nil, hint: String? = nil
    ) throws -> Value {
        let bytes: [UInt8]
        do {
            bytes = try InputFile.contents(of: url.path, kind: kind)
        } catch let error as DataError {
            throw DataError(file: error.file, expected: error.expected, got: error.got, hint: error.hint ?? hint)
        }
        guard !bytes.isEmpty else {
            throw DataError(file: url.path, expected: kind, got: "an empty file", hint: hint)
        }
        do {
            // First, as a later version may have other fields.
            if let known {
                let version = try decode(Version.self, from: Data(bytes)).version
                guard version <= known else {
                    throw DataError(
                        file: url.path, expected: "\(kind) of version \(known) or before", got: "version \(version)",
                        hint: "use the program that wrote it, or a later one")
                }
            }
            return try decode(type, from: Data(bytes))
        } catch let error as DecodingError {
            let words = DamagedJSON.words(for: error, in: Data(bytes))
            throw DataError(file: url.path, expected: kind, got: "a file that is none: \(words)", hint: hint)
        }
    }

    private struct Version: Decodable { var version: Int }
}
