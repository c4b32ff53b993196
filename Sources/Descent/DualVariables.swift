/// λ ≥ 0, one for each layer, updated by projected ascent, eq. (6).
public struct DualVariables: Sendable, Equatable {
    /// λ_l at index l − 1.
    public private(set) var values: [Double]
    /// μ_λ, the dual learning rate.
    public let rate: Double

    /// λ = 0 for L layers.
    public init(layerCount: Int, rate: Double) {
        values = [Double](repeating: 0, count: layerCount)
        self.rate = rate
    }

    /// Duals of a checkpoint.
    public init(values: [Double], rate: Double) {
        self.values = values
        self.rate = rate
    }

    /// λ_l ← [λ_l + μ_λ·Ê[C(y_l, y_{l−1})]]₊.
    public mutating func ascend(_ constraints: [Double]) {
        for i in values.indices { values[i] = max(0, values[i] + rate * constraints[i]) }
    }
}
