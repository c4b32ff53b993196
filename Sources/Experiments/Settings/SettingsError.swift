import Foundation

/// A mistake in a profile or in `--set`, found before any work starts.
public struct SettingsError: Error, Equatable, CustomStringConvertible, LocalizedError {
    /// Where, what was expected, what was found, and a hint.
    public let description: String

    /// A mistake in words.
    public init(_ description: String) { self.description = description }

    public var errorDescription: String? { description }
}
