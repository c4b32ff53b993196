import Foundation

/// Which of OpenBLAS's sets of kernels is used. On processors newer than itself it has had some that compute wrongly, so
/// each is checked before it is trusted, and left for a safer one.
package struct KernelChoice: Sendable, CustomStringConvertible {
    /// The set in use.
    package let core: String
    /// Sets that were left, with what they computed wrongly.
    package let wrong: [(core: String, operation: String)]

    /// "Haswell (SkylakeX computed wrongly: gemm)".
    package var description: String {
        let left = wrong.map { "\($0.core) computed wrongly: \($0.operation)" }
        return left.isEmpty ? core : "\(core) (\(left.joined(separator: "; ")))"
    }

    /// The environment variable that asks for a set.
    package static let variable = "DOWNHILL_BLAS_CORE"

    /// Chooses.
    ///
    /// - Parameters:
    ///   - preferred: the set that suits the processor.
    ///   - requested: the set that the user asks for instead; nil or empty for none.
    ///   - sets: the known ones from the safest to the widest, and whether the processor runs them.
    ///   - use: makes OpenBLAS use a set, and returns the one that it then uses.
    ///   - firstWrong: what the set in use computes wrongly; nil for nothing.
    package static func make(
        preferred: String, requested: String?, sets: [(name: String, runs: Bool)], use: (String) -> String,
        firstWrong: () -> String?
    ) -> Result<KernelChoice, BLASError> {
        var first = preferred
        if let requested, !requested.isEmpty {
            let known = sets.first { $0.name.lowercased() == requested.lowercased() }
            // OpenBLAS itself takes what it does not know for nothing said.
            guard let known, known.runs, use(known.name) == known.name else {
                let usable = sets.filter { $0.runs && use($0.name) == $0.name }.map(\.name)
                return .failure(.unknownCore(requested, runsHere: known?.runs ?? true, known: usable))
            }
            first = known.name
        }
        var wrong: [(core: String, operation: String)] = []
        let rank = sets.firstIndex { $0.name == first } ?? sets.count
        for name in [first] + sets[..<rank].reversed().filter(\.runs).map(\.name) {
            let core = use(name)
            // Where OpenBLAS has not this one, it stays with another, which was tried or will be.
            guard core == name || wrong.isEmpty, !wrong.contains(where: { $0.core == core }) else { continue }
            guard let operation = firstWrong() else { return .success(KernelChoice(core: core, wrong: wrong)) }
            wrong.append((core, operation))
        }
        return .failure(.noneRight(wrong.map { "\($0.core): \($0.operation)" }))
    }
}

/// The linear algebra library cannot be used.
public enum BLASError: Error, Equatable, CustomStringConvertible, LocalizedError, Sendable {
    /// DOWNHILL_BLAS_CORE names a set of kernels that OpenBLAS does not have, or this processor does not run.
    case unknownCore(String, runsHere: Bool, known: [String])
    /// All sets compute wrongly: each with the first operation that does.
    case noneRight([String])

    public var description: String {
        switch self {
        case .unknownCore(let name, let runsHere, let known):
            let reason = runsHere ? "OpenBLAS does not have" : "this processor does not run"
            return "\(KernelChoice.variable) is \(name), which \(reason); expected one of "
                + "\(known.joined(separator: ", ")), or no such variable."
        case .noneRight(let found):
            return "OpenBLAS computes wrongly on this processor, with all kernels that it has for it "
                + "(\(found.joined(separator: "; "))); nothing was computed. Hint: install another version of libopenblas0."
        }
    }

    public var errorDescription: String? { description }
}
