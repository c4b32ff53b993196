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
        convolutions[index].forEachChunk(of: input.rows) { (chunk: ConvolutionChunk<Scalar>) in
            chunk.load(input: input)
            chunk.convolution.forward(
                chunk.input, weight: values.pointer + weights[index].offset,
                bias: values.pointer + biases[index].offset, images: chunk.images, taps: chunk.taps,
                into: chunk.output)
            chunk.store(output: output)
        }
        Scalar.rectify(output.pointer, count: output.count)
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
        convolutions[index].forEachChunk(of: delta.rows) { (chunk: ConvolutionChunk<Scalar>) in
            chunk.load(output: delta)
            chunk.load(input: below)
            chunk.convolution.backward(
                chunk.output, weight: values.pointer + weights[index].offset, images: chunk.images, taps: chunk.taps,
                addingTo: chunk.input)
            chunk.store(input: below)
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
}
