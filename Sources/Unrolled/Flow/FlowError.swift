#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Why a flow cannot be built.
public enum FlowError: Error, Equatable, CustomStringConvertible, LocalizedError {
    /// Height or width cannot be halved once for each level.
    case sizeNotDivisible(shape: ImageShape, levels: Int)
    /// A setting that is out of its range.
    case setting(name: String, expected: String, got: String)
    /// The settings speak of a hole and there is none, or it has another size.
    case hole(expected: Int, got: Int?)
    /// A fixed tensor, read from a file perhaps, is not what it must be.
    case constant(name: String, expected: String)

    public var description: String {
        switch self {
        case .sizeNotDivisible(let shape, let levels):
            "a flow of \(levels) levels halves its images \(levels) times: height and width must be multiples of "
                + "\(1 << levels), got \(shape.height)×\(shape.width). Choose fewer levels or another image size."
        case .setting(let name, let expected, let got):
            "the flow's setting \(name) must be \(expected), got \(got)"
        case .hole(let expected, .none):
            "the flow's couplings are to see the hole or to be gated by it: give the hole, \(expected) pixels"
        case .hole(let expected, .some(let got)):
            "the hole must have one flag for each pixel of an image: expected \(expected), got \(got)"
        case .constant(let name, let expected):
            "the flow's tensor \(name) must be \(expected): the file is damaged, or not of a flow"
        }
    }

    public var errorDescription: String? { description }
}
