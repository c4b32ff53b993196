import COpenBLAS
import Tensors

/// Solves one LASSO problem by Newton steps on the support with an exact line search, in Double: slow, but the objective
/// never rises, so that it ends at the minimum whatever it starts from (after Lee et al., 2007, feature-sign search).
///
/// For the few samples on which the primal-dual active set method does not settle: a very small α, dependent atoms.
struct DescendingActiveSet {
    let problem: LassoProblem
    /// Relative duality gap at which to stop.
    let target: Double
    /// The shift that keeps dependent atoms' systems solvable; each step is then a proximal Newton step.
    private let delta: Double

    init(problem: LassoProblem, target: Double) {
        self.problem = problem
        self.target = target
        delta = 1e-9 * problem.meanSquaredLength
    }

    /// - Parameters:
    ///   - y: where to start, (1, d); becomes the minimiser.
    ///   - x: input, (1, p).
    /// - Returns: the relative duality gap reached.
    func solve(_ y: Matrix<Double>, _ x: Matrix<Double>) -> Double {
        let d = problem.dimension
        let alpha = problem.alpha
        var signs = (0..<d).map { Self.sign(y.pointer[$0]) }
        var gap = Double.infinity
        var mayAddSeveral = true
        for _ in 0..<20 * d {
            gap = problem.dualityGaps(of: y, for: x)[0].relative
            if gap <= target { break }
            let g = gradient(y, x)
            let onSupport = (0..<d).reduce(0.0) { signs[$1] == 0 ? $0 : max($0, abs(g[$1] - alpha * signs[$1])) }
            if onSupport <= 1e-6 * alpha || signs.allSatisfy({ $0 == 0 }) {
                let violators = (0..<d).filter { signs[$0] == 0 && abs(g[$0]) > alpha * (1 + 1e-12) }
                if let worst = violators.max(by: { abs(g[$0]) < abs(g[$1]) }) {
                    for i in mayAddSeveral ? violators : [worst] { signs[i] = Self.sign(g[i]) }
                }
            }
            guard let direction = direction(g, signs) else { break }
            let length = lineSearch(y, g, direction)
            var moved = false
            for i in 0..<d where direction[i] != 0 {
                let before = y.pointer[i]
                let after = before + length * direction[i]
                // An entry that has come to its breakpoint is zero, not almost.
                let crossed = before != 0 && abs(after) <= 1e-14 * abs(before)
                y.pointer[i] = crossed ? 0 : after
                moved = moved || y.pointer[i] != before
            }
            signs = (0..<d).map { Self.sign(y.pointer[$0]) }
            // Several at once need not be a descent direction; the worst violator alone is one.
            if !moved && !mayAddSeveral { break }
            mayAddSeveral = moved
        }
        return gap
    }

    private static func sign(_ value: Double) -> Double { value > 0 ? 1 : (value < 0 ? -1 : 0) }

    /// Dᵀ(x − Dy).
    private func gradient(_ y: Matrix<Double>, _ x: Matrix<Double>) -> [Double] {
        let residual = x.copy()
        residual.setProduct(y, problem.double.dictionary, transposeB: true, alpha: -1, beta: 1)
        return problem.double.correlation(residual).values
    }

    /// (DᵀD + δI)_AA⁻¹(g − αs)_A, 0 elsewhere.
    private func direction(_ g: [Double], _ signs: [Double]) -> [Double]? {
        let support = signs.indices.filter { signs[$0] != 0 }
        guard !support.isEmpty else { return nil }
        let n = support.count
        let matrix = Matrix<Double>(rows: n, columns: n)
        var right = support.map { g[$0] - problem.alpha * signs[$0] }
        for (r, i) in support.enumerated() {
            let row = problem.double.gram.row(i)
            for (c, j) in support.prefix(r + 1).enumerated() { matrix[r, c] = row[j] }
            matrix[r, r] += delta
        }
        var (size, one, info) = (Int32(n), Int32(1), Int32(0))
        dpotrf_("U", &size, matrix.pointer, &size, &info)
        guard info == 0 else { return nil }
        dpotrs_("U", &size, &one, matrix.pointer, &size, &right, &size, &info)
        var result = [Double](repeating: 0, count: signs.count)
        for (k, i) in support.enumerated() { result[i] = right[k] }
        return result
    }

    /// The t ≥ 0 at which f(y + t·Δ) is least: f is a convex parabola between the points where entries cross zero.
    private func lineSearch(_ y: Matrix<Double>, _ g: [Double], _ direction: [Double]) -> Double {
        let d = direction.count
        let step = Matrix<Double>(rows: 1, columns: d, values: direction)
        let image = Matrix.product(step, problem.double.dictionary, transposeB: true)
        let curvature = Double.sumOfSquares(image.pointer, count: image.count)
        var slope = 0.0
        var crossings: [(t: Double, rise: Double)] = []
        for i in 0..<d where direction[i] != 0 {
            let value = y.pointer[i]
            let side = value == 0 ? Self.sign(direction[i]) : Self.sign(value)
            slope += direction[i] * (problem.alpha * side - g[i])
            if value * direction[i] < 0 {
                crossings.append((-value / direction[i], 2 * problem.alpha * abs(direction[i])))
            }
        }
        guard slope < 0 else { return 0 }
        for crossing in crossings.sorted(by: { $0.t < $1.t }) {
            if slope + crossing.t * curvature >= 0 { break }
            slope += crossing.rise
            if slope + crossing.t * curvature >= 0 { return crossing.t }
        }
        return curvature > 0 ? -slope / curvature : 0
    }
}
