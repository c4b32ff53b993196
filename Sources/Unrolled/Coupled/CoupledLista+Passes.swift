import Tensors

extension CoupledLista {
    /// x − A·y_{l−1}, (B, p); γ·W·δ, (B, p); the size from which on elements of a sample stay, (B, 1).
    public var layerMemory: [Int] { [inputDimension, inputDimension, 1] }

    /// x: (B, p); y_l: (B, d).
    public func forward(layer: Int, _ x: Matrix<Scalar>, _ trajectory: Trajectory<Scalar>) {
        let memory = trajectory.memory[layer - 1]
        let (input, output) = (trajectory.inputs[layer - 1], trajectory.outputs[layer])
        memory[0].assign(from: x)
        memory[0].setProduct(input, matrix, transposeB: true, alpha: -1, beta: 1)
        output.assign(from: input)
        output.setProduct(memory[0], weights(layer), alpha: Scalar(step(layer)), beta: 1)
        withUnsafeTemporaryAllocation(of: Scalar.self, capacity: dimension) { scratch in
            guard let base = scratch.baseAddress else { return }
            Scalar.shrink(
                output.pointer, by: Scalar(threshold(layer)), keeping: kept[layer - 1], cut: memory[2].pointer,
                scratch: base, rows: output.rows, columns: dimension)
        }
    }

    /// ∂𝓛/∂y_l becomes δ, (B, d), zero where y_l = 0; ∂𝓛/∂y_{l−1} += δ − (γ·W·δ)ᵀA.
    public func backward(layer: Int, _ x: Matrix<Scalar>, _ trajectory: Trajectory<Scalar>, passesOn: Bool) {
        let (memory, delta) = (trajectory.memory[layer - 1], trajectory.gradients[layer - 1])
        Scalar.softThresholdBackward(
            trajectory.outputs[layer].pointer, gradient: delta.pointer, count: delta.count)
        memory[1].setProduct(delta, weights(layer), transposeB: true, alpha: Scalar(step(layer)))
        guard passesOn else { return }
        let below = trajectory.gradients[layer - 2]
        Scalar.addScaled(below.pointer, delta.pointer, scale: 1, count: below.count)
        below.setProduct(memory[1], matrix, alpha: -1, beta: 1)
    }

    /// ∂W = Σ γ_l·(x − A·y_{l−1})ᵀδ_l, ∂ln γ = Σ ⟨x − A·y_{l−1}, γ_l·W_l·δ_l⟩, ∂ln θ = −Σ θ_l·⟨sign(y_l), δ_l⟩ over what was
    /// shrunk, with δ of `backward`.
    public func gradientTiles(
        _ x: Matrix<Scalar>, _ trajectory: Trajectory<Scalar>, layers: ClosedRange<Int>
    ) -> [GradientTile<Scalar>] {
        parameters.compactMap { parameter in
            let users = parameter.layers.filter(layers.contains)
            guard !users.isEmpty else { return nil }
            return GradientTile(
                range: parameter.range, decays: parameter.decays, rateShare: parameter.rateShare
            ) { result in
                switch parameter.localName {
                case "W": self.writeWeightGradient(parameter, users, trajectory, into: result)
                case "log_gamma":
                    for (at, layer) in users.enumerated() {
                        let memory = trajectory.memory[layer - 1]
                        result.setProduct(
                            memory[0].view(offset: 0, rows: 1, columns: memory[0].count),
                            memory[1].view(offset: 0, rows: memory[1].count, columns: 1), beta: at == 0 ? 0 : 1)
                    }
                default:
                    result.pointer[0] = Scalar(users.reduce(0) { $0 + self.thresholdGradient($1, trajectory) })
                }
            }
        }
    }

    private func writeWeightGradient(
        _ parameter: Parameter, _ users: [Int], _ trajectory: Trajectory<Scalar>, into row: Matrix<Scalar>
    ) {
        let result = row.view(offset: 0, rows: parameter.rows, columns: parameter.columns)
        for (at, layer) in users.enumerated() {
            result.setProduct(
                trajectory.memory[layer - 1][0], transposeA: true, trajectory.gradients[layer - 1],
                alpha: Scalar(step(layer)), beta: at == 0 ? 0 : 1)
        }
    }

    private func thresholdGradient(_ layer: Int, _ trajectory: Trajectory<Scalar>) -> Double {
        let output = trajectory.outputs[layer]
        return threshold(layer)
            * Scalar.shrinkGradient(
                output.pointer, trajectory.gradients[layer - 1].pointer, cut: trajectory.memory[layer - 1][2].pointer,
                rows: output.rows, columns: output.columns)
    }
}
