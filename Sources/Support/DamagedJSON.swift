import Foundation

/// What is wrong with a JSON file that was to hold a value of a type of this program, in words for people: Foundation's
/// own speak of coding keys and of Swift's types.
public enum DamagedJSON {
    /// "stages[3].seconds: expected a number, got “soon”", for an error of decoding `data`.
    public static func words(for error: any Error, in data: Data) -> String {
        guard let error = error as? DecodingError else { return "\(error)" }
        let content = try? JSONSerialization.jsonObject(with: data, options: .fragmentsAllowed)
        guard let content else { return data.isEmpty ? "it is empty" : "it is no JSON" }
        switch error {
        case .keyNotFound(let key, let context):
            return "\(place(context.codingPath + [key])) is missing"
        case .typeMismatch(let type, let context), .valueNotFound(let type, let context):
            return "\(place(context.codingPath)): expected \(name(of: type)), got \(got(content, context.codingPath))"
        case .dataCorrupted(let context):
            return "\(place(context.codingPath)): got \(got(content, context.codingPath)), which it cannot be"
        @unknown default:
            return "it is not of the form that this program writes"
        }
    }

    /// "stages[3].seconds"; "the file" for its whole.
    private static func place(_ path: [any CodingKey]) -> String {
        path.reduce(into: "") { text, key in
            if let index = key.intValue {
                text += "[\(index)]"
            } else {
                text += (text.isEmpty ? "" : ".") + PrintableText.line(key.stringValue, limit: 60)
            }
        }.nonEmpty ?? "the file"
    }

    private static func name(of type: any Any.Type) -> String {
        switch type {
        case is Bool.Type: "true or false"
        case is any BinaryInteger.Type: "a whole number"
        case is any BinaryFloatingPoint.Type: "a number"
        case is String.Type: "a text"
        case is Date.Type: "a date such as 2026-01-31T17:05:00Z"
        case is [Any].Type: "a list"
        case is [String: Any].Type: "an object"
        default: "a value of another kind"
        }
    }

    private static func got(_ content: Any, _ path: [any CodingKey]) -> String {
        var value: Any? = content
        for key in path {
            if let index = key.intValue, let list = value as? [Any] {
                value = list.indices.contains(index) ? list[index] : nil
            } else {
                value = (value as? [String: Any])?[key.stringValue]
            }
        }
        switch value {
        case nil: return "nothing"
        case is NSNull: return "null"
        case let text as String: return "“\(PrintableText.line(text, limit: 60))”"
        case is [Any]: return "a list"
        case is [String: Any]: return "an object"
        case let other?: return PrintableText.line("\(other)", limit: 60)
        }
    }
}

extension String {
    fileprivate var nonEmpty: String? { isEmpty ? nil : self }
}
