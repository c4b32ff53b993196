import CKernels
import Tensors

/// The iterative shrinkage and thresholding algorithm, eq. (14):  y ← soft(y − (1/ν)·Dᵀ(Dy − x), α/ν), ν ≥ λmax(DᵀD).
///
/// One product an iteration, by I − DᵀD/ν, for a whole block of samples.
public struct ISTA: LassoIteration {
    public let problem: LassoProblem
    public let iterations: Int
    public var name: String { "ista" }
    /// ν, the reciprocal of the step.
    public let eigenvalue: Double
    /// I − DᵀD/ν: (d, d), symmetric.
    private let contraction: Matrix<Float>

    /// - Parameters:
    ///   - problem: dictionary and α.
    ///   - iterations: how many `solve` takes; the paper's labels come from 10 000.
    public init(problem: LassoProblem, iterations: Int = 10_000) {
        self.problem = problem
        self.iterations = max(iterations, 0)
        eigenvalue = problem.largestEigenvalue
        contraction = problem.contraction(eigenvalue)
    }

    public func iterate(
        _ block: Matrix<Float>, from initial: Matrix<Float>, count: Int, visit: (Int, Matrix<Float>) -> Void
    ) {
        let y = initial.copy()
        let pre = Matrix<Float>(rows: y.rows, columns: y.columns)
        let shift = problem.scaledCorrelation(block, eigenvalue)
        let threshold = Float(problem.alpha / eigenvalue)
        visit(0, y)
        for k in 0..<count {
            pre.setProduct(y, contraction)
            dh_shifted_soft_threshold(pre.pointer, shift.pointer, threshold, y.pointer, y.count)
            visit(k + 1, y)
        }
    }
}

extension LassoProblem {
    /// I − DᵀD/ν.
    func contraction(_ eigenvalue: Double) -> Matrix<Float> {
        let d = dimension
        let result = Matrix<Float>(rows: d, columns: d)
        for r in 0..<d {
            for c in 0..<d { result[r, c] = Float((r == c ? 1 : 0) - double.gram[r, c] / eigenvalue) }
        }
        return result
    }

    /// Dᵀx/ν of each row.
    func scaledCorrelation(_ x: Matrix<Float>, _ eigenvalue: Double) -> Matrix<Float> {
        Matrix.product(x, single.dictionary, alpha: Float(1 / eigenvalue))
    }
}
