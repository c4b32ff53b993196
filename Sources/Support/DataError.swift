import Foundation

/// A file whose content cannot be used: which one, what was expected, what was found, and what to do about it.
///
/// The command line ends with code 65 on it.
public struct DataError: Error, Equatable, CustomStringConvertible, LocalizedError, Sendable {
    /// The file or folder.
    public let file: String
    /// What a good file has there.
    public let expected: String
    /// What this one has.
    public let got: String
    /// What to do, or nil where nothing helpful is known.
    public let hint: String?

    /// An error about `file`.
    public init(file: String, expected: String, got: String, hint: String? = nil) {
        self.file = file
        self.expected = expected
        self.got = got
        self.hint = hint
    }

    /// One line: file, expected, got and the hint.
    public var description: String {
        "\(file): expected \(expected), got \(got)" + (hint.map { " (\($0))" } ?? "")
    }

    /// The same as `description`.
    public var errorDescription: String? { description }
}
