import Optimizees
import Tensors

/// The empirical Lagrangian, eq. (4):  𝓛̂ = Ê[ℓ(y_L)] + Σ_l λ_l·Ê[C(y_l, y_{l−1})], and its gradients at every layer.
public struct Lagrangian<Scalar: KernelScalar>: Sendable {
    /// What the last layer is trained for.
    public enum Loss: @unchecked Sendable {
        /// ‖y_L − y*‖²/(d·τ²), eq. (17) in units of the optimum: 1 is the zero vector's.
        case supervised(unit: Double)
        /// f(y_L; x)/unit, eq. (2).
        case unsupervised(any Optimizee<Scalar>, unit: Double)
    }

    /// ℓ.
    public let loss: Loss
    /// The constraints, or nil for standard training.
    public let constraint: DescentConstraint<Scalar>?

    /// A loss, with constraints or without.
    public init(loss: Loss, constraint: DescentConstraint<Scalar>?) {
        self.loss = loss
        self.constraint = constraint
    }

    /// Sums over samples: the loss, and C at each constrained layer.
    public struct Sums: Sendable {
        /// Σ_n ℓ.
        public var loss = 0.0
        /// Σ_n C(y_l, y_{l−1}) at index l − 1; zero at layers without a constraint.
        public var constraints: [Double]

        /// Sums of nothing, for L layers.
        public init(layerCount: Int) { constraints = [Double](repeating: 0, count: layerCount) }

        static func += (left: inout Sums, right: Sums) {
            left.loss += right.loss
            for i in left.constraints.indices { left.constraints[i] += right.constraints[i] }
        }
    }

    /// Writes ∂𝓛̂/∂y_l into `gradients[l - 1]`, l = 1…depth, for some samples of a batch of `batchSamples`.
    ///
    /// - Parameters:
    ///   - outputs: y_0 … y_L, (B, d) each.
    ///   - duals: λ_l at index l − 1.
    /// - Returns: the sums over these samples.
    public func evaluate(
        outputs: [Matrix<Scalar>], batch: Batch<Scalar>, batchSamples: Int, duals: [Double], depth: Int,
        gradients: [Matrix<Scalar>]
    ) -> Sums {
        var sums = Sums(layerCount: outputs.count - 1)
        for gradient in gradients.prefix(depth) { gradient.fill(0) }
        sums.loss = addLoss(outputs[depth], batch, batchSamples: batchSamples, to: gradients[depth - 1])
        guard let constraint, constraint.layers.lowerBound <= depth else { return sums }

        let layers = constraint.layers.clamped(to: 1...depth)
        let measures = (layers.lowerBound - 1...layers.upperBound).map { constraint.measure.values(outputs[$0], batch) }
        var weights = measures.map { [Double](repeating: 0, count: $0.count) }
        for layer in layers {
            let at = layer - layers.lowerBound + 1
            let share = duals[layer - 1] / Double(batchSamples)
            for n in 0..<batch.samples {
                let (current, previous) = (measures[at][n], measures[at - 1][n])
                sums.constraints[layer - 1] += constraint.value(current: current, previous: previous)
                let slopes = constraint.slopes(current: current, previous: previous)
                weights[at][n] += share * slopes.current
                weights[at - 1][n] += share * slopes.previous
            }
        }
        // y_0 is given: its gradient leads nowhere.
        for (at, layer) in (layers.lowerBound - 1...layers.upperBound).enumerated() where layer > 0 {
            guard weights[at].contains(where: { $0 != 0 }) else { continue }
            constraint.measure.addGradient(
                outputs[layer], batch, values: measures[at], weights: weights[at], to: gradients[layer - 1])
        }
        return sums
    }

    private func addLoss(
        _ y: Matrix<Scalar>, _ batch: Batch<Scalar>, batchSamples: Int, to gradient: Matrix<Scalar>
    ) -> Double {
        switch loss {
        case .supervised(let unit):
            let scale = 1 / (Double(y.columns) * unit * unit)
            Scalar.addScaledDifference(
                gradient.pointer, y.pointer, batch.optima.pointer, scale: Scalar(2 * scale / Double(batchSamples)),
                count: y.count)
            return y.rowDistances(to: batch.optima).reduce(0) { $0 + $1 * $1 } * scale
        case .unsupervised(let problem, let unit):
            let g = problem.subgradient(y, batch.inputs)
            Scalar.addScaled(
                gradient.pointer, g.pointer, scale: Scalar(1 / (unit * Double(batchSamples))), count: y.count)
            return problem.values(y, batch.inputs).reduce(0, +) / unit
        }
    }
}
