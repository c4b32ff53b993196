import Tensors

/// How far y is from the minimum of f(·; x), proven by a feasible point of the dual problem.
///
/// The dual of eq. (13) is  max over θ of  ½‖x‖² − ½‖x − θ‖²  subject to ‖Dᵀθ‖∞ ≤ α. Every feasible θ bounds the minimum
/// of f from below; the residual r = x − Dy, scaled into the feasible set, is the θ used here. At the minimum the two
/// meet.
public struct DualityGap: Sendable, Equatable {
    /// Index of the sample in the inputs.
    public let sample: Int
    /// f(y; x).
    public let primal: Double
    /// The dual's value: no y has f below it.
    public let dual: Double
    /// f of y rounded to Float.
    public let roundedPrimal: Double

    /// A gap of given values.
    public init(sample: Int, primal: Double, dual: Double, roundedPrimal: Double) {
        self.sample = sample
        self.primal = primal
        self.dual = dual
        self.roundedPrimal = roundedPrimal
    }

    /// f(y) − dual.
    public var absolute: Double { max(primal - dual, 0) }
    /// (f(y) − dual)/f(y): the relative suboptimality is at most this. 0 where f(y) is 0; infinite if y is not finite.
    public var relative: Double { Self.relative(primal, dual) }
    /// The same for y rounded to Float, with the dual point of y before rounding.
    public var roundedRelative: Double { Self.relative(roundedPrimal, dual) }

    static func relative(_ primal: Double, _ dual: Double) -> Double {
        if primal == 0 { return 0 }
        let gap = (primal - dual) / primal
        return gap.isFinite ? max(gap, 0) : .infinity
    }

    func shifted(by offset: Int) -> DualityGap {
        DualityGap(sample: sample + offset, primal: primal, dual: dual, roundedPrimal: roundedPrimal)
    }
}

extension LassoProblem {
    /// The duality gap of each row of y, in Double, from the residuals x − Dy themselves: two products.
    ///
    /// - Parameters:
    ///   - y: (B, d).
    ///   - x: (B, p).
    ///   - samples: what to call the rows; 0..<B by default.
    public func dualityGaps(of y: Matrix<Double>, for x: Matrix<Float>, samples: [Int]? = nil) -> [DualityGap] {
        dualityGaps(of: y, for: x.converted(to: Double.self), samples: samples)
    }

    /// The same for inputs in Double.
    func dualityGaps(of y: Matrix<Double>, for inputs: Matrix<Double>, samples: [Int]? = nil) -> [DualityGap] {
        precondition(
            y.rows == inputs.rows && y.columns == dimension && inputs.columns == inputDimension, "sizes differ")
        guard y.rows > 0 else { return [] }
        let p = inputDimension
        let d = dimension
        let residual = inputs.copy()
        residual.setProduct(y, double.dictionary, transposeB: true, alpha: -1, beta: 1)
        let correlation = Matrix.product(residual, double.dictionary)
        // f of the rounded y needs the residual of what rounding took away alone: r + D(y − rounded).
        let lost = Matrix<Double>(rows: y.rows, columns: d)
        for i in 0..<y.count { lost.pointer[i] = y.pointer[i] - Double(Float(y.pointer[i])) }
        let rounded = residual.copy()
        rounded.setProduct(lost, double.dictionary, transposeB: true, beta: 1)
        return (0..<y.rows).map { row in
            let (r, x, c) = (residual.row(row), inputs.row(row), correlation.row(row))
            var largest = 0.0
            for i in 0..<d { largest = max(largest, abs(c[i])) }
            // ½‖x‖² − ½‖x − sr‖² = s·xᵀr − ½s²‖r‖², without the cancellation.
            let squares = Double.sumOfSquares(r, count: p)
            var inner = 0.0
            for i in 0..<p { inner += x[i] * r[i] }
            // The best multiple of the residual that is feasible.
            var scale = squares > 0 ? max(inner / squares, 0) : 1
            if largest > 0 { scale = min(scale, alpha / largest) }
            var magnitudes = 0.0
            for i in 0..<d { magnitudes += abs(Double(Float(y[row, i]))) }
            return DualityGap(
                sample: samples?[row] ?? row,
                primal: 0.5 * squares + alpha * Double.sumOfMagnitudes(y.row(row), count: d),
                dual: scale * inner - 0.5 * scale * scale * squares,
                roundedPrimal: 0.5 * Double.sumOfSquares(rounded.row(row), count: p) + alpha * magnitudes)
        }
    }
}
