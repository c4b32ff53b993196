import CKernels
import Tensors

/// ISTA with Nesterov's momentum (Beck and Teboulle, 2009), restarted for each sample when momentum points uphill
/// (O'Donoghue and Candès, 2015).
public struct FISTA: LassoIteration {
    public let problem: LassoProblem
    public let iterations: Int
    public var name: String { "fista" }
    /// ν, the reciprocal of the step.
    public let eigenvalue: Double
    private let contraction: Matrix<Float>

    /// - Parameters:
    ///   - problem: dictionary and α.
    ///   - iterations: how many `solve` takes.
    public init(problem: LassoProblem, iterations: Int = 800) {
        self.problem = problem
        self.iterations = max(iterations, 0)
        eigenvalue = problem.largestEigenvalue
        contraction = problem.contraction(eigenvalue)
    }

    public func iterate(
        _ block: Matrix<Float>, from initial: Matrix<Float>, count: Int, visit: (Int, Matrix<Float>) -> Void
    ) {
        let y = initial.copy()
        let v = initial.copy()
        let pre = Matrix<Float>(rows: y.rows, columns: y.columns)
        let shift = problem.scaledCorrelation(block, eigenvalue)
        let threshold = Float(problem.alpha / eigenvalue)
        var t = [Double](repeating: 1, count: y.rows)
        visit(0, y)
        for k in 0..<count {
            pre.setProduct(v, contraction)
            for row in 0..<y.rows {
                let next = 0.5 + (0.25 + t[row] * t[row]).squareRoot()
                let uphill = dh_fista_step(
                    y.row(row), v.row(row), pre.row(row), shift.row(row), threshold, Float((t[row] - 1) / next),
                    y.columns)
                t[row] = uphill > 0 ? 1 : next
            }
            visit(k + 1, y)
        }
    }
}
