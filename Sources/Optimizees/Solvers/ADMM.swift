import CKernels
import Tensors

/// The alternating direction method of multipliers, over-relaxed (Boyd et al., 2011, section 6.4): a linear system by
/// DᵀD + ρI and a soft threshold, by turns.
///
/// The matrix is the same for all samples and all iterations, so it is inverted once and an iteration is one product
/// for a whole block of samples. In Float it reaches a few units of the last place of y*, but no small duality gap.
public struct ADMM: LassoIteration {
    public let problem: LassoProblem
    public let iterations: Int
    public var name: String { "admm" }
    /// ρ, the weight of the coupling.
    public let rho: Double
    /// Over-relaxation, in (0, 2).
    public let relaxation: Double
    /// ρ·(DᵀD + ρI)⁻¹: (d, d), symmetric.
    private let resolvent: Matrix<Float>

    /// - Parameters:
    ///   - problem: dictionary and α.
    ///   - iterations: how many `solve` takes.
    ///   - rho: ρ > 0; nil for the mean squared length of an atom divided by √p, measured near the best for Gaussian
    ///     dictionaries (8, 16 and 32 at p = 64, 256 and 1024).
    ///   - relaxation: in (0, 2).
    /// - Throws: `LassoError` when a setting is out of range or DᵀD + ρI cannot be factored.
    public init(problem: LassoProblem, iterations: Int = 300, rho: Double? = nil, relaxation: Double = 1.7) throws {
        let rho = rho ?? problem.meanSquaredLength / Double(problem.inputDimension).squareRoot()
        guard rho > 0, rho.isFinite else {
            throw LassoError.setting(name: "rho", value: "\(rho)", expected: "positive and finite")
        }
        guard relaxation > 0, relaxation < 2 else {
            throw LassoError.setting(name: "relaxation", value: "\(relaxation)", expected: "between 0 and 2")
        }
        self.problem = problem
        self.iterations = max(iterations, 0)
        self.rho = rho
        self.relaxation = relaxation
        resolvent = try problem.shiftedInverse(rho)
        for i in 0..<resolvent.count { resolvent.pointer[i] *= Float(rho) }
    }

    public func iterate(
        _ block: Matrix<Float>, from initial: Matrix<Float>, count: Int, visit: (Int, Matrix<Float>) -> Void
    ) {
        let state = State(solver: self, block: block, initial: initial)
        let y = initial.copy()
        visit(0, y)
        for k in 0..<count {
            step(state)
            state.readMinimisers(into: y)
            visit(k + 1, y)
        }
    }

    public func minimisers(_ block: Matrix<Float>) -> Matrix<Double> {
        let state = State(
            solver: self, block: block, initial: Matrix(rows: block.rows, columns: problem.dimension))
        run(state, iterations)
        let y = Matrix<Float>(rows: block.rows, columns: problem.dimension)
        state.readMinimisers(into: y)
        return y.converted()
    }

    /// Takes `count` iterations.
    func run(_ state: State, _ count: Int) { for _ in 0..<count { step(state) } }

    private func step(_ state: State) {
        state.product.setProduct(state.reflected, resolvent)
        dh_admm_step(
            state.sum.pointer, state.product.pointer, state.shift.pointer, state.reflected.pointer, state.threshold,
            Float(relaxation), state.sum.count)
    }

    /// Iterates of a block of samples: z + u (z the sparse copy of y, ρu the dual variable), from which both follow.
    final class State {
        /// z + u: (B, d). z = soft(z + u, α/ρ), and u is the rest.
        let sum: Matrix<Float>
        /// z − u.
        let reflected: Matrix<Float>
        /// (DᵀD + ρI)⁻¹Dᵀx.
        let shift: Matrix<Float>
        let product: Matrix<Float>
        /// α/ρ.
        let threshold: Float

        init(solver: ADMM, block: Matrix<Float>, initial: Matrix<Float>) {
            sum = initial.copy()
            reflected = initial.copy()
            product = Matrix(rows: initial.rows, columns: initial.columns)
            threshold = Float(solver.problem.alpha / solver.rho)
            shift = Matrix.product(
                solver.problem.single.correlation(block), solver.resolvent, alpha: Float(1 / solver.rho))
            // A sum whose soft threshold is the initial iterate: u takes the sign of z.
            for i in 0..<sum.count where sum.pointer[i] != 0 {
                let u = sum.pointer[i] > 0 ? threshold : -threshold
                sum.pointer[i] += u
                reflected.pointer[i] -= u
            }
        }

        private init(_ state: State, rows: [Int]) {
            sum = state.sum.gather(rows)
            reflected = state.reflected.gather(rows)
            shift = state.shift.gather(rows)
            product = Matrix(rows: rows.count, columns: sum.columns)
            threshold = state.threshold
        }

        /// The state of some of the samples, to go on with.
        func gather(_ rows: [Int]) -> State { State(self, rows: rows) }

        func readMinimisers(into y: Matrix<Float>) {
            dh_shifted_soft_threshold(sum.pointer, nil, threshold, y.pointer, y.count)
        }
    }
}

extension LassoProblem {
    /// trace(DᵀD)/d; 1 for a dictionary of zeros.
    var meanSquaredLength: Double {
        let trace = (0..<dimension).reduce(0.0) { $0 + double.gram[$1, $1] }
        return trace > 0 ? trace / Double(dimension) : 1
    }
}
