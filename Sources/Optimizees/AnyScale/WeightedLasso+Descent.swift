import COpenBLAS
import Tensors

extension WeightedLasso {
    /// An iterate and what is proven of it.
    struct Answer {
        var z: [Double]
        /// The dual point with the highest value seen.
        var dual: DualPoint
        /// f(z) − dual relative to f(z).
        var gap: Double
    }

    /// Descends from `start` to the minimum: sweeps of coordinate descent find what the support lacks, Newton steps with an
    /// exact line search solve on it. Neither ever raises the objective.
    ///
    /// - Parameter target: the relative gap at which to stop; what Double cannot reach ends where nothing improves.
    func descend(from start: [Double], target: Double = 1e-13) -> Answer {
        var z = start
        var r = residual(z)
        var best = answer(z, r)
        // The gap may rest while the support still changes. Beside weights that rounding hides, it rests for ever.
        let patience = weights.contains { $0 < 1e-14 } ? 10 : 40
        var stale = 0
        for _ in 0..<200 where best.gap > target {
            sweep(&z)
            let before = best.gap
            // A step leaves at least one atom, or is the last: as many as there can be, and some.
            for _ in 0..<2 * dimension + 10 {
                guard let newton = SupportSystem(self, z) else { break }
                r = residual(z)
                let step = newton.step(r)
                let tried = answer(z, newton.corrected(r))
                if tried.gap < best.gap { best = tried }
                if best.gap <= target || !move(&z, along: step, support: newton.support, r) { break }
            }
            r = residual(z)
            let plain = answer(z, r)
            if plain.gap < best.gap { best = plain }
            stale = best.gap < 0.5 * before ? 0 : stale + 1
            if stale >= (best.gap <= 1e-9 ? 2 : patience) { break }
        }
        // A gap that proves nothing is no reason to prefer an earlier iterate, of a higher objective.
        return best.gap <= 1e-3 ? best : judged(z)
    }

    /// z with what its own residual proves.
    func judged(_ z: [Double]) -> Answer {
        if isDelicate { return answer(z, residual(z)) }
        let r = plainResidual(z)
        var correlation = [Double](repeating: 0, count: dimension)
        let (d, p) = (Int32(dimension), Int32(x.count))
        BLAS.prepare()
        cblas_dgemv(CblasRowMajor, CblasNoTrans, d, p, 1, atoms.pointer, p, r, 1, 0, &correlation, 1)
        // Each product, of a vector of a length below 2, errs by p halves of an ulp at most.
        let uncertainty = Double(x.count) * Double.ulpOfOne
        let dual = DualPoint(
            r, correlation: correlation, uncertainty: uncertainty, weights: weights, z: z, residual: r)
        return Answer(z: z, dual: dual, gap: dual.relativeGap(z, residual: r, weights: weights))
    }

    /// z with a dual point in the direction of θ.
    private func answer(_ z: [Double], _ direction: Pair) -> Answer {
        let r = residual(z).high
        let correlation = (0..<dimension).map { direction.dot(atoms.row($0)) }
        // Products of pairs leave the rounding of their sum, and far less than this of the rest.
        let uncertainty = 1e-29 * Double(x.count)
        let dual = DualPoint(
            direction.high, correlation: correlation, uncertainty: uncertainty, weights: weights, z: z, residual: r)
        return Answer(z: z, dual: dual, gap: dual.relativeGap(z, residual: r, weights: weights))
    }

    /// Minimises over each zⱼ by itself, once.
    private func sweep(_ z: inout [Double]) {
        var r = residual(z).high
        let p = x.count
        for j in 0..<dimension {
            let atom = atoms.row(j)
            let square = Double.sumOfSquares(atom, count: p)
            guard square > 0 else { continue }
            var slope = 0.0
            for i in 0..<p { slope += atom[i] * r[i] }
            let free = slope + square * z[j]
            let value = abs(free) > weights[j] ? (free - (free > 0 ? weights[j] : -weights[j])) / square : 0
            guard value != z[j] else { continue }
            Double.addScaled(&r, atom, scale: z[j] - value, count: p)
            z[j] = value
        }
    }

    /// Moves z to the least f along a step; false where that is no move, or one that Double hardly holds.
    private func move(_ z: inout [Double], along step: [Double], support: [Int], _ r: Pair) -> Bool {
        var image = [Double](repeating: 0, count: x.count)
        var slope = 0.0
        var crossings: [(t: Double, rise: Double, index: Int)] = []
        for (move, j) in zip(step, support) where move != 0 {
            Double.addScaled(&image, atoms.row(j), scale: move, count: x.count)
            slope += move * ((z[j] > 0 ? weights[j] : -weights[j]) - r.dot(atoms.row(j)))
            if z[j] * move < 0 { crossings.append((-z[j] / move, 2 * weights[j] * abs(move), j)) }
        }
        guard slope < 0 else { return false }
        let curvature = Double.sumOfSquares(image, count: image.count)
        var (length, met): (Double?, Int?) = (nil, nil)
        // f is a parabola between the points where entries cross zero.
        for crossing in crossings.sorted(by: { $0.t < $1.t }) {
            if slope + crossing.t * curvature >= 0 { break }
            slope += crossing.rise
            if slope + crossing.t * curvature >= 0 {
                (length, met) = (crossing.t, crossing.index)
                break
            }
        }
        let t = length ?? (curvature > 0 ? -slope / curvature : 0)
        var (largest, moved) = (0.0, 0.0)
        for (move, j) in zip(step, support) {
            let (before, after) = (z[j], z[j] + t * move)
            guard after.isFinite else { return false }
            z[j] = j == met || abs(after) <= 1e-14 * abs(before) ? 0 : after
            largest = max(largest, abs(before))
            moved = max(moved, abs(z[j] - before))
        }
        return met != nil || moved > 1e-15 * largest
    }
}

/// The linear system of the support S of an iterate:  (AₛᵀAₛ + δI)·Δ = …,  by an orthogonal factorisation of Aₛ itself, which
/// keeps twice the digits that one of AₛᵀAₛ would. δ is what makes dependent atoms a system that can be solved, too.
private struct SupportSystem {
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
