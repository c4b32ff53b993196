import Foundation

/// A file that could not be written: full disk, missing folder, no permission.
///
/// The command line ends with code 74 on it.
public struct OutputError: Error, Equatable, CustomStringConvertible, LocalizedError, Sendable {
    /// The file that was to be written.
    public let file: String
    /// The system's reason.
    public let reason: String

    /// An error about `file`.
    public init(file: String, reason: String) {
        self.file = file
        self.reason = reason
    }

    /// One line: file and reason.
    public var description: String { "cannot write \(file): \(reason)" }

    /// The same as `description`.
    public var errorDescription: String? { description }
}
