import Tensors

extension Lista {
    /// x: (B, p); y_l: (B, d). Both products, D_u x and D_e y_{l−1}, have a column for each sample.
    public func forward(layer: Int, _ x: Matrix<Scalar>, _ trajectory: Trajectory<Scalar>) {
        let (columns, samples) = (columns(of: trajectory), trajectory.columns)
        let (features, output) = (columns.features.view(samples), columns.outputs[layer].view(samples))
        var input = columns.outputs[layer - 1].view(samples)
        if layer == 1 {
            features.assign(fromRows: x)
            input.assign(fromRows: trajectory.outputs[0])
        } else if trajectory.inputs[layer - 1].pointer != trajectory.outputs[layer - 1].pointer {
            input = columns.noisyInput(layer).view(samples)
            input.assign(fromRows: trajectory.inputs[layer - 1])
        }
        output.setProduct(inputMatrix(layer), features)
        output.setProduct(recurrentMatrix(layer), input, adds: true)
        Scalar.softThresholdRows(
            output.pointer, ld: output.stride, threshold(layer).pointer, unit: Scalar(thresholdUnit), rows: dimension,
            columns: output.samples)
        output.write(toRows: trajectory.outputs[layer])
    }

    /// Takes ∂𝓛/∂y_l of all layers over; what layers add to them is added there.
    public func startBackward(_ trajectory: Trajectory<Scalar>, layers: ClosedRange<Int>) {
        let (columns, samples) = (columns(of: trajectory), trajectory.columns)
        for layer in layers {
            columns.gradients[layer - 1].view(samples).assign(fromRows: trajectory.gradients[layer - 1])
        }
    }

    /// ∂𝓛/∂y_l becomes δ = ∂𝓛/∂(D_u x + D_e y_{l−1}), (d, B): zero where y_l = 0; passed on through D_eᵀ.
    public func backward(layer: Int, _ x: Matrix<Scalar>, _ trajectory: Trajectory<Scalar>, passesOn: Bool) {
        let (columns, samples) = (columns(of: trajectory), trajectory.columns)
        let delta = columns.gradients[layer - 1].view(samples)
        Scalar.softThresholdRowsBackward(
            columns.outputs[layer].view(samples).pointer, gradient: delta.pointer, ld: delta.stride, rows: dimension,
            columns: delta.samples)
        guard passesOn else { return }
        columns.gradients[layer - 2].view(samples).setProduct(
            recurrentMatrix(layer), transposed: true, delta, adds: true)
    }

    /// ∂D_u = δ·xᵀ, ∂D_e = δ·(y_{l−1} + n)ᵀ, in blocks of rows; ∂θ = −τ·Σ sign(y_l)·δ, with δ of `backward`. Of what
    /// layers share, the sum over them.
    public func gradientTiles(
        _ x: Matrix<Scalar>, _ trajectory: Trajectory<Scalar>, layers: ClosedRange<Int>
    ) -> [GradientTile<Scalar>] {
        let columns = columns(of: trajectory)
        return parameters.flatMap { parameter -> [GradientTile<Scalar>] in
            let users = parameter.layers.filter(layers.contains)
            let deltas = users.map { columns.gradients[$0 - 1] }
            guard let first = users.first else { return [] }
            switch parameter.offset {
            case self.parameters(first).input.offset:
                return Self.productTiles(parameter, deltas, users.map { _ in x })
            case self.parameters(first).recurrent.offset:
                return Self.productTiles(parameter, deltas, users.map { trajectory.inputs[$0 - 1] })
            default: return [thresholdTile(parameter, deltas, users.map { columns.outputs[$0] })]
            }
        }
    }

    private func thresholdTile(
        _ parameter: Parameter, _ deltas: [SampleColumns<Scalar>], _ outputs: [SampleColumns<Scalar>]
    ) -> GradientTile<Scalar> {
        let unit = Scalar(thresholdUnit)
        return GradientTile(range: parameter.range, decays: parameter.decays, rateShare: parameter.rateShare) {
            result in
            func write(_ at: Int, _ row: Matrix<Scalar>) {
                Scalar.thresholdGradientRows(
                    outputs[at].pointer, deltas[at].pointer, ld: deltas[at].stride, unit: unit,
                    rows: deltas[at].features, columns: deltas[at].samples, into: row.pointer)
            }
            write(0, result)
            guard deltas.count > 1 else { return }
            let one = Matrix<Scalar>(rows: 1, columns: parameter.count)
            for at in deltas.indices.dropFirst() {
                write(at, one)
                Scalar.addScaled(result.pointer, one.pointer, scale: 1, count: one.count)
            }
        }
    }

    /// Σ delta·factor in blocks of rows: small enough to be in the caches still when the optimiser uses them.
    private static func productTiles(
        _ parameter: Parameter, _ deltas: [SampleColumns<Scalar>], _ factors: [Matrix<Scalar>]
    ) -> [GradientTile<Scalar>] {
        let blocks = max(2, (parameter.rows + 639) / 640)
        return Workers.ranges(parameter.rows, size: (parameter.rows + blocks - 1) / blocks).map { block in
            let start = parameter.offset + block.lowerBound * parameter.columns
            let range = start..<start + block.count * parameter.columns
            return GradientTile(range: range, decays: parameter.decays) { result in
                for (at, delta) in deltas.enumerated() {
                    delta.writeProduct(block, factors[at], adds: at > 0, into: result.pointer)
                }
            }
        }
    }

    /// Those of a trajectory that this network has made.
    private func columns(of trajectory: Trajectory<Scalar>) -> ListaColumns<Scalar> {
        guard let columns = trajectory.attachment as? ListaColumns<Scalar> else {
            preconditionFailure("a trajectory of LISTA comes from its own makeTrajectory")
        }
        return columns
    }
}

extension Trajectory {
    /// Where these samples stand in what all views share.
    fileprivate var columns: Range<Int> { firstRow..<firstRow + samples }
}
