import Tensors

/// Some images of a batch on their way through a convolution.
struct ConvolutionChunk<Scalar: FlowScalar> {
    let convolution: PaddedConvolution
    let range: Range<Int>
    /// The convolution's input or the gradient in it, (I, images · pixels), and its output or the gradient in that, likewise.
    let input: UnsafeMutablePointer<Scalar>
    let output: UnsafeMutablePointer<Scalar>
    let taps: UnsafeMutablePointer<Scalar>

    var images: Int { range.count }

    func load(input rows: Matrix<Scalar>) { load(rows, convolution.inputs, into: input) }
    func load(output rows: Matrix<Scalar>) { load(rows, convolution.outputs, into: output) }
    func store(input rows: Matrix<Scalar>) { store(input, convolution.inputs, into: rows) }
    func store(output rows: Matrix<Scalar>) { store(output, convolution.outputs, into: rows) }

    private func load(_ rows: Matrix<Scalar>, _ channels: Int, into planes: UnsafeMutablePointer<Scalar>) {
        Scalar.kernels.flow.channelsFromRows(
            rows.row(range.lowerBound), rows.columns, planes, channels, images, convolution.pixels)
    }

    private func store(_ planes: UnsafeMutablePointer<Scalar>, _ channels: Int, into rows: Matrix<Scalar>) {
        Scalar.kernels.flow.rowsFromChannels(
            planes, rows.row(range.lowerBound), rows.columns, channels, images, convolution.pixels)
    }
}

extension PaddedConvolution {
    /// Images that go through it together: of small ones many, as each product reads all weights.
    func forEachChunk<Scalar: FlowScalar>(of samples: Int, _ body: (ConvolutionChunk<Scalar>) -> Void) {
        for range in Workers.ranges(samples, size: max(1, 1024 / pixels)) {
            let columns = range.count * pixels
            let (inputs, outputs) = (inputs * columns, outputs * columns)
            withUnsafeTemporaryAllocation(
                of: Scalar.self, capacity: inputs + outputs + tapCount(images: range.count)
            ) { buffer in
                guard let base = buffer.baseAddress else { return }
                body(
                    ConvolutionChunk(
                        convolution: self, range: range, input: base, output: base + inputs,
                        taps: base + inputs + outputs))
            }
        }
    }
}
