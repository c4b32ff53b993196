import CKernels
import Tensors

/// The iterative shrinkage and thresholding algorithm, eq. (14):  y ← soft(y − (1/ν)·Dᵀ(Dy − x), α/ν), ν ≥ λmax(DᵀD).
///
/// One product an iteration, by I − DᵀD/ν, for a whole block of samples.
public struct ISTA: LassoIteration {
    public let iterations: Int
    public var problem: LassoProblem { step.problem }
    public var name: String { "ista" }
    /// ν, the reciprocal of the step.
    public var eigenvalue: Double { step.eigenvalue }
    private let step: ProximalStep

    /// - Parameters:
    ///   - problem: dictionary and α.
    ///   - iterations: how many `solve` takes; the paper's labels come from 10 000.
    public init(problem: LassoProblem, iterations: Int = 10_000) {
        self.iterations = max(iterations, 0)
        step = ProximalStep(problem)
    }

    public func iterate(
        _ block: Matrix<Float>, from initial: Matrix<Float>, count: Int, visit: (Int, Matrix<Float>) -> Void
    ) {
        let y = initial.copy()
        let pre = Matrix<Float>(rows: y.rows, columns: y.columns)
        let shift = step.shift(block)
        visit(0, y)
        for k in 0..<count {
            pre.setProduct(y, step.contraction)
            dh_shifted_soft_threshold(pre.pointer, shift.pointer, step.threshold, y.pointer, y.count)
            visit(k + 1, y)
        }
    }
}

/// ISTA with Nesterov's momentum (Beck and Teboulle, 2009), restarted for each sample when momentum points uphill
/// (O'Donoghue and Candès, 2015).
public struct FISTA: LassoIteration {
    public let iterations: Int
    public var problem: LassoProblem { step.problem }
    public var name: String { "fista" }
    /// ν, the reciprocal of the step.
    public var eigenvalue: Double { step.eigenvalue }
    private let step: ProximalStep

    /// - Parameters:
    ///   - problem: dictionary and α.
    ///   - iterations: how many `solve` takes.
    public init(problem: LassoProblem, iterations: Int = 800) {
        self.iterations = max(iterations, 0)
        step = ProximalStep(problem)
    }

    public func iterate(
        _ block: Matrix<Float>, from initial: Matrix<Float>, count: Int, visit: (Int, Matrix<Float>) -> Void
    ) {
        let y = initial.copy()
        let v = initial.copy()
        let pre = Matrix<Float>(rows: y.rows, columns: y.columns)
        let shift = step.shift(block)
        var t = [Double](repeating: 1, count: y.rows)
        visit(0, y)
        for k in 0..<count {
            pre.setProduct(v, step.contraction)
            for row in 0..<y.rows {
                let next = 0.5 + (0.25 + t[row] * t[row]).squareRoot()
                let uphill = dh_fista_step(
                    y.row(row), v.row(row), pre.row(row), shift.row(row), step.threshold,
                    Float((t[row] - 1) / next), y.columns)
                t[row] = uphill > 0 ? 1 : next
            }
            visit(k + 1, y)
        }
    }
}

/// What a proximal gradient step on a problem needs: y ← soft(y·(I − DᵀD/ν) + Dᵀx/ν, α/ν).
private struct ProximalStep {
    let problem: LassoProblem
    /// ν, the reciprocal of the step.
    let eigenvalue: Double
    /// I − DᵀD/ν: (d, d), symmetric.
    let contraction: Matrix<Float>

    init(_ problem: LassoProblem) {
        self.problem = problem
        eigenvalue = problem.largestEigenvalue
        let d = problem.dimension
        contraction = Matrix(rows: d, columns: d)
        for r in 0..<d {
            for c in 0..<d { contraction[r, c] = Float((r == c ? 1 : 0) - problem.double.gram[r, c] / eigenvalue) }
        }
    }

    /// α/ν.
    var threshold: Float { Float(problem.alpha / eigenvalue) }

    /// Dᵀx/ν of each row.
    func shift(_ x: Matrix<Float>) -> Matrix<Float> {
        Matrix.product(x, problem.single.dictionary, alpha: Float(1 / eigenvalue))
    }
}
