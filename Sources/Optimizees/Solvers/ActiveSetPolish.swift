import Foundation
import Tensors

/// Takes approximate minimisers to the exact ones by a primal-dual active set method.
///
/// Given the support A of y and the signs s on it, y solves the linear system (DᵀD)_AA·y_A = (Dᵀx)_A − αs. Entries that
/// come out with another sign leave A, entries of Dᵀ(x − Dy) above α enter it, and so on until nothing changes. From the
/// support that a few ADMM iterations leave, this takes two to five rounds.
///
/// What makes a round cheap: the systems of all samples are solved by one shared matrix M = (DᵀD + δI)⁻¹. Its block on
/// the *complement* I of A is a Schur complement,  (DᵀD + δI)_AA⁻¹ = M_AA − M_AI·M_II⁻¹·M_IA,  so a sample's own work is
/// a Cholesky factor of size |I| (260 instead of 968 at p = 1024), and the rest is two products for the whole block.
/// These run in Float; y is kept in Double, and so is its gradient once the support is nearly right. Each round is also a
/// step of iterative refinement, which takes care of δ and of Float alike. Where |A| < |I|, (DᵀD + δI)_AA itself is factored.
public struct ActiveSetPolish: Sendable {
    /// The family of problems.
    public let problem: LassoProblem
    /// A sample is done when its relative duality gap, in Double, is at most this.
    public let target: Double
    /// Rounds after which a sample is given back as it is.
    public let rounds: Int
    /// δ: small against the eigenvalues of (DᵀD)_AA, large enough for a Float factor.
    let delta: Double
    /// M: (d, d).
    let inverse: Matrix<Float>
    private let pool = Pool<Block>()

    /// - Parameters:
    ///   - problem: dictionary and α.
    ///   - target: relative duality gap to reach.
    ///   - rounds: most rounds a sample; at least 4.
    /// - Throws: `LassoError` when DᵀD + δI cannot be factored.
    public init(problem: LassoProblem, target: Double = 1e-8, rounds: Int = 16) throws {
        self.problem = problem
        self.target = target
        self.rounds = max(rounds, 4)
        delta = 4e-5 * problem.meanSquaredLength
        inverse = try problem.shiftedInverse(delta)
    }

    /// What came of a block of samples.
    public struct Outcome {
        /// The minimisers, (B, d).
        public let minimisers: Matrix<Double>
        /// Relative duality gaps, computed from the Gram matrix.
        public let gaps: [Double]
    }

    /// - Parameters:
    ///   - start: approximate minimisers, (B, d), with the zeros where they are believed to be.
    ///   - x: inputs, (B, p).
    public func polish(_ start: Matrix<Float>, _ x: Matrix<Double>) -> Outcome {
        precondition(start.rows == x.rows && start.columns == problem.dimension, "sizes differ")
        let block = pool.take(where: { $0.capacity >= start.rows }) ?? Block(self, capacity: start.rows)
        defer { pool.give(block) }
        block.load(start, x)
        for _ in 0..<rounds where block.count > 0 {
            block.correct()
            block.review()
        }
        block.finishAll()
        return Outcome(minimisers: block.minimisers, gaps: block.gaps)
    }
}

/// Scratch memory that outlives the call that needed it. What lies in it never reaches a result.
///
/// `@unchecked Sendable`: the list is read and changed under the lock, and an element has one user at a time.
final class Pool<Element>: @unchecked Sendable {
    private let lock = NSLock()
    private var elements: [Element] = []

    /// An element that suits, which is the caller's until it is given back.
    func take(where suits: (Element) -> Bool) -> Element? {
        lock.withLock { elements.firstIndex(where: suits).map { elements.remove(at: $0) } }
    }

    /// Gives an element back.
    func give(_ element: Element) { lock.withLock { elements.append(element) } }
}
