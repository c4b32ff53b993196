import Tensors

/// The means over a batch that `meanRatio` compares.
extension Lagrangian {
    /// For each set of constraints the mean measure at layers 0, 1, …, or nil where the set compares samples one by one.
    public typealias BatchMeans = [[Double]?]

    /// Whether any set compares means, so that no sample's part of the gradients is known before the whole batch has been
    /// forward.
    public var isOfMeans: Bool { constraints.contains { $0.form == .meanRatio } }

    /// The means of a whole batch after its forward pass; nil where no set compares means.
    public func batchMeans(_ trajectory: LayerValues<Scalar>, _ batch: Batch<Scalar>, depth: Int) -> BatchMeans? {
        guard isOfMeans else { return nil }
        return constraints.map { constraint in
            guard constraint.form == .meanRatio, constraint.layers.lowerBound <= depth else { return nil }
            let layers = constraint.layers.clamped(to: 1...depth)
            return (0...depth).map { layer in
                guard layers.lowerBound - 1...layers.upperBound ~= layer else { return 0 }
                let values = constraint.measure.values(trajectory.value(constraint.variable, layer), batch)
                return values.reduce(0, +) / Double(max(1, values.count))
            }
        }
    }
}
