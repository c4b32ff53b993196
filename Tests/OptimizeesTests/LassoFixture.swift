import Optimizees
import Tensors

/// Small LASSO problems like those of the sparse coding study.
enum LassoFixture {
    /// D ~ N(0, 1), (p, d).
    static func problem(p: Int = 48, d: Int = 58, alpha: Double = 0.5) throws -> LassoProblem {
        try LassoProblem(
            dictionary: RandomStream(seed: 5, name: "tests/dictionary").normal(rows: p, columns: d), alpha: alpha)
    }

    /// Inputs in [0, 1] with neighbouring elements alike.
    static func inputs(_ count: Int, p: Int = 48, seed: UInt64 = 6) -> Matrix<Float> {
        let x: Matrix<Float> = RandomStream(seed: seed, name: "tests/inputs").normal(rows: count, columns: p)
        for row in 0..<count {
            var value: Float = 0.5
            for i in 0..<p {
                value = min(max(value + 0.1 * x[row, i], 0), 1)
                x[row, i] = value
            }
        }
        return x
    }

    /// How far a row of y is from the Karush-Kuhn-Tucker conditions, relative to α: g = Dᵀ(x − Dy) is α·sign(y) where y
    /// is not zero, and at most α in magnitude elsewhere.
    static func violation(_ problem: LassoProblem, _ y: Matrix<Double>, _ x: Matrix<Float>) -> Double {
        let gradient = problem.double.subgradient(y, x.converted())
        var worst = 0.0
        for i in 0..<y.count {
            // The subgradient at a zero is −g.
            let slack =
                y.pointer[i] == 0
                ? max(abs(gradient.pointer[i]) - problem.alpha, 0) : abs(gradient.pointer[i])
            worst = max(worst, slack / problem.alpha)
        }
        return worst
    }
}
