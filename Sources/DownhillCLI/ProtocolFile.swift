import Foundation
import Report
import Support
import Yams

/// `Protocol/claims.yml`: the registered claims, with the rules by which they are judged.
package enum ProtocolFile {
    /// Bytes. The project's own takes a twentieth.
    private static let largest = 1 << 20

    /// The project's. Throws `DataError` where there is none or it is no protocol, `FileError` where the disk fails.
    static func load() throws -> ClaimProtocol {
        try read(ProjectFolders.folder("Protocol").appendingPathComponent("claims.yml"))
    }

    /// Reads a file. Throws as `load`.
    package static func read(_ url: URL) throws -> ClaimProtocol {
        let expected = "the registered claims, claims: [{id: …, question: paper, …}, …]"
        guard FileSystem.exists(url) else {
            throw DataError(
                file: url.path, expected: expected, got: "no such file",
                hint: "run downhill inside the project, whose folder Protocol has it")
        }
        let file = try InputFile(url.path, kind: expected)
        guard file.size <= largest else {
            throw DataError(file: url.path, expected: "at most \(largest) bytes", got: "\(file.size)", hint: nil)
        }
        let bytes = try file.bytes(file.size)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw DataError(file: url.path, expected: expected, got: "bytes that are no UTF-8", hint: nil)
        }
        let entries: [ClaimProtocol.Entry]
        do {
            entries = try YAMLDecoder().decode(Content.self, from: text).claims
        } catch {
            throw DataError(file: url.path, expected: expected, got: words(error), hint: nil)
        }
        let result = ClaimProtocol(fingerprint: Fingerprint.of(text), entries: entries)
        if let trouble = result.trouble {
            throw DataError(file: url.path, expected: "claims, each once, with their versions", got: trouble, hint: nil)
        }
        return result
    }

    private struct Content: Codable { var claims: [ClaimProtocol.Entry] }

    /// What is wrong, and where: "claims[2].rule: there is no such field".
    private static func words(_ error: any Error) -> String {
        func place(_ context: DecodingError.Context, _ key: (any CodingKey)? = nil) -> String {
            (context.codingPath + [key].compactMap { $0 }).reduce("") { path, key in
                if let index = key.intValue { return "\(path)[\(index)]" }
                return path.isEmpty ? key.stringValue : "\(path).\(key.stringValue)"
            }
        }
        switch error {
        case DecodingError.keyNotFound(let key, let context): return "\(place(context, key)): there is no such field"
        case DecodingError.valueNotFound(_, let context), DecodingError.typeMismatch(_, let context),
            DecodingError.dataCorrupted(let context):
            return "\(place(context)): \(PrintableText.line(context.debugDescription))"
        default: return PrintableText.line("\(error)")
        }
    }
}
