import Tensors

/// The linear map y ≈ Wx + b of least squared error on training data, with ‖W‖² penalised: a reference that a network
/// has to beat before its depth is worth anything.
public struct RidgeRegression: Sendable {
    /// W: (d, p).
    public let weights: Matrix<Float>
    /// b: (1, d).
    public let intercept: Matrix<Float>
    /// The penalty, as a multiple of the mean eigenvalue of the inputs' covariance.
    public let strength: Double

    /// The minimiser of  Σ‖y − Wx − b‖² + strength·n·μ·‖W‖²,  μ the mean eigenvalue of the inputs' covariance.
    ///
    /// - Parameters:
    ///   - x: inputs, (n, p).
    ///   - y: targets, (n, d).
    ///   - strength: > 0; free of units, so that the same values suit all sizes.
    /// - Throws: `LassoError` on sizes that do not match, values that are not finite, or a strength out of range.
    public static func fit(_ x: Matrix<Float>, _ y: Matrix<Float>, strength: Double) throws -> RidgeRegression {
        try Moments(x, y).solve(strength)
    }

    /// Fits with each strength and keeps the one with the least mean distance on validation data; the first of equals.
    ///
    /// - Parameters:
    ///   - strengths: candidates, each > 0, at least one.
    ///   - train: inputs (n, p) and targets (n, d).
    ///   - validation: inputs (m, p) and targets (m, d).
    /// - Returns: the chosen fit, and for every candidate the mean of ‖Wx + b − y‖₂ over the validation samples.
    /// - Throws: `LassoError` as `fit`.
    public static func choose(
        _ strengths: [Double], train: (x: Matrix<Float>, y: Matrix<Float>),
        validation: (x: Matrix<Float>, y: Matrix<Float>)
    ) throws -> (fit: RidgeRegression, distances: [Double]) {
        guard !strengths.isEmpty else {
            throw LassoError.setting(name: "strengths", value: "[]", expected: "one candidate or more")
        }
        try check(validation.x, validation.y, what: "validation")
        guard validation.x.columns == train.x.columns, validation.y.columns == train.y.columns else {
            throw LassoError.size(
                what: "validation data", expected: "rows of \(train.x.columns) and \(train.y.columns) numbers",
                got: "\(validation.x.columns) and \(validation.y.columns)")
        }
        let moments = try Moments(train.x, train.y)
        var best: RidgeRegression?
        var distances: [Double] = []
        for strength in strengths {
            let fit = try moments.solve(strength)
            let errors = fit.predict(validation.x).rowDistances(to: validation.y)
            let distance = errors.reduce(0, +) / Double(max(errors.count, 1))
            if best == nil || distance < distances.min() ?? .infinity { best = fit }
            distances.append(distance)
        }
        guard let best else { throw LassoError.setting(name: "strengths", value: "[]", expected: "one or more") }
        return (best, distances)
    }

    /// Wx + b of each row: (n, d).
    public func predict(_ x: Matrix<Float>) -> Matrix<Float> {
        let y = Matrix<Float>(rows: x.rows, columns: weights.rows)
        for row in 0..<y.rows { y.row(row).update(from: intercept.pointer, count: y.columns) }
        y.setProduct(x, weights, transposeB: true, beta: 1)
        return y
    }

    fileprivate static func check(_ x: Matrix<Float>, _ y: Matrix<Float>, what: String) throws {
        guard x.rows == y.rows, x.rows > 0 else {
            throw LassoError.size(
                what: "\(what) inputs and targets", expected: "as many rows each, at least one",
                got: "\(x.rows) and \(y.rows)")
        }
        for (matrix, name) in [(x, "inputs"), (y, "targets")] {
            if let (row, column) = matrix.firstNotFinite {
                throw LassoError.notFinite(
                    what: "\(what) \(name)", row: row, column: column, value: "\(matrix[row, column])")
            }
        }
    }
}

/// What the fit needs of the training data, decomposed once for all strengths.
private struct Moments {
    let meanX: [Double]
    let meanY: [Double]
    /// Eigendecomposition of the inputs' scatter XᵀX, centred.
    let eigen: SymmetricEigen
    /// V·XᵀY, centred: the cross moments in the eigenvectors' coordinates, (p, d).
    let projected: Matrix<Double>

    init(_ x: Matrix<Float>, _ y: Matrix<Float>) throws {
        try RidgeRegression.check(x, y, what: "training")
        let (p, d) = (x.columns, y.columns)
        let scatter = Matrix<Double>(rows: p, columns: p)
        let cross = Matrix<Double>(rows: p, columns: d)
        meanX = Self.means(x)
        meanY = Self.means(y)
        for range in Workers.ranges(x.rows, size: 1024) {
            let (a, b) = (Self.centred(x, range, meanX), Self.centred(y, range, meanY))
            scatter.setProduct(a, transposeA: true, a, beta: 1)
            cross.setProduct(a, transposeA: true, b, beta: 1)
        }
        guard let eigen = SymmetricEigen(scatter) else {
            throw LassoError.factorisation(reason: "the covariance of the inputs has no eigendecomposition")
        }
        self.eigen = eigen
        projected = Matrix.product(eigen.vectors, cross)
    }

    func solve(_ strength: Double) throws -> RidgeRegression {
        guard strength > 0, strength.isFinite else {
            throw LassoError.setting(name: "strength", value: "\(strength)", expected: "positive and finite")
        }
        let (p, d) = (projected.rows, projected.columns)
        let mean = eigen.values.reduce(0, +) / Double(p)
        let scaled = projected.copy()
        for i in 0..<p {
            let denominator = max(eigen.values[i], 0) + strength * mean
            for j in 0..<d { scaled[i, j] = denominator > 0 ? scaled[i, j] / denominator : 0 }
        }
        let w = Matrix.product(scaled, transposeA: true, eigen.vectors)  // (d, p)
        let b = Matrix<Float>(rows: 1, columns: d)
        for j in 0..<d {
            var value = meanY[j]
            for i in 0..<p { value -= w[j, i] * meanX[i] }
            b[0, j] = Float(value)
        }
        return RidgeRegression(weights: w.converted(), intercept: b, strength: strength)
    }

    private static func means(_ m: Matrix<Float>) -> [Double] {
        var sums = [Double](repeating: 0, count: m.columns)
        for r in 0..<m.rows { for c in 0..<m.columns { sums[c] += Double(m[r, c]) } }
        return sums.map { $0 / Double(max(m.rows, 1)) }
    }

    private static func centred(_ m: Matrix<Float>, _ range: Range<Int>, _ means: [Double]) -> Matrix<Double> {
        let result = Matrix<Double>(rows: range.count, columns: m.columns)
        for (r, source) in range.enumerated() {
            for c in 0..<m.columns { result[r, c] = Double(m[source, c]) - means[c] }
        }
        return result
    }
}
