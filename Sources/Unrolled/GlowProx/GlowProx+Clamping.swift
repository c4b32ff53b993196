import Tensors

/// The authors' semantics keep images in [0, 1]: what a layer makes of them is clamped, and so is what the layers from
/// the second on are fed, which without noise changes nothing. What is clamped passes no gradient on. (What the first
/// layer is fed is up to whoever writes y_0.)
extension GlowProx {
    /// Whether images are kept in [0, 1].
    var clamps: Bool { settings.semantics == .authors }

    /// y_{l−1} with its noise, as layer l takes it.
    func fed(_ trajectory: Trajectory<Scalar>, _ layer: Int, _ shard: GlowProxMemory<Scalar>.Shard) -> Matrix<Scalar> {
        let input = trajectory.inputs[layer - 1]
        guard layer > 1, let clamped = shard.clamped else { return input }
        Scalar.clamp(input.pointer, into: clamped.pointer, count: input.count)
        return clamped
    }

    /// Clamps images in place.
    func clamp(_ y: Matrix<Scalar>, _ shard: GlowProxMemory<Scalar>.Shard) {
        guard let clamped = shard.clamped else { return }
        Scalar.clamp(y.pointer, into: clamped.pointer, count: y.count)
        y.assign(from: clamped)
    }

    /// Takes the gradient of clamped images to that of what they were before, `y`.
    func clampBackward(_ y: Matrix<Scalar>, _ gradient: Matrix<Scalar>) {
        guard clamps else { return }
        Scalar.clampBackward(y.pointer, gradient: gradient.pointer, count: y.count)
    }
}
