import Tensors

/// The parameters' gradients.
extension ProximalDescent {
    /// A layer that uses a parameter: what it keeps, its output, and the gradient in that.
    private typealias User = (memory: Memory, output: Matrix<Scalar>, gradient: Matrix<Scalar>)

    /// ∂g, ∂θ, ∂W and ∂b, summed over samples and over the layers that share them.
    public func gradientTiles(
        _ x: Matrix<Scalar>, _ trajectory: Trajectory<Scalar>, layers learning: ClosedRange<Int>
    ) -> [GradientTile<Scalar>] {
        (settings.isTied ? [learning.lowerBound] : Array(learning)).flatMap { first in
            let parts = layers[first - 1]
            let users = (settings.isTied ? Array(learning) : [first]).map { layer -> User in
                (
                    Memory(trajectory.memory[layer - 1], convolutions: convolutions.count), trajectory.outputs[layer],
                    trajectory.gradients[layer - 1]
                )
            }
            var tiles = [stepTile(first, users)]
            if let threshold = parts.threshold { tiles.append(thresholdTile(threshold, first, users)) }
            for place in convolutions.indices { tiles.append(weightTile(place, first, users)) }
            for (place, bias) in parts.biases.enumerated() { tiles.append(biasTile(bias, place, users)) }
            return tiles
        }
    }

    /// ⟨∂r, Aᵀy − AᵀA·c⟩·∂γ/∂g, ∂γ/∂g = 1.9·σ(1 − σ).
    private func stepTile(_ layer: Int, _ users: [User]) -> GradientTile<Scalar> {
        let parameter = layers[layer - 1].step
        let share = Self.logistic(Double(values.pointer[parameter.offset]))
        return GradientTile(summing: parameter) { result in
            for user in users {
                let (residual, gradient) = (user.memory.residual, user.memory.pointGradient)
                Scalar.gemm(
                    transposeA: false, transposeB: true, m: 1, n: 1, k: residual.count,
                    alpha: Scalar(1.9 * share * (1 - share)), a: residual.pointer, lda: residual.count,
                    b: gradient.pointer, ldb: residual.count, beta: 1, c: result.pointer, ldc: 1)
            }
        }
    }

    /// −λ·Σ sign(s)·∂s over what a threshold acts on.
    private func thresholdTile(_ parameter: Parameter, _ layer: Int, _ users: [User]) -> GradientTile<Scalar> {
        let (thresholds, isFrame) = (derived(layer).thresholds, settings.denoiser == .frame)
        return GradientTile(summing: parameter) { result in
            let one = Matrix<Scalar>(rows: 1, columns: result.count)
            for user in users {
                let kept = isFrame ? user.memory.output(0) : user.output
                let delta = isFrame ? user.memory.delta(0) : user.memory.pointGradient
                for n in 0..<kept.rows {
                    Scalar.thresholdGradientRows(
                        kept.row(n), delta.row(n), ld: self.dimension, unit: 1, rows: result.count,
                        columns: self.dimension, into: one.pointer)
                    for i in 0..<result.count { result.pointer[i] += thresholds.pointer[i] * one.pointer[i] }
                }
            }
        }
    }

    /// Of W = V/σ(V): ∂V = (∂W − ⟨∂W, W⟩·∂σ/∂V)/σ. A frame is used twice: ⟨∂D, Wᵀs⟩ = ⟨W·∂D, s⟩.
    private func weightTile(_ place: Int, _ layer: Int, _ users: [User]) -> GradientTile<Scalar> {
        let (convolution, isFrame) = (convolutions[place], settings.denoiser == .frame)
        let (weight, norm) = (derived(layer).weights[place], derived(layer).norms[place])
        return GradientTile(summing: layers[layer - 1].weights[place]) { result in
            self.convolutions.withTaps(of: Scalar.self) { taps in
                for (memory, _, gradient) in users {
                    for n in 0..<memory.point.rows {
                        convolution.addWeightGradient(
                            memory.input(place).row(n), delta: memory.delta(place).row(n), taps: taps,
                            to: result.pointer)
                        guard isFrame else { continue }
                        convolution.addWeightGradient(
                            gradient.row(n), delta: memory.output(0).row(n), taps: taps, to: result.pointer)
                    }
                }
            }
            guard let norm else { return }
            let divisor = Self.divisor(norm)
            var along = 0.0
            for i in 0..<result.count { along += Double(result.pointer[i]) * Double(weight.pointer[i]) }
            for i in 0..<result.count {
                result.pointer[i] = Scalar((Double(result.pointer[i]) - along * norm.slope[i]) / divisor)
            }
        }
    }

    private func biasTile(_ parameter: Parameter, _ place: Int, _ users: [User]) -> GradientTile<Scalar> {
        GradientTile(summing: parameter) { result in
            for user in users {
                for n in 0..<user.output.rows {
                    self.convolutions[place].addBiasGradient(
                        delta: user.memory.delta(place).row(n), to: result.pointer)
                }
            }
        }
    }
}
