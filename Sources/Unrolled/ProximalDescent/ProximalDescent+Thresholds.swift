import Tensors

/// The denoisers without a network.
extension ProximalDescent {
    /// S_λ(r).
    func shrink(_ layer: Int, _ memory: Memory, into output: Matrix<Scalar>) {
        output.assign(from: memory.point)
        Scalar.softThresholdRows(
            output.pointer, ld: output.count, derived(layer).thresholds.pointer, unit: 1, rows: 1, columns: output.count
        )
    }

    /// The gradient passes where S_λ(r) is not 0.
    func shrinkBackward(_ gradient: Matrix<Scalar>, _ memory: Memory, output: Matrix<Scalar>) {
        memory.pointGradient.assign(from: gradient)
        Scalar.softThresholdBackward(
            output.pointer, gradient: memory.pointGradient.pointer, count: memory.pointGradient.count)
    }

    /// Wᵀ·s, s = S_λ(W·r), which is kept.
    func shrinkInFrame(_ layer: Int, _ memory: Memory, into output: Matrix<Scalar>) {
        let (own, frame) = (derived(layer), convolutions[0])
        let (weight, none) = (own.weights[0].pointer, Matrix<Scalar>(rows: 1, columns: frame.outputs))
        output.fill(0)
        convolutions.withTaps(of: Scalar.self) { taps in
            for n in 0..<output.rows {
                let kept = memory.output(0).row(n)
                frame.forward(memory.point.row(n), weight: weight, bias: none.pointer, taps: taps, into: kept)
                Scalar.softThresholdRows(
                    kept, ld: dimension, own.thresholds.pointer, unit: 1, rows: frame.outputs, columns: dimension)
                frame.backward(kept, weight: weight, taps: taps, addingTo: output.row(n))
            }
        }
    }

    /// ∂s = W·∂D, which passes where s is not 0, and ∂r = Wᵀ·∂s.
    func shrinkInFrameBackward(_ layer: Int, _ gradient: Matrix<Scalar>, _ memory: Memory) {
        let frame = convolutions[0]
        let (weight, none) = (derived(layer).weights[0].pointer, Matrix<Scalar>(rows: 1, columns: frame.outputs))
        memory.pointGradient.fill(0)
        convolutions.withTaps(of: Scalar.self) { taps in
            for n in 0..<gradient.rows {
                let delta = memory.delta(0).row(n)
                frame.forward(gradient.row(n), weight: weight, bias: none.pointer, taps: taps, into: delta)
                Scalar.softThresholdRowsBackward(
                    memory.output(0).row(n), gradient: delta, ld: dimension, rows: frame.outputs, columns: dimension)
                frame.backward(delta, weight: weight, taps: taps, addingTo: memory.pointGradient.row(n))
            }
        }
    }
}
