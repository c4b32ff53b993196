import Foundation
import Support

/// A value of `--data` that names no data: a mistake in the command, code 64.
public struct DataSpecificationError: Error, Equatable, CustomStringConvertible, LocalizedError, Sendable {
    /// What is wrong, and what would be right.
    public let description: String
    /// The same as `description`.
    public var errorDescription: String? { description }

    init(text: String, wrong kind: String, name: String, choices: [String]) {
        let nearest = NearestName.suggest(name, among: choices).map { "; did you mean “\($0)”?" } ?? ""
        description =
            "--data \(text): there is no \(kind) named “\(name)”" + nearest
            + (choices.isEmpty ? "" : " (known: \(choices.joined(separator: ", ")))")
    }

    init(text: String, missingFolderOf source: ImageSource) {
        description = "--data \(text): a folder is missing: --data \(source.rawValue)=DIR"
    }
}
