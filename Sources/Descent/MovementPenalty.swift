import Tensors

/// A fixed penalty on movement in late layers, β·Σ_{l≥k} ‖y_l − y_{l−1}‖²/(d·τ²), in the units of the supervised loss: the convergence
/// penalty that *RF Imaging*, section 18.3, recommends.
public struct MovementPenalty: Equatable, Sendable {
    /// β.
    public var weight: Double
    /// k, the first layer whose movement has a penalty.
    public var firstLayer: Int
    /// τ.
    public var unit: Double

    /// A penalty.
    public init(weight: Double, firstLayer: Int, unit: Double) {
        precondition(weight >= 0 && firstLayer > 0 && unit > 0, "a penalty on layers that there are")
        (self.weight, self.firstLayer, self.unit) = (weight, firstLayer, unit)
    }

    /// Adds its part of ∂𝓛̂/∂y_l, l = 1…depth; returns the sum over these samples of what they pay.
    func add<Scalar: KernelScalar>(_ trajectory: LayerValues<Scalar>, batchSamples: Int, depth: Int) -> Double {
        guard firstLayer <= depth else { return 0 }
        var sum = 0.0
        for layer in firstLayer...depth {
            let (y, before) = (trajectory.outputs[layer], trajectory.outputs[layer - 1])
            let scale = weight / (Double(y.columns) * unit * unit)
            let slope = Scalar(2 * scale / Double(batchSamples))
            sum += scale * y.rowDistances(to: before).reduce(0) { $0 + $1 * $1 }
            Scalar.addScaledDifference(
                trajectory.gradients[layer - 1].pointer, y.pointer, before.pointer, scale: slope, count: y.count)
            guard layer > 1 else { continue }
            Scalar.addScaledDifference(
                trajectory.gradients[layer - 2].pointer, before.pointer, y.pointer, scale: slope, count: y.count)
        }
        return sum
    }
}
