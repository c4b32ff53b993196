import Optimizees
import Tensors

/// The empirical Lagrangian, eq. (4):  𝓛̂ = Ê[ℓ(y_L)] + Σ_l λ_l·Ê[C(y_l, y_{l−1})], and its gradients at every layer.
///
/// There may be several sets of constraints, each with duals of its own, eq. (26): duals and sums of set s at layer l stand
/// at index s·L + l − 1.
public struct Lagrangian<Scalar: KernelScalar>: Sendable {
    /// What the last layer is trained for.
    public enum Loss: Sendable {
        /// ‖y_L − y*‖²/(d·τ²), eq. (17) in units of the optimum: 1 is the zero vector's.
        case supervised(unit: Double)
        /// f(y_L; x)/unit, eq. (2).
        case unsupervised(any Optimizee<Scalar>, unit: Double)
    }

    /// ℓ.
    public let loss: Loss
    /// The sets of constraints; none for standard training.
    public let constraints: [DescentConstraint<Scalar>]
    /// What is added to ℓ for layers that move; nil: nothing.
    public var penalty: MovementPenalty?

    /// A loss with some sets of constraints.
    public init(loss: Loss, constraints: [DescentConstraint<Scalar>]) {
        self.loss = loss
        self.constraints = constraints
    }

    /// A loss, with one set of constraints or without.
    public init(loss: Loss, constraint: DescentConstraint<Scalar>?) {
        self.init(loss: loss, constraints: constraint.map { [$0] } ?? [])
    }

    /// Sets of duals: one even where there are no constraints, so that they can be watched.
    public var setCount: Int { max(1, constraints.count) }

    /// Sums over samples: the loss, and C of each set at each constrained layer.
    public struct Sums: Sendable {
        /// Σ_n ℓ.
        public var loss = 0.0
        /// Σ_n C of set s at layer l, at index s·L + l − 1; zero at layers without a constraint.
        public var constraints: [Double]

        /// Sums of nothing, for L layers.
        public init(layerCount: Int, sets: Int = 1) {
            constraints = [Double](repeating: 0, count: sets * layerCount)
        }

        static func += (left: inout Sums, right: Sums) {
            left.loss += right.loss
            for i in left.constraints.indices { left.constraints[i] += right.constraints[i] }
        }
    }

    /// Writes ∂𝓛̂/∂y_l, and ∂𝓛̂/∂z_l where there are latents, into the trajectory's gradients, l = 1…depth, for some
    /// samples of a batch of `batchSamples`.
    ///
    /// - Parameters:
    ///   - trajectory: y_0 … y_L, (B, d) each, and z_1 … z_L.
    ///   - duals: λ of set s at layer l, at index s·L + l − 1.
    ///   - means: `batchMeans` of the whole batch; nil where these samples are all of it.
    /// - Returns: the sums over these samples.
    public func evaluate(
        _ trajectory: LayerValues<Scalar>, batch: Batch<Scalar>, batchSamples: Int, duals: [Double], depth: Int,
        means: BatchMeans? = nil
    ) -> Sums {
        let means = means ?? batchMeans(trajectory, batch, depth: depth)
        let layerCount = trajectory.outputs.count - 1
        var sums = Sums(layerCount: layerCount, sets: setCount)
        for gradient in trajectory.gradients.prefix(depth) + trajectory.latentGradients.prefix(depth) {
            gradient.fill(0)
        }
        sums.loss = addLoss(
            trajectory.outputs[depth], batch, batchSamples: batchSamples, to: trajectory.gradients[depth - 1])
        if let penalty { sums.loss += penalty.add(trajectory, batchSamples: batchSamples, depth: depth) }
        for (set, constraint) in constraints.enumerated() where constraint.layers.lowerBound <= depth {
            let own = set * layerCount..<(set + 1) * layerCount
            let values = add(
                constraint, trajectory, batch, batchSamples: batchSamples, duals: Array(duals[own]), depth: depth,
                means: means?[set])
            sums.constraints.replaceSubrange(own, with: values)
        }
        return sums
    }

    /// Adds one set's part of the gradients; returns Σ_n C at each layer.
    private func add(
        _ constraint: DescentConstraint<Scalar>, _ trajectory: LayerValues<Scalar>, _ batch: Batch<Scalar>,
        batchSamples: Int, duals: [Double], depth: Int, means: [Double]?
    ) -> [Double] {
        var sums = [Double](repeating: 0, count: duals.count)
        let layers = constraint.layers.clamped(to: 1...depth)
        let involved = layers.lowerBound - 1...layers.upperBound
        let measures = involved.map { constraint.measure.values(trajectory.value(constraint.variable, $0), batch) }
        var weights = measures.map { [Double](repeating: 0, count: $0.count) }
        for layer in layers {
            let at = layer - layers.lowerBound + 1
            let share = duals[layer - 1] / Double(batchSamples)
            for n in 0..<batch.samples {
                let (current, previous) =
                    means.map { ($0[layer], $0[layer - 1]) } ?? (measures[at][n], measures[at - 1][n])
                sums[layer - 1] += constraint.value(current: current, previous: previous)
                let slopes = constraint.slopes(current: current, previous: previous)
                weights[at][n] += share * slopes.current
                weights[at - 1][n] += share * slopes.previous
            }
        }
        // y_0 is given: nothing learns from its gradient.
        for (at, layer) in involved.enumerated() where layer > 0 {
            guard weights[at].contains(where: { $0 != 0 }) else { continue }
            constraint.measure.addGradient(
                trajectory.value(constraint.variable, layer), batch, values: measures[at], weights: weights[at],
                to: trajectory.gradient(constraint.variable, layer))
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
