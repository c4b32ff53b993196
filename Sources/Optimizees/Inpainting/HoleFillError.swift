import Foundation

/// Why a hole cannot be filled, said to people.
public enum HoleFillError: Error, Equatable, CustomStringConvertible, LocalizedError {
    /// The hole is empty, all of the image, or of another size than the image.
    case hole(expected: String, got: String)
    /// Images that are none, not finite, or of another size than the hole's.
    case images(what: String, expected: String, got: String)

    public var description: String {
        switch self {
        case .hole(let expected, let got): "the hole must have \(expected), got \(got)"
        case .images(let what, let expected, let got): "the \(what) images must be \(expected), got \(got)"
        }
    }

    public var errorDescription: String? { description }
}
