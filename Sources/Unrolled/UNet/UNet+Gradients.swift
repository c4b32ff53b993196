import Tensors

/// The parameters' gradients.
extension UNet {
    public func gradientTiles(
        _ x: Matrix<Scalar>, _ trajectory: Trajectory<Scalar>, layers: ClosedRange<Int>
    ) -> [GradientTile<Scalar>] {
        let (memory, count) = (trajectory.memory[0], places.count)
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
                let gradient = memory[count]
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
        let pairs = blocks(of: input.rows).map {
            (
                input: UnsafePointer(input.row($0.lowerBound)), delta: UnsafePointer(delta.row($0.lowerBound)),
                images: $0.count
            )
        }
        scratch.borrow {
            convolutions[index].addWeightGradient(of: pairs, scratch: $0.pointer, to: result.pointer)
        }
    }

    /// The sums over pixels and samples of each of some channels.
    private func addChannelSums(_ delta: Matrix<Scalar>, _ channels: Int, to result: Matrix<Scalar>) {
        for range in blocks(of: delta.rows) {
            Scalar.kernels.flow.channelSums(
                delta.row(range.lowerBound), result.pointer, channels, delta.columns / channels * range.count)
        }
    }

    private func addLastGradient(_ z: Matrix<Scalar>, _ gradient: Matrix<Scalar>, to result: Matrix<Scalar>) {
        let channels = last.weight.columns
        for range in blocks(of: z.rows) {
            let columns = pixels(0) * range.count
            Scalar.gemm(
                transposeA: false, transposeB: true, m: settings.planes, n: channels, k: columns, alpha: 1,
                a: gradient.row(range.lowerBound), lda: columns, b: z.row(range.lowerBound), ldb: columns, beta: 1,
                c: result.pointer, ldc: channels)
        }
    }
}
