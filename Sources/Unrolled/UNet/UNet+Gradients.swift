import Tensors

/// The parameters' gradients.
extension UNet {
    public func gradientTiles(
        _ x: Matrix<Scalar>, _ trajectory: Trajectory<Scalar>, layers: ClosedRange<Int>
    ) -> [GradientTile<Scalar>] {
        let (memory, count, gradient) = (trajectory.memory[0], places.count, trajectory.gradients[0])
        return steps.flatMap { step -> [GradientTile<Scalar>] in
            switch step {
            case .convolve(let index, let from, let to):
                let delta = memory[count + to.index]
                return [
                    GradientTile(summing: weights[index]) {
                        self.addWeightGradient(index, memory[from.index], delta, to: $0)
                    },
                    GradientTile(summing: biases[index]) {
                        self.addChannelSums(delta, self.convolutions[index].outputs, to: $0)
                    },
                ]
            case .finish(let from):
                return [
                    GradientTile(summing: last.weight) { self.addLastGradient(memory[from.index], gradient, to: $0) },
                    GradientTile(summing: last.bias) { self.addChannelSums(gradient, self.settings.planes, to: $0) },
                ]
            default: return []
            }
        }
    }

    private func addWeightGradient(
        _ index: Int, _ input: Matrix<Scalar>, _ delta: Matrix<Scalar>, to result: Matrix<Scalar>
    ) {
        convolutions[index].forEachChunk(of: input.rows) { (chunk: ConvolutionChunk<Scalar>) in
            chunk.load(input: input)
            chunk.load(output: delta)
            chunk.convolution.gather(chunk.input, images: chunk.images, into: chunk.taps)
            chunk.convolution.addWeightGradient(
                chunk.output, taps: chunk.taps, images: chunk.images, to: result.pointer)
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
