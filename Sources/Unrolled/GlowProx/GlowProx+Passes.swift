import Tensors

extension GlowProx {
    /// x, y_l and z_l: (B, dimension).
    public func forward(layer: Int, _ x: Matrix<Scalar>, _ trajectory: Trajectory<Scalar>) {
        let shard = memory(of: trajectory).shard(trajectory, self)
        let (flow, index) = (flows[layer - 1], layer - 1)
        let z = trajectory.latents[index]
        dataStep(x, fed(trajectory, layer, shard), layer, into: shard.estimate)
        flow.encode(shard.estimate, into: z, tape: shard.encodings?[index], shard.work)
        shrink(z, factor: 1 / (1 + shrinkage(layer)))
        flow.decode(z, into: trajectory.outputs[layer], tape: shard.decodings?[index], shard.work)
        clamp(trajectory.outputs[layer], shard)
    }

    /// Layers add to the shard's gradient, also because they may share a flow.
    public func startBackward(_ trajectory: Trajectory<Scalar>, layers: ClosedRange<Int>) {
        memory(of: trajectory).shard(trajectory, self).gradient?.fill(0)
    }

    /// With ∂y_l of the loss, the constraints and the layer above, ∂z_l of the constraints, and k = 1/(1 + ζ):
    ///
    ///     (25)  ∂z += (∂g/∂z)ᵀ·∂y      (24)  ∂ζ = −k·⟨∂z, z⟩,  ∂z̃ = k·∂z
    ///     (23)  ∂ỹ = (∂h/∂ỹ)ᵀ·∂z̃      (22)  ∂ξ = ⟨∂ỹ, Aᵀ(x − A·y_{l−1})⟩,  ∂y_{l−1} += (I − ξ·AᵀA)·∂ỹ
    public func backward(layer: Int, _ x: Matrix<Scalar>, _ trajectory: Trajectory<Scalar>, passesOn: Bool) {
        let shard = memory(of: trajectory).shard(trajectory, self)
        guard let encodings = shard.encodings, let decodings = shard.decodings, let gradient = shard.gradient else {
            preconditionFailure("a trajectory for forward passes alone has no backward pass")
        }
        let (flow, index) = (flows[layer - 1], layer - 1)
        let own = gradient.view(offset: flowOffset(layer), rows: 1, columns: flow.parameterCount)
        let (z, delta) = (trajectory.latents[index], shard.delta)
        clampBackward(decodings[index].images, trajectory.gradients[index])
        flow.decodeBackward(
            decodings[index], imageGradient: trajectory.gradients[index], latentGradient: delta, gradient: own,
            shard.work)
        Scalar.addScaled(delta.pointer, trajectory.latentGradients[index].pointer, scale: 1, count: delta.count)
        shrinkBackward(z, delta, layer, gradient)
        flow.encodeBackward(
            encodings[index], latentGradient: delta, imageGradient: shard.estimate, gradient: own, shard.work)
        dataStepBackward(
            x, fed(trajectory, layer, shard), shard.estimate, layer, gradient, difference: shard.delta)
        guard passesOn else { return }
        clampBackward(trajectory.inputs[index], shard.estimate)
        passOn(shard.estimate, layer, to: trajectory.gradients[index - 1])
    }

    /// ỹ = y + ξ·Aᵀ(x − A·y), eq. (22); the authors' code has −ξ and A = I.
    func dataStep(
        _ x: Matrix<Scalar>, _ y: Matrix<Scalar>, _ layer: Int, into estimate: Matrix<Scalar>
    ) {
        estimate.assign(from: y)
        addSeen(x, y, scale: direction * Scalar(step(layer)), to: estimate)
    }

    /// 1 where (22) descends.
    private var direction: Scalar { settings.semantics == .paper ? 1 : -1 }

    /// result += scale·Aᵀ(x − A·y).
    private func addSeen(_ x: Matrix<Scalar>, _ y: Matrix<Scalar>, scale: Scalar, to result: Matrix<Scalar>) {
        for n in 0..<y.rows {
            for run in seen {
                Scalar.addScaledDifference(
                    result.row(n) + run.lowerBound, x.row(n) + run.lowerBound, y.row(n) + run.lowerBound, scale: scale,
                    count: run.count)
            }
        }
    }

    private func dataStepBackward(
        _ x: Matrix<Scalar>, _ y: Matrix<Scalar>, _ delta: Matrix<Scalar>, _ layer: Int, _ gradient: Matrix<Scalar>,
        difference: Matrix<Scalar>
    ) {
        let parameter = scalars[layer - 1].step
        let scale = direction * Scalar(slope(values.pointer[parameter.offset]))
        difference.fill(0)
        addSeen(x, y, scale: scale, to: difference)
        addDot(delta, difference, scale: 1, to: gradient.pointer + parameter.offset)
    }

    /// below += (I − ξ·AᵀA)·delta.
    private func passOn(_ delta: Matrix<Scalar>, _ layer: Int, to below: Matrix<Scalar>) {
        Scalar.addScaled(below.pointer, delta.pointer, scale: 1, count: below.count)
        let step = -direction * Scalar(step(layer))
        for n in 0..<below.rows {
            for run in seen {
                Scalar.addScaled(
                    below.row(n) + run.lowerBound, delta.row(n) + run.lowerBound, scale: step, count: run.count)
            }
        }
    }

    /// z = factor·z̃ in place, eq. (24).
    func shrink(_ z: Matrix<Scalar>, factor: Double) {
        for n in 0..<z.rows {
            Scalar.scaleByOnePlus(Scalar(factor - 1), z.row(n) + shrunk.lowerBound, count: shrunk.count)
        }
    }

    private func shrinkBackward(
        _ z: Matrix<Scalar>, _ delta: Matrix<Scalar>, _ layer: Int, _ gradient: Matrix<Scalar>
    ) {
        let parameter = scalars[layer - 1].shrinkage
        let factor = 1 / (1 + shrinkage(layer))
        let scale = Scalar(-factor * slope(values.pointer[parameter.offset]))
        for n in 0..<z.rows {
            Scalar.kernels.flow.channelProducts(
                delta.row(n) + shrunk.lowerBound, z.row(n) + shrunk.lowerBound, scale,
                gradient.pointer + parameter.offset, 1, shrunk.count)
        }
        shrink(delta, factor: factor)
    }

    /// sum += scale·⟨a, b⟩.
    private func addDot(
        _ a: Matrix<Scalar>, _ b: Matrix<Scalar>, scale: Scalar, to sum: UnsafeMutablePointer<Scalar>
    ) { Scalar.kernels.flow.channelProducts(a.pointer, b.pointer, scale, sum, 1, a.count) }
}
