import Foundation

extension DecodingError {
    /// What is wrong with a JSON file, for people: "stages[3].seconds is not a number".
    public var words: String {
        switch self {
        case .typeMismatch(let type, let context):
            return Self.place(context.codingPath) + " is not \(Self.name(of: type))"
        case .valueNotFound(let type, let context):
            return Self.place(context.codingPath) + " is null, not \(Self.name(of: type))"
        case .keyNotFound(let key, let context):
            return Self.place(context.codingPath) + " has no “\(key.stringValue)”"
        case .dataCorrupted(let context) where context.codingPath.isEmpty:
            return "text that is no JSON, or a part of it"
        case .dataCorrupted(let context): return Self.place(context.codingPath) + " has a value that cannot be"
        @unknown default: return "something else"
        }
    }

    private static func place(_ path: [any CodingKey]) -> String {
        let text = path.map { $0.intValue.map { "[\($0)]" } ?? ".\($0.stringValue)" }.joined()
        return text.isEmpty ? "the whole" : text.hasPrefix(".") ? String(text.dropFirst()) : text
    }

    private static func name(of type: any Any.Type) -> String {
        switch type {
        case is String.Type: return "a text"
        case is Bool.Type: return "true or false"
        case is Int.Type: return "a whole number"
        case is Double.Type: return "a number"
        case is Date.Type: return "a date"
        case is [Any].Type: return "a list"
        default: return "an object"
        }
    }
}
