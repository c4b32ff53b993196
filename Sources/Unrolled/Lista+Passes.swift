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

    /// ∂D_u = δ·xᵀ, ∂D_e = δ·(y_{l−1} + n)ᵀ, in blocks of rows; ∂θ = −τ·Σ sign(y_l)·δ, with δ of `backward`.
    public func gradientTiles(
        _ x: Matrix<Scalar>, _ trajectory: Trajectory<Scalar>, layers: ClosedRange<Int>
    ) -> [GradientTile<Scalar>] {
        let columns = columns(of: trajectory)
        return layers.flatMap { layer in
            let delta = columns.gradients[layer - 1]
            let (input, recurrent, threshold) = parameters(layer)
            return Self.productTiles(input, delta, x)
                + Self.productTiles(recurrent, delta, trajectory.inputs[layer - 1])
                + [thresholdTile(threshold, delta, columns.outputs[layer])]
        }
    }

    private func thresholdTile(
        _ parameter: Parameter, _ delta: SampleColumns<Scalar>, _ output: SampleColumns<Scalar>
    ) -> GradientTile<Scalar> {
        let unit = Scalar(thresholdUnit)
        return GradientTile(range: parameter.range, decays: parameter.decays) { result in
            Scalar.thresholdGradientRows(
                output.pointer, delta.pointer, ld: delta.stride, unit: unit, rows: delta.features,
                columns: delta.samples, into: result.pointer)
        }
    }

    /// delta·factor in blocks of rows: small enough to be in the caches still when the optimiser uses them.
    private static func productTiles(
        _ parameter: Parameter, _ delta: SampleColumns<Scalar>, _ factor: Matrix<Scalar>
    ) -> [GradientTile<Scalar>] {
        let blocks = max(2, (parameter.rows + 639) / 640)
        return Workers.ranges(parameter.rows, size: (parameter.rows + blocks - 1) / blocks).map { block in
            let start = parameter.offset + block.lowerBound * parameter.columns
            let range = start..<start + block.count * parameter.columns
            return GradientTile(range: range, decays: parameter.decays) { result in
                delta.writeProduct(block, factor, into: result.pointer)
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
