import Foundation

/// Thrown by a stage that stops because the user asked it to; its checkpoints stay.
public struct Interruption: Error, CustomStringConvertible, LocalizedError {
    /// An interruption.
    public init() {}
    /// For people.
    public var description: String { "interrupted; run the same command again to go on" }
    /// For people.
    public var errorDescription: String? { description }
}

/// An error that says that the numbers, not the machine, went wrong. The stage's state becomes `diverged`.
public protocol DivergenceError: Error {}
