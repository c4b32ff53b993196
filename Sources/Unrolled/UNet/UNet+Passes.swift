import Tensors

extension UNet {
    /// Activations of each place, then their gradients: (B, channels · pixels) each.
    public var layerMemory: [Int] {
        let sizes = places.map { place in
            let sides = sides(place.level)
            return place.channels * sides.height * sides.width
        }
        return sizes + sizes
    }

    /// Few, so that small batches have work for several threads.
    public func shardSize(samples: Int) -> Int { 8 }

    private typealias Memory = [Matrix<Scalar>]

    /// Images of a level that go through a convolution together: of small ones many, as each product reads all weights.
    private func chunks(_ samples: Int, _ convolution: PaddedConvolution) -> [Range<Int>] {
        Workers.ranges(samples, size: max(1, 1024 / convolution.pixels))
    }

    /// Scratch memory for a convolution of some images: its input and output channel by channel, and the taps.
    private func withScratch(
        _ convolution: PaddedConvolution, images: Int,
        _ body: (
            _ input: UnsafeMutablePointer<Scalar>, _ output: UnsafeMutablePointer<Scalar>,
            _ taps: UnsafeMutablePointer<Scalar>
        ) -> Void
    ) {
        let columns = images * convolution.pixels
        let (inputs, outputs) = (convolution.inputs * columns, convolution.outputs * columns)
        withUnsafeTemporaryAllocation(
            of: Scalar.self, capacity: inputs + outputs + convolution.tapCount(images: images)
        ) { buffer in
            guard let base = buffer.baseAddress else { return }
            body(base, base + inputs, base + inputs + outputs)
        }
    }

    /// x: (B, planes · pixels); y: the same.
    public func forward(layer: Int, _ x: Matrix<Scalar>, _ trajectory: Trajectory<Scalar>) {
        let memory = trajectory.memory[0]
        memory[0].assign(from: x)
        for step in steps {
            switch step {
            case .convolve(let index, let from, let to): convolve(index, memory[from.index], memory[to.index])
            case .pool(let from, let to):
                let sides = sides(from.level)
                Scalar.kernels.pooling.maximum(
                    memory[from.index].pointer, memory[to.index].pointer, x.rows * from.channels, sides.height,
                    sides.width)
            case .join(let low, let beside, let to): join(low, beside, to, memory)
            case .finish(let from): finish(memory[from.index], x, into: trajectory.outputs[1])
            }
        }
    }

    private func convolve(_ index: Int, _ input: Matrix<Scalar>, _ output: Matrix<Scalar>) {
        let (convolution, flow) = (convolutions[index], Scalar.kernels.flow)
        for range in chunks(input.rows, convolution) {
            withScratch(convolution, images: range.count) { x, y, taps in
                flow.channelsFromRows(
                    input.row(range.lowerBound), input.columns, x, convolution.inputs, range.count, convolution.pixels)
                convolution.forward(
                    x, weight: values.pointer + weights[index].offset, bias: values.pointer + biases[index].offset,
                    images: range.count, taps: taps, into: y)
                Scalar.rectify(y, count: convolution.outputs * range.count * convolution.pixels)
                flow.rowsFromChannels(
                    y, output.row(range.lowerBound), output.columns, convolution.outputs, range.count,
                    convolution.pixels)
            }
        }
    }

    private func join(_ low: Place, _ beside: Place, _ to: Place, _ memory: [Matrix<Scalar>]) {
        let sides = sides(to.level)
        let up = low.channels * sides.height * sides.width
        for n in 0..<memory[to.index].rows {
            Scalar.kernels.pooling.repeatPixels(
                memory[low.index].row(n), memory[to.index].row(n), low.channels, sides.height, sides.width)
            (memory[to.index].row(n) + up).update(
                from: memory[beside.index].row(n), count: memory[beside.index].columns)
        }
    }

    /// y = x + b + W·z.
    private func finish(_ z: Matrix<Scalar>, _ x: Matrix<Scalar>, into y: Matrix<Scalar>) {
        let (planes, pixels, channels) = (settings.planes, settings.height * settings.width, last.weight.columns)
        for n in 0..<x.rows {
            Scalar.kernels.flow.fillChannels(y.row(n), values.pointer + last.bias.offset, planes, pixels)
            Scalar.gemm(
                transposeA: false, transposeB: false, m: planes, n: pixels, k: channels, alpha: 1,
                a: values.pointer + last.weight.offset, lda: channels, b: z.row(n), ldb: pixels, beta: 1, c: y.row(n),
                ldc: pixels)
        }
        Scalar.addScaled(y.pointer, x.pointer, scale: 1, count: y.count)
    }

    /// ∂𝓛/∂y back to the gradient at each place.
    public func backward(layer: Int, _ x: Matrix<Scalar>, _ trajectory: Trajectory<Scalar>, passesOn: Bool) {
        let memory = Array(trajectory.memory[0].prefix(places.count))
        let deltas = Array(trajectory.memory[0].suffix(places.count))
        for delta in deltas { delta.fill(0) }
        for step in steps.reversed() {
            switch step {
            case .finish(let from): finishBackward(trajectory.gradients[0], deltas[from.index])
            case .convolve(let index, let from, let to):
                Scalar.rectifyBackward(
                    memory[to.index].pointer, gradient: deltas[to.index].pointer, count: deltas[to.index].count)
                if from.index > 0 { convolveBackward(index, deltas[to.index], deltas[from.index]) }
            case .pool(let from, let to):
                let sides = sides(from.level)
                Scalar.kernels.pooling.maximumBackward(
                    memory[from.index].pointer, deltas[to.index].pointer, deltas[from.index].pointer,
                    x.rows * from.channels, sides.height, sides.width)
            case .join(let low, let beside, let to): joinBackward(low, beside, to, deltas)
            }
        }
    }

    private func finishBackward(_ gradient: Matrix<Scalar>, _ below: Matrix<Scalar>) {
        let (planes, pixels, channels) = (settings.planes, settings.height * settings.width, last.weight.columns)
        for n in 0..<gradient.rows {
            Scalar.gemm(
                transposeA: true, transposeB: false, m: channels, n: pixels, k: planes, alpha: 1,
                a: values.pointer + last.weight.offset, lda: channels, b: gradient.row(n), ldb: pixels, beta: 1,
                c: below.row(n), ldc: pixels)
        }
    }

    private func convolveBackward(_ index: Int, _ delta: Matrix<Scalar>, _ below: Matrix<Scalar>) {
        let (convolution, flow) = (convolutions[index], Scalar.kernels.flow)
        for range in chunks(delta.rows, convolution) {
            withScratch(convolution, images: range.count) { x, y, taps in
                flow.channelsFromRows(
                    delta.row(range.lowerBound), delta.columns, y, convolution.outputs, range.count, convolution.pixels)
                flow.channelsFromRows(
                    below.row(range.lowerBound), below.columns, x, convolution.inputs, range.count, convolution.pixels)
                convolution.backward(
                    y, weight: values.pointer + weights[index].offset, images: range.count, taps: taps, addingTo: x)
                flow.rowsFromChannels(
                    x, below.row(range.lowerBound), below.columns, convolution.inputs, range.count, convolution.pixels)
            }
        }
    }

    private func joinBackward(_ low: Place, _ beside: Place, _ to: Place, _ deltas: [Matrix<Scalar>]) {
        let sides = sides(to.level)
        let up = low.channels * sides.height * sides.width
        for n in 0..<deltas[to.index].rows {
            Scalar.kernels.pooling.repeatPixelsBackward(
                deltas[to.index].row(n), deltas[low.index].row(n), low.channels, sides.height, sides.width)
            Scalar.addScaled(
                deltas[beside.index].row(n), deltas[to.index].row(n) + up, scale: 1, count: deltas[beside.index].columns
            )
        }
    }

    public func gradientTiles(
        _ x: Matrix<Scalar>, _ trajectory: Trajectory<Scalar>, layers: ClosedRange<Int>
    ) -> [GradientTile<Scalar>] {
        let (memory, count, gradient) = (trajectory.memory[0], places.count, trajectory.gradients[0])
        func tile(_ parameter: Parameter, _ write: @escaping (Matrix<Scalar>) -> Void) -> GradientTile<Scalar> {
            GradientTile(range: parameter.range, decays: parameter.decays) { result in
                result.fill(0)
                write(result)
            }
        }
        return steps.flatMap { step -> [GradientTile<Scalar>] in
            switch step {
            case .convolve(let index, let from, let to):
                let delta = memory[count + to.index]
                return [
                    tile(weights[index]) { self.addWeightGradient(index, memory[from.index], delta, to: $0) },
                    tile(biases[index]) { self.addChannelSums(delta, self.convolutions[index].outputs, to: $0) },
                ]
            case .finish(let from):
                return [
                    tile(last.weight) { self.addLastGradient(memory[from.index], gradient, to: $0) },
                    tile(last.bias) { self.addChannelSums(gradient, self.settings.planes, to: $0) },
                ]
            default: return []
            }
        }
    }

    private func addWeightGradient(
        _ index: Int, _ input: Matrix<Scalar>, _ delta: Matrix<Scalar>, to result: Matrix<Scalar>
    ) {
        let (convolution, flow) = (convolutions[index], Scalar.kernels.flow)
        for range in chunks(input.rows, convolution) {
            withScratch(convolution, images: range.count) { x, y, taps in
                flow.channelsFromRows(
                    input.row(range.lowerBound), input.columns, x, convolution.inputs, range.count, convolution.pixels)
                flow.channelsFromRows(
                    delta.row(range.lowerBound), delta.columns, y, convolution.outputs, range.count, convolution.pixels)
                convolution.gather(x, images: range.count, into: taps)
                convolution.addWeightGradient(y, taps: taps, images: range.count, to: result.pointer)
            }
        }
    }

    /// The sums over pixels and samples of each of some channels.
    private func addChannelSums(_ delta: Matrix<Scalar>, _ channels: Int, to result: Matrix<Scalar>) {
        for n in 0..<delta.rows {
            Scalar.kernels.flow.channelSums(delta.row(n), result.pointer, channels, delta.columns / channels)
        }
    }

    private func addLastGradient(_ z: Matrix<Scalar>, _ gradient: Matrix<Scalar>, to result: Matrix<Scalar>) {
        let (planes, pixels, channels) = (settings.planes, settings.height * settings.width, last.weight.columns)
        for n in 0..<z.rows {
            Scalar.gemm(
                transposeA: false, transposeB: true, m: planes, n: channels, k: pixels, alpha: 1, a: gradient.row(n),
                lda: pixels, b: z.row(n), ldb: pixels, beta: 1, c: result.pointer, ldc: channels)
        }
    }
}
