import Foundation
import Tensors

extension UnrolledOAMP {
    /// What a layer keeps of its samples, in the order of `layerMemory`.
    struct Memory {
        /// s_{l−1}, (B, 2N).
        let state: Matrix<Scalar>
        /// r, (B, 2N).
        let point: Matrix<Scalar>
        /// The residual, then what V is applied to; Vᴴ∂r; scratch memory: (B, 2M) each.
        let filtered: Matrix<Scalar>
        let turned: Matrix<Scalar>
        let scratch: Matrix<Scalar>
        /// v², τ, ln τ less its mean, and the divergence, (B, 1) each.
        let variance: Matrix<Scalar>
        let deviation: Matrix<Scalar>
        let level: Matrix<Scalar>
        let divergence: Matrix<Scalar>
        /// w and w′, (B, N) each.
        let weight: Matrix<Scalar>
        let slope: Matrix<Scalar>
        /// ∂𝓛/∂r, ∂𝓛/∂s_{l−1}, and the part of ∂𝓛/∂r that comes through s_l, (B, 2N) each.
        let pointGradient: Matrix<Scalar>
        let stateGradient: Matrix<Scalar>
        let handedGradient: Matrix<Scalar>
        /// ∂𝓛/∂τ², (B, 1).
        let varianceGradient: Matrix<Scalar>
        /// R's planes and what its convolutions give, rectified but the last; their gradients. None without R.
        let activations: ArraySlice<Matrix<Scalar>>
        let deltas: ArraySlice<Matrix<Scalar>>

        init(_ all: [Matrix<Scalar>]) {
            (state, point, filtered, turned, scratch) = (all[0], all[1], all[2], all[3], all[4])
            (variance, deviation, level, divergence) = (all[5], all[6], all[7], all[8])
            (weight, slope, pointGradient, stateGradient, handedGradient) = (all[9], all[10], all[11], all[12], all[13])
            varianceGradient = all[14]
            let middle = 15 + (all.count - 15) / 2
            (activations, deltas) = (all[15..<middle], all[middle...])
        }

        /// A layer of which these are kept alone; all else is `others`'s and not looked at.
        static func boundary(
            _ others: [Matrix<Scalar>], point: Matrix<Scalar>, divergence: Matrix<Scalar>,
            handedGradient: Matrix<Scalar>
        ) -> [Matrix<Scalar>] {
            var all = others
            (all[1], all[8], all[13]) = (point, divergence, handedGradient)
            return all
        }

        /// R's planes at 0, what convolution k gives at k.
        func activation(_ place: Int) -> Matrix<Scalar> { activations[activations.startIndex + place] }
        func delta(_ place: Int) -> Matrix<Scalar> { deltas[deltas.startIndex + place] }
    }

    public var layerMemory: [Int] {
        let (scene, rotated) = (dimension, 2 * estimator.measurements)
        let planes = convolutions.isEmpty ? [] : [4 * pixels] + convolutions.map { $0.outputs * pixels }
        return [scene, scene, rotated, rotated, rotated, 1, 1, 1, 1, pixels, pixels, scene, scene, scene, 1] + planes
            + planes
    }

    /// Few, so that small batches have work for several threads: what is done is of single images.
    public func shardSize(samples: Int) -> Int { 4 }

    /// x̃: (B, 2M); ĉ_l: (B, 2N).
    public func forward(layer: Int, _ x: Matrix<Scalar>, _ trajectory: Trajectory<Scalar>) {
        let memory = Memory(trajectory.memory[layer - 1])
        let (input, output) = (trajectory.inputs[layer - 1], trajectory.outputs[layer])
        memory.state.assign(from: input)
        if layer > 1 {
            correct(layer - 1, Memory(trajectory.memory[layer - 2]), memory.state)
        }
        estimator.residual(x, memory.state, into: memory.filtered)
        if !keepsVariances || memory.deviation.pointer[0] == 0 { setVariances(layer, memory) }
        estimator.forward(
            memory.state, residual: memory.filtered, variances: variances(memory), step: step(layer), into: memory.point
        )
        denoise(layer, memory, into: output)
    }

    /// ĉ_l to s_l = φ_l·(ĉ_l − ξ_l·r_l), in place; `memory` is layer l's.
    func correct(_ layer: Int, _ memory: Memory, _ state: Matrix<Scalar>) {
        for n in 0..<state.rows {
            let own = correction(layer, divergence: Double(memory.divergence.pointer[n]))
            Scalar.scaleByOnePlus(Scalar(own.scale - 1), state.row(n), count: dimension)
            Scalar.addScaled(state.row(n), memory.point.row(n), scale: Scalar(-own.scale * own.share), count: dimension)
        }
    }

    /// v² and τ of each sample, from its residual.
    private func setVariances(_ layer: Int, _ memory: Memory) {
        for n in 0..<memory.filtered.rows {
            let square = Scalar.sumOfSquares(memory.filtered.row(n), count: memory.filtered.columns)
            let variance = estimator.variance(ofResidual: square)
            let output = max(estimator.outputVariance(variance, step: step(layer)), estimator.leastVariance)
            memory.variance.pointer[n] = Scalar(variance)
            memory.deviation.pointer[n] = Scalar(output.squareRoot())
            memory.level.pointer[n] = Scalar(log(output) / 2 - settings.meanLevel)
        }
    }

    private func variances(_ memory: Memory) -> [Double] {
        (0..<memory.variance.rows).map { Double(memory.variance.pointer[$0]) }
    }

    /// ĉ from r.
    func denoise(_ layer: Int, _ memory: Memory, into output: Matrix<Scalar>) {
        let (kernels, rows) = (Scalar.kernels.radial, output.rows)
        weigh(layer, memory.point, deviations: memory.deviation, weight: memory.weight, slope: memory.slope)
        kernels.apply(memory.point.pointer, memory.weight.pointer, output.pointer, rows, pixels)
        if !keepsDivergence || memory.divergence.pointer[0] == 0 {
            kernels.divergence(
                memory.point.pointer, memory.weight.pointer, memory.slope.pointer, memory.divergence.pointer, rows,
                pixels)
            for n in 0..<rows { memory.divergence.pointer[n] = min(memory.divergence.pointer[n], 0.95) }
        }
        guard !convolutions.isEmpty else { return }
        kernels.planes(
            memory.point.pointer, memory.deviation.pointer, memory.level.pointer, memory.activation(0).pointer, rows,
            pixels)
        let parts = layers[layer - 1]
        convolutions.withTaps(of: Scalar.self) { taps in
            for n in 0..<rows {
                for (place, convolution) in convolutions.enumerated() {
                    let result = memory.activation(place + 1)
                    convolution.forward(
                        memory.activation(place).row(n), weight: values.pointer + parts.weights[place].offset,
                        bias: values.pointer + parts.biases[place].offset, taps: taps, into: result.row(n))
                    if place < convolutions.count - 1 { Scalar.rectify(result.row(n), count: result.columns) }
                }
                Scalar.addScaled(
                    output.row(n), memory.activation(convolutions.count).row(n), scale: memory.deviation.pointer[n],
                    count: dimension)
            }
        }
    }

    /// r_l of the samples that went forward.
    public func point(_ layer: Int, _ trajectory: Trajectory<Scalar>) -> Matrix<Scalar> {
        Memory(trajectory.memory[layer - 1]).point
    }

    /// s_{l−1} of the samples that went forward: what layer l began with.
    public func state(_ layer: Int, _ trajectory: Trajectory<Scalar>) -> Matrix<Scalar> {
        Memory(trajectory.memory[layer - 1]).state
    }

    /// v² and τ² that layer l took its samples to have, (B) each.
    public func variances(_ layer: Int, _ trajectory: Trajectory<Scalar>) -> (state: [Double], point: [Double]) {
        let memory = Memory(trajectory.memory[layer - 1])
        return (
            variances(memory), (0..<memory.deviation.rows).map { pow(Double(memory.deviation.pointer[$0]), 2) }
        )
    }

    /// τ_l of each of these samples.
    public func deviations(_ layer: Int, _ trajectory: Trajectory<Scalar>) -> [Double] {
        Memory(trajectory.memory[layer - 1]).deviation.values.map { Double($0) }
    }

    public func startBackward(_ trajectory: Trajectory<Scalar>, layers: ClosedRange<Int>) {
        Memory(trajectory.memory[layers.upperBound - 1]).handedGradient.fill(0)
    }

    /// ∂𝓛/∂ĉ_l to ∂𝓛/∂r and ∂𝓛/∂s_{l−1}, which are kept; ∂𝓛/∂ĉ_{l−1} += φ·∂𝓛/∂s_{l−1}.
    public func backward(layer: Int, _ x: Matrix<Scalar>, _ trajectory: Trajectory<Scalar>, passesOn: Bool) {
        let (memory, gradient) = (Memory(trajectory.memory[layer - 1]), trajectory.gradients[layer - 1])
        memory.pointGradient.assign(from: memory.handedGradient)
        Scalar.kernels.radial.backward(
            memory.point.pointer, memory.weight.pointer, memory.slope.pointer, gradient.pointer,
            memory.pointGradient.pointer, gradient.rows, pixels)
        settings.denoiser.varianceSlopes(
            memory.point, deviations: memory.deviation, weight: memory.weight, slope: memory.slope, gradient: gradient,
            isOfRatio: settings.knots != nil, into: memory.varianceGradient)
        if !convolutions.isEmpty { convolutionsBackward(layer, gradient, memory) }
        estimator.backward(
            memory.pointGradient, filtered: memory.filtered, variances: variances(memory),
            outputGradients: memory.varianceGradient.values.map { Double($0) }, step: step(layer),
            turned: memory.turned, scratch: memory.scratch, into: memory.stateGradient)
        guard passesOn else { return }
        let below = Memory(trajectory.memory[layer - 2])
        below.handedGradient.fill(0)
        for n in 0..<gradient.rows {
            let own = correction(layer - 1, divergence: Double(below.divergence.pointer[n]))
            Scalar.addScaled(
                trajectory.gradients[layer - 2].row(n), memory.stateGradient.row(n), scale: Scalar(own.scale),
                count: dimension)
            Scalar.addScaled(
                below.handedGradient.row(n), memory.stateGradient.row(n), scale: Scalar(-own.scale * own.share),
                count: dimension)
        }
    }

    /// τ·∂𝓛/∂ĉ back through R, to ∂𝓛/∂r and ∂𝓛/∂τ².
    private func convolutionsBackward(_ layer: Int, _ gradient: Matrix<Scalar>, _ memory: Memory) {
        let (parts, last) = (layers[layer - 1], convolutions.count)
        for place in 0...last { memory.delta(place).fill(0) }
        convolutions.withTaps(of: Scalar.self) { taps in
            for n in 0..<gradient.rows {
                Scalar.addScaled(
                    memory.delta(last).row(n), gradient.row(n), scale: memory.deviation.pointer[n], count: dimension)
                for place in (1...last).reversed() {
                    let below = memory.delta(place - 1)
                    convolutions[place - 1].backward(
                        memory.delta(place).row(n), weight: values.pointer + parts.weights[place - 1].offset,
                        taps: taps, addingTo: below.row(n))
                    guard place > 1 else { continue }
                    Scalar.rectifyBackward(
                        memory.activation(place - 1).row(n), gradient: below.row(n), count: below.columns)
                }
            }
        }
        Scalar.kernels.radial.planesBackward(
            memory.activation(0).pointer, memory.deviation.pointer, memory.delta(0).pointer,
            memory.pointGradient.pointer, gradient.rows, pixels)
        let slopes = Matrix<Scalar>(rows: gradient.rows, columns: 1)
        Scalar.kernels.radial.planesSlopes(
            memory.activation(0).pointer, memory.delta(0).pointer, slopes.pointer, gradient.rows, pixels)
        for n in 0..<gradient.rows {
            // τ·∂/∂τ of τ·R and of the planes.
            let along = Scalar.innerProduct(
                memory.delta(last).row(n), memory.activation(last).row(n), count: dimension)
            let variance = memory.deviation.pointer[n] * memory.deviation.pointer[n]
            memory.varianceGradient.pointer[n] += (along + slopes.pointer[n]) / (2 * variance)
        }
    }
}
