import Tensors

extension CoupledLista {
    /// γ·(x − A·y_{l−1}) and −γ·W·δ, (B, p) each with zeros up to `width` columns; the size from which on elements of a
    /// sample stay, (B, 1).
    ///
    /// y_l and δ are mostly zeros, and so is what is asked for of ∂𝓛/∂y_l: all products but W's of the forward pass leave these
    /// out, for which A and W are read by columns.
    public var layerMemory: [Int] { [width, width, 1] }

    /// p, up to a whole number of cache lines.
    private var width: Int { transposedMatrix.columns }

    /// x: (B, p); y_l: (B, d).
    public func forward(layer: Int, _ x: Matrix<Scalar>, _ trajectory: Trajectory<Scalar>) {
        let memory = trajectory.memory[layer - 1]
        let (input, output, residual) = (trajectory.inputs[layer - 1], trajectory.outputs[layer], memory[0])
        for row in 0..<x.rows { residual.row(row).update(from: x.row(row), count: inputDimension) }
        input.multiply(transposedMatrix.pointer, columns: width, alpha: -1, adds: true, into: residual.pointer)
        if step(layer) != 1 {
            Scalar.scaleByOnePlus(Scalar(step(layer) - 1), residual.pointer, count: residual.count)
        }
        output.assign(from: input)
        output.addProduct(leading: residual, weights(layer))
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
        guard passesOn || layers[layer - 1].step != nil else { return }
        func multiply(_ columns: Matrix<Scalar>) {
            delta.multiply(columns.pointer, columns: width, alpha: Scalar(-step(layer)), into: memory[1].pointer)
        }
        if let fixedColumns {
            multiply(fixedColumns)
        } else {
            columns.borrow { columns in
                Scalar.transpose(
                    weights(layer).pointer, ld: dimension, rows: inputDimension, columns: dimension,
                    into: columns.pointer, ldOut: width)
                multiply(columns)
            }
        }
        guard passesOn else { return }
        let below = trajectory.gradients[layer - 2]
        Scalar.addScaled(below.pointer, delta.pointer, scale: 1, count: below.count)
        // Where y_{l−1} = 0, its gradient is not asked for.
        below.addProduct(memory[1], transposeB: transposedMatrix, whereNotZero: trajectory.outputs[layer - 1])
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
                case "W": self.writeWeightGradient(users, trajectory, into: result)
                case "log_gamma":
                    for (at, layer) in users.enumerated() {
                        let memory = trajectory.memory[layer - 1]
                        result.setProduct(
                            memory[0].view(offset: 0, rows: 1, columns: memory[0].count),
                            memory[1].view(offset: 0, rows: memory[1].count, columns: 1),
                            alpha: Scalar(-1 / self.step(layer)), beta: at == 0 ? 0 : 1)
                    }
                default:
                    result.pointer[0] = Scalar(users.reduce(0) { $0 + self.thresholdGradient($1, trajectory) })
                }
            }
        }
    }

    private func writeWeightGradient(
        _ users: [Int], _ trajectory: Trajectory<Scalar>, into row: Matrix<Scalar>
    ) {
        columns.borrow { sum in
            for (at, layer) in users.enumerated() {
                trajectory.gradients[layer - 1].multiply(
                    transposed: true, trajectory.memory[layer - 1][0].pointer, columns: width, alpha: 1, adds: at > 0,
                    into: sum.pointer)
            }
            Scalar.transpose(
                sum.pointer, ld: width, rows: dimension, columns: inputDimension, into: row.pointer, ldOut: dimension)
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
