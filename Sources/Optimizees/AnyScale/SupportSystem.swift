import COpenBLAS
import Tensors

/// The linear system of the support S of an iterate:  (AₛᵀAₛ + δI)·Δ = …,  by an orthogonal factorisation of Aₛ itself, which
/// keeps twice the digits that one of AₛᵀAₛ would. δ is what makes dependent atoms a system that can be solved, too.
struct SupportSystem {
    let support: [Int]
    private let problem: WeightedLasso
    private let signs: [Double]
    /// R above the diagonal, in LAPACK's order: the rows here are its columns.
    private let triangle: Matrix<Double>
    private static let squareRootOfDelta = 1e-7

    /// nil where no entry of z is nonzero, or the factorisation fails.
    init?(_ problem: WeightedLasso, _ z: [Double]) {
        support = z.indices.filter { z[$0] != 0 }
        signs = support.map { z[$0] > 0 ? 1 : -1 }
        self.problem = problem
        let (n, p) = (support.count, problem.x.count)
        guard n > 0 else { return nil }
        triangle = Matrix(rows: n, columns: p + n)
        for (k, j) in support.enumerated() {
            triangle.row(k).update(from: problem.atoms.row(j), count: p)
            triangle[k, p + k] = Self.squareRootOfDelta
        }
        BLAS.prepare()
        var (height, width, info) = (Int32(p + n), Int32(n), Int32(0))
        var size = Int32(64 * n)
        var scales = [Double](repeating: 0, count: n)
        var work = [Double](repeating: 0, count: 64 * n)
        dgeqrf_(&height, &width, triangle.pointer, &height, &scales, &work, &size, &info)
        guard info == 0 else { return nil }
    }

    /// (AₛᵀAₛ + δI)⁻¹·right.
    private func solve(_ right: [Double]) -> [Double] {
        var result = right
        let (n, stride) = (Int32(support.count), Int32(triangle.columns))
        cblas_dtrsv(CblasColMajor, CblasUpper, CblasTrans, CblasNonUnit, n, triangle.pointer, stride, &result, 1)
        cblas_dtrsv(CblasColMajor, CblasUpper, CblasNoTrans, CblasNonUnit, n, triangle.pointer, stride, &result, 1)
        return result
    }

    /// Aₛᵀr − ws: the negative gradient on the support.
    private func descent(_ r: WeightedLasso.Pair) -> [Double] {
        zip(support, signs).map { r.dot(problem.atoms.row($0)) - problem.weights[$0] * $1 }
    }

    /// The step to the minimum on the support, if no entry changed its sign; refined once.
    func step(_ r: WeightedLasso.Pair) -> [Double] {
        let step = solve(descent(r))
        var rest = r
        for (value, j) in zip(step, support) { rest.add(problem.atoms.row(j), scale: -value) }
        rest.normalise()
        return zip(step, solve(descent(rest))).map { $0 + $1 }
    }

    /// r less what keeps its correlations on the support from ws: a direction for the dual point that does not suffer from
    /// z having no more digits than a Double has.
    func corrected(_ r: WeightedLasso.Pair) -> WeightedLasso.Pair {
        var result = r
        for _ in 0..<3 {
            for (value, j) in zip(solve(descent(result)), support) {
                result.add(problem.atoms.row(j), scale: -value)
            }
            result.normalise()
        }
        return result
    }
}
