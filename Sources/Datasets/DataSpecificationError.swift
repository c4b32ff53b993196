import Foundation

/// A value of `--data` that names no data: a mistake in the command, code 64.
public struct DataSpecificationError: Error, Equatable, CustomStringConvertible, LocalizedError, Sendable {
    /// What is wrong, and what would be right.
    public let description: String
    /// The same as `description`.
    public var errorDescription: String? { description }

    init(text: String, wrong kind: String, name: String, choices: [String]) {
        let nearest = choices.map { ($0, Self.distance($0, name)) }.min { $0.1 < $1.1 }
        var message = "--data \(text): there is no \(kind) named “\(name)”"
        if let nearest, nearest.1 <= max(2, name.count / 3) { message += "; did you mean “\(nearest.0)”?" }
        description = message + (choices.isEmpty ? "" : " (known: \(choices.joined(separator: ", ")))")
    }

    init(text: String, missingFolderOf source: ImageSource) {
        description = "--data \(text): a folder is missing: --data \(source.rawValue)=DIR"
    }

    /// The number of letters to change, add or drop between two names.
    private static func distance(_ a: String, _ b: String) -> Int {
        let (a, b) = (Array(a.lowercased()), Array(b.lowercased()))
        var row = Array(0...b.count)
        for (i, letter) in a.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for j in b.indices {
                let change = diagonal + (letter == b[j] ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(change, row[j] + 1, row[j + 1] + 1)
            }
        }
        return row[b.count]
    }
}
