import Tensors

/// Up to eight samples go through together, and their rows of a place's memory lie turned, as (channels, height, width, samples), so
/// that all loops run along samples.
extension UNet {
    /// Activations of each place, then their gradients: channels · pixels for each sample. In the place of the gradient in x is that
    /// in y.
    public var layerMemory: [Int] {
        let sizes = places.map { $0.channels * pixels($0.level) }
        return sizes + sizes
    }

    /// Few, so that small batches have work for several threads, and as many as convolutions take together.
    public func shardSize(samples: Int) -> Int { WinogradConvolution<Scalar>.imagesTogether }

    /// The samples that go through together.
    func blocks(of samples: Int) -> [Range<Int>] {
        Workers.ranges(samples, size: WinogradConvolution<Scalar>.imagesTogether)
    }

    /// x: (B, planes · pixels); y: the same.
    public func forward(layer: Int, _ x: Matrix<Scalar>, _ trajectory: Trajectory<Scalar>) {
        precondition(trajectory.firstRow % shardSize(samples: x.rows) == 0, "shards of whole blocks")
        scratch.borrow { scratch in
            for range in blocks(of: x.rows) {
                let memory = trajectory.memory[0].prefix(places.count).map { $0.row(range.lowerBound) }
                turn(x, range, into: memory[0])
                for step in steps { take(step, memory, samples: range.count, scratch.pointer) }
                finish(memory, range, scratch.pointer, into: trajectory.outputs[1])
            }
        }
    }

    private func take(
        _ step: Step, _ memory: [UnsafeMutablePointer<Scalar>], samples: Int, _ scratch: UnsafeMutablePointer<Scalar>
    ) {
        switch step {
        case .convolve(let index, let from, let to):
            convolutions[index].forward(
                memory[from.index], weight: values.pointer + weights[index].offset,
                transform: transforms.pointer + transformOffsets[index],
                bias: values.pointer + biases[index].offset, images: samples, scratch: scratch, into: memory[to.index])
        case .pool(let from, let to):
            let sides = sides(from.level)
            Scalar.kernels.pooling.maximum(
                memory[from.index], memory[to.index], from.channels, sides.height, sides.width, samples)
        case .join(let low, let beside, let to):
            let sides = sides(to.level)
            let up = low.channels * pixels(to.level) * samples
            Scalar.kernels.pooling.repeatPixels(
                memory[low.index], memory[to.index], low.channels, sides.height, sides.width, samples)
            (memory[to.index] + up).update(
                from: memory[beside.index], count: beside.channels * pixels(to.level) * samples)
        case .finish: break
        }
    }

    /// y = x + b + W·z.
    private func finish(
        _ memory: [UnsafeMutablePointer<Scalar>], _ range: Range<Int>, _ sum: UnsafeMutablePointer<Scalar>,
        into y: Matrix<Scalar>
    ) {
        let (channels, columns) = (last.weight.columns, pixels(0) * range.count)
        Scalar.kernels.flow.fillChannels(sum, values.pointer + last.bias.offset, settings.planes, columns)
        Scalar.product(
            m: settings.planes, n: columns, depth: channels, a: values.pointer + last.weight.offset,
            rowStep: channels, depthStep: 1, b: memory[places.count - 1], ldb: columns, adds: true, into: sum,
            ldc: columns)
        Scalar.addScaled(sum, memory[0], scale: 1, count: settings.planes * columns)
        Scalar.transpose(
            sum, ld: range.count, rows: y.columns, columns: range.count, into: y.row(range.lowerBound),
            ldOut: y.columns)
    }

    /// Some samples' rows of x as (planes, height, width, samples).
    private func turn(_ x: Matrix<Scalar>, _ range: Range<Int>, into block: UnsafeMutablePointer<Scalar>) {
        Scalar.transpose(
            x.row(range.lowerBound), ld: x.columns, rows: range.count, columns: x.columns, into: block,
            ldOut: range.count)
    }

    /// ∂𝓛/∂y back to the gradient at each place.
    public func backward(layer: Int, _ x: Matrix<Scalar>, _ trajectory: Trajectory<Scalar>, passesOn: Bool) {
        scratch.borrow { scratch in
            for range in blocks(of: x.rows) {
                let all = trajectory.memory[0].map { $0.row(range.lowerBound) }
                let (memory, deltas) = (Array(all.prefix(places.count)), Array(all.suffix(places.count)))
                turn(trajectory.gradients[0], range, into: deltas[0])
                for step in steps.reversed() {
                    takeBack(step, memory, deltas, samples: range.count, scratch.pointer)
                }
            }
        }
    }

    /// Writes the gradient where a step came from; a pool adds to what its join has written.
    private func takeBack(
        _ step: Step, _ memory: [UnsafeMutablePointer<Scalar>], _ deltas: [UnsafeMutablePointer<Scalar>], samples: Int,
        _ scratch: UnsafeMutablePointer<Scalar>
    ) {
        switch step {
        case .finish(let from):
            let columns = pixels(0) * samples
            Scalar.product(
                m: from.channels, n: columns, depth: settings.planes, a: values.pointer + last.weight.offset,
                rowStep: 1, depthStep: from.channels, b: deltas[0], ldb: columns, adds: false,
                into: deltas[from.index], ldc: columns)
        case .convolve(let index, let from, let to):
            Scalar.rectifyBackward(
                memory[to.index], gradient: deltas[to.index], count: to.channels * pixels(to.level) * samples)
            guard from.index > 0 else { return }
            convolutions[index].backward(
                deltas[to.index], weight: values.pointer + weights[index].offset,
                transform: transforms.pointer + transformOffsets[index], images: samples, scratch: scratch,
                into: deltas[from.index])
        case .pool(let from, let to):
            let sides = sides(from.level)
            Scalar.kernels.pooling.maximumBackward(
                memory[from.index], deltas[to.index], deltas[from.index], from.channels, sides.height, sides.width,
                samples)
        case .join(let low, let beside, let to):
            let sides = sides(to.level)
            Scalar.kernels.pooling.repeatPixelsBackward(
                deltas[to.index], deltas[low.index], low.channels, sides.height, sides.width, samples)
            deltas[beside.index].update(
                from: deltas[to.index] + low.channels * pixels(to.level) * samples,
                count: beside.channels * pixels(to.level) * samples)
        }
    }
}
