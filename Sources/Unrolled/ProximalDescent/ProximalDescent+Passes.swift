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

    /// D(r).
    func denoise(_ layer: Int, _ memory: Memory, into output: Matrix<Scalar>) {
        switch settings.denoiser {
        case .soft: shrink(layer, memory, into: output)
        case .frame: shrinkInFrame(layer, memory, into: output)
        default: runNetwork(layer, memory, into: output)
        }
    }

    /// a·r + s·R(r), sample by sample: the planes of one stay in the cache.
    private func runNetwork(_ layer: Int, _ memory: Memory, into output: Matrix<Scalar>) {
        let (own, parts, last) = (derived(layer), layers[layer - 1], convolutions.count - 1)
        convolutions.withTaps(of: Scalar.self) { taps in
            for n in 0..<output.rows {
                for (place, convolution) in convolutions.enumerated() {
                    let result = memory.output(place)
                    convolution.forward(
                        memory.input(place).row(n), weight: own.weights[place].pointer,
                        bias: values.pointer + parts.biases[place].offset, taps: taps, into: result.row(n))
                    if place < last {
                        Scalar.rectify(result.row(n), count: result.columns)
                    } else if settings.denoiser.isClipped {
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
        switch settings.denoiser {
        case .soft: shrinkBackward(gradient, memory, output: output)
        case .frame: shrinkInFrameBackward(layer, gradient, memory)
        default: runNetworkBackward(layer, gradient, memory)
        }
    }

    private func runNetworkBackward(_ layer: Int, _ gradient: Matrix<Scalar>, _ memory: Memory) {
        let (own, point) = (derived(layer), memory.pointGradient)
        let (last, shares) = (convolutions.count - 1, settings.denoiser.shares)
        point.fill(0)
        if shares.identity != 0 {
            Scalar.addScaled(point.pointer, gradient.pointer, scale: Scalar(shares.identity), count: point.count)
        }
        memory.delta(last).fill(0)
        Scalar.addScaled(
            memory.delta(last).pointer, gradient.pointer, scale: Scalar(shares.network), count: gradient.count)
        if settings.denoiser.isClipped {
            Scalar.kernels.circular.clipBackward(
                memory.output(last).pointer, Scalar(settings.range), memory.delta(last).pointer, gradient.count)
        }
        for place in 0..<last { memory.delta(place).fill(0) }
        convolutions.withTaps(of: Scalar.self) { taps in
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
}
