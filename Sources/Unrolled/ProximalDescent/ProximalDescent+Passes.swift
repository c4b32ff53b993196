import Tensors

extension ProximalDescent {
    /// What a layer keeps of its samples, in the order of `layerMemory`.
    struct Memory {
        /// Aᵀy − AᵀA·c.
        let residual: Matrix<Scalar>
        /// r, what is denoised.
        let point: Matrix<Scalar>
        /// What the convolutions give, rectified, the last one clipped where R is.
        let outputs: ArraySlice<Matrix<Scalar>>
        /// Their gradients, and that in r; none where nothing learns.
        let deltas: ArraySlice<Matrix<Scalar>>

        init(_ matrices: [Matrix<Scalar>], convolutions: Int) {
            (residual, point) = (matrices[0], matrices[1])
            outputs = matrices[2..<2 + convolutions]
            deltas = matrices[(2 + convolutions)...]
        }

        /// What convolution `place` sees.
        func input(_ place: Int) -> Matrix<Scalar> { place == 0 ? point : outputs[outputs.startIndex + place - 1] }
        func output(_ place: Int) -> Matrix<Scalar> { outputs[outputs.startIndex + place] }
        func delta(_ place: Int) -> Matrix<Scalar> { deltas[deltas.startIndex + place] }
        /// ∂𝓛/∂r.
        var pointGradient: Matrix<Scalar> { deltas[deltas.endIndex - 1] }
    }

    private var outputMemory: [Int] { convolutions.map { $0.outputs * dimension } }
    public var layerMemory: [Int] { [dimension, dimension] + outputMemory + outputMemory + [dimension] }

    /// Without gradients, of which nothing learns.
    public func makeForwardTrajectory(samples: Int) -> Trajectory<Scalar> {
        Trajectory(
            samples: samples, layerCount: layerCount, dimension: dimension,
            layerMemory: [dimension, dimension] + outputMemory, learns: false)
    }

    /// Scratch memory for the convolutions.
    func withTaps(_ body: (UnsafeMutablePointer<Scalar>) -> Void) {
        let most = convolutions.map(\.tapCount).max() ?? 1
        withUnsafeTemporaryAllocation(of: Scalar.self, capacity: most) { buffer in
            if let taps = buffer.baseAddress { body(taps) }
        }
    }

    /// x: Aᵀy, (B, d); c_l: (B, d).
    public func forward(layer: Int, _ x: Matrix<Scalar>, _ trajectory: Trajectory<Scalar>) {
        let memory = Memory(trajectory.memory[layer - 1], convolutions: convolutions.count)
        descend(layer, x, trajectory.inputs[layer - 1], memory)
        denoise(layer, memory, into: trajectory.outputs[layer])
    }

    /// r = c + γ(Aᵀy − AᵀA·c).
    func descend(_ layer: Int, _ x: Matrix<Scalar>, _ input: Matrix<Scalar>, _ memory: Memory) {
        memory.residual.assign(from: x)
        memory.residual.setProduct(input, gram, alpha: -1, beta: 1)
        memory.point.assign(from: input)
        Scalar.addScaled(
            memory.point.pointer, memory.residual.pointer, scale: derived(layer).step, count: input.count)
    }

    /// D(r), sample by sample: the planes of one stay in the cache.
    func denoise(_ layer: Int, _ memory: Memory, into output: Matrix<Scalar>) {
        let (own, parts) = (derived(layer), layers[layer - 1])
        guard settings.denoiser.hasNetwork else {
            output.assign(from: memory.point)
            withUnsafePointer(to: own.threshold) {
                Scalar.softThresholdRows(
                    output.pointer, ld: output.count, $0, unit: 1, rows: 1, columns: output.count)
            }
            return
        }
        let last = convolutions.count - 1
        withTaps { taps in
            for n in 0..<output.rows {
                for (place, convolution) in convolutions.enumerated() {
                    let result = memory.output(place)
                    convolution.forward(
                        memory.input(place).row(n), weight: own.weights[place].pointer,
                        bias: values.pointer + parts.biases[place].offset, taps: taps, into: result.row(n))
                    if place < last {
                        Scalar.rectify(result.row(n), count: result.columns)
                    } else if settings.denoiser.isNormalised {
                        Scalar.kernels.circular.clip(result.row(n), Scalar(settings.range), result.columns)
                    }
                }
            }
        }
        let shares = settings.denoiser.shares
        output.fill(0)
        Scalar.addScaled(
            output.pointer, memory.output(last).pointer, scale: Scalar(shares.network), count: output.count)
        if shares.identity != 0 {
            Scalar.addScaled(output.pointer, memory.point.pointer, scale: Scalar(shares.identity), count: output.count)
        }
    }

    /// ∂𝓛/∂c_l to ∂𝓛/∂r, which is kept, and on through (I − γAᵀA), which is symmetric.
    public func backward(layer: Int, _ x: Matrix<Scalar>, _ trajectory: Trajectory<Scalar>, passesOn: Bool) {
        let memory = Memory(trajectory.memory[layer - 1], convolutions: convolutions.count)
        denoiseBackward(layer, trajectory.gradients[layer - 1], memory, output: trajectory.outputs[layer])
        guard passesOn else { return }
        let (below, delta) = (trajectory.gradients[layer - 2], memory.pointGradient)
        Scalar.addScaled(below.pointer, delta.pointer, scale: 1, count: below.count)
        below.setProduct(delta, gram, alpha: -derived(layer).step, beta: 1)
    }

    /// Takes the gradient in D(r) to that in what the convolutions give, and in r.
    func denoiseBackward(_ layer: Int, _ gradient: Matrix<Scalar>, _ memory: Memory, output: Matrix<Scalar>) {
        let (own, point) = (derived(layer), memory.pointGradient)
        guard settings.denoiser.hasNetwork else {
            point.assign(from: gradient)
            Scalar.softThresholdBackward(output.pointer, gradient: point.pointer, count: point.count)
            return
        }
        let (last, shares) = (convolutions.count - 1, settings.denoiser.shares)
        point.fill(0)
        if shares.identity != 0 {
            Scalar.addScaled(point.pointer, gradient.pointer, scale: Scalar(shares.identity), count: point.count)
        }
        memory.delta(last).fill(0)
        Scalar.addScaled(
            memory.delta(last).pointer, gradient.pointer, scale: Scalar(shares.network), count: gradient.count)
        if settings.denoiser.isNormalised {
            Scalar.kernels.circular.clipBackward(
                memory.output(last).pointer, Scalar(settings.range), memory.delta(last).pointer, gradient.count)
        }
        for place in 0..<last { memory.delta(place).fill(0) }
        withTaps { taps in
            for n in 0..<gradient.rows {
                for place in (0...last).reversed() {
                    let below = place == 0 ? point : memory.delta(place - 1)
                    convolutions[place].backward(
                        memory.delta(place).row(n), weight: own.weights[place].pointer, taps: taps,
                        addingTo: below.row(n))
                    guard place > 0 else { continue }
                    Scalar.rectifyBackward(
                        memory.output(place - 1).row(n), gradient: below.row(n), count: below.columns)
                }
            }
        }
    }

    /// ∂γ, ∂λ, ∂W and ∂b, summed over samples and over the layers that share them.
    public func gradientTiles(
        _ x: Matrix<Scalar>, _ trajectory: Trajectory<Scalar>, layers learning: ClosedRange<Int>
    ) -> [GradientTile<Scalar>] {
        let memories = trajectory.memory.map { Memory($0, convolutions: convolutions.count) }
        return (settings.isTied ? [learning.lowerBound] : Array(learning)).flatMap { first in
            let parts = layers[first - 1]
            let users = (settings.isTied ? Array(learning) : [first]).map { (memories[$0 - 1], trajectory.outputs[$0]) }
            var tiles = [
                scalarTile(parts.step) { result in
                    let slope = self.stepSlope(first)
                    for (place, user) in users.enumerated() {
                        // One product of all elements.
                        Scalar.gemm(
                            transposeA: false, transposeB: true, m: 1, n: 1, k: user.0.residual.count, alpha: slope,
                            a: user.0.residual.pointer, lda: user.0.residual.count, b: user.0.pointGradient.pointer,
                            ldb: user.0.residual.count, beta: place == 0 ? 0 : 1, c: result, ldc: 1)
                    }
                }
            ]
            if let threshold = parts.threshold {
                tiles.append(
                    scalarTile(threshold) { result in
                        result.pointee = 0
                        for (memory, output) in users {
                            var one: Scalar = 0
                            Scalar.thresholdGradientRows(
                                output.pointer, memory.pointGradient.pointer, ld: output.count,
                                unit: self.derived(first).threshold, rows: 1, columns: output.count, into: &one)
                            result.pointee += one
                        }
                    })
            }
            for place in convolutions.indices {
                tiles.append(weightTile(place, first, users.map(\.0)))
                tiles.append(biasTile(place, first, users.map(\.0)))
            }
            return tiles
        }
    }

    /// ∂γ/∂g = 1.9·σ(1 − σ).
    private func stepSlope(_ layer: Int) -> Scalar {
        let share = Self.logistic(Double(values.pointer[layers[layer - 1].step.offset]))
        return Scalar(1.9 * share * (1 - share))
    }

    private func scalarTile(
        _ parameter: Parameter, _ write: @escaping (UnsafeMutablePointer<Scalar>) -> Void
    ) -> GradientTile<Scalar> {
        GradientTile(range: parameter.range, decays: parameter.decays, rateShare: parameter.rateShare) {
            write($0.pointer)
        }
    }

    /// Of W = V/σ(V): ∂V = (∂W − ⟨∂W, W⟩·∂σ/∂V)/σ.
    private func weightTile(_ place: Int, _ layer: Int, _ memories: [Memory]) -> GradientTile<Scalar> {
        let (parameter, convolution) = (layers[layer - 1].weights[place], convolutions[place])
        let (weight, norm) = (derived(layer).weights[place], derived(layer).norms[place])
        return GradientTile(range: parameter.range, decays: parameter.decays) { result in
            result.fill(0)
            self.withTaps { taps in
                for memory in memories {
                    for n in 0..<memory.point.rows {
                        convolution.addWeightGradient(
                            memory.input(place).row(n), delta: memory.delta(place).row(n), taps: taps,
                            to: result.pointer)
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

    private func biasTile(_ place: Int, _ layer: Int, _ memories: [Memory]) -> GradientTile<Scalar> {
        let (parameter, convolution) = (layers[layer - 1].biases[place], convolutions[place])
        return GradientTile(range: parameter.range, decays: parameter.decays) { result in
            result.fill(0)
            for memory in memories {
                for n in 0..<memory.point.rows {
                    convolution.addBiasGradient(delta: memory.delta(place).row(n), to: result.pointer)
                }
            }
        }
    }
}
