import Tensors

extension CouplingNetwork {
    /// Takes `scratch.outputDelta`, ∂/∂[a; t], back to x_a, whose gradient is added to `delta`; adds the parameters'.
    func backward(
        _ x: UnsafePointer<Scalar>, stride: Int, _ chunk: CouplingRecord<Scalar>.Chunk,
        into delta: UnsafeMutablePointer<Scalar>, _ values: Matrix<Scalar>, gradient: Matrix<Scalar>,
        _ scratch: CouplingScratch<Scalar>
    ) {
        let (h1, h2, d2, taps) = (chunk.hidden1, chunk.hidden2, scratch.delta2, scratch.taps)
        let (rows, width) = (h1.rows, h1.columns)
        border?.backward(
            chunk.raw, scratch.outputDelta.view(offset: 0, rows: outputs, columns: chunk.scaleShift.columns), values,
            gradient: gradient)
        lastBackward(chunk, gradient, scratch)
        Scalar.kernels.products.outerProduct(
            taps.pointer, taps.columns, h2.pointer, width, rows, gradient.pointer + last.offset, 9, outputs, hidden,
            9 * hidden, 1, hidden, nil)
        Scalar.kernels.products.product(
            taps.pointer, taps.columns, values.pointer + last.offset, 0, 9, outputs, hidden, 9 * hidden, d2.pointer,
            width, rows, hidden, nil, 0, h2.pointer, 0)
        Scalar.kernels.products.columnSums(d2.pointer, width, rows, gradient.pointer + middleBias.offset, hidden)
        middleBackward(h1, rows, values, gradient, scratch)
        firstBackward(x, stride: stride, chunk.images.count, into: delta, values, gradient, scratch)
    }

    /// ∂[a; t] to the taps' gradients.
    private func lastBackward(
        _ chunk: CouplingRecord<Scalar>.Chunk, _ gradient: Matrix<Scalar>, _ scratch: CouplingScratch<Scalar>
    ) {
        let (delta, columns) = (scratch.outputDelta, chunk.scaleShift.columns)
        if lastBias.isLearnt {
            Scalar.kernels.flow.channelSums(delta.pointer, gradient.pointer + lastBias.offset, outputs, columns)
        }
        for image in 0..<chunk.images.count {
            Scalar.kernels.patches.spreadTaps(
                delta.pointer + image * footprint.outputs.count, columns, outputs, footprint.outputs.count,
                footprint.origins, footprint.hidden.count, scratch.outputRows.pointer,
                scratch.taps.row(image * footprint.hidden.count), scratch.taps.columns)
        }
    }

    /// ∂h₂, masked, to ∂h₁, masked.
    private func middleBackward(
        _ h1: Matrix<Scalar>, _ rows: Int, _ values: Matrix<Scalar>, _ gradient: Matrix<Scalar>,
        _ scratch: CouplingScratch<Scalar>
    ) {
        let (d1, d2, width) = (scratch.delta1, scratch.delta2, h1.columns)
        let (weight, slope) = (values.pointer + middle.offset, gradient.pointer + middle.offset)
        guard weights.middle.rows == 0 else {
            Scalar.kernels.products.outerProduct(
                d2.pointer, width, h1.pointer, width, rows, slope, 1, hidden, 0, hidden, 1, hidden, nil)
            return Scalar.kernels.products.product(
                d2.pointer, width, weight, 0, 1, hidden, 0, hidden, d1.pointer, width, rows, hidden, nil, 0,
                h1.pointer, 0)
        }
        Scalar.gemm(
            transposeA: true, transposeB: false, m: hidden, n: hidden, k: rows, alpha: 1, a: d2.pointer, lda: width,
            b: h1.pointer, ldb: width, beta: 1, c: slope, ldc: hidden)
        Scalar.gemm(
            transposeA: false, transposeB: false, m: rows, n: hidden, k: hidden, alpha: 1, a: d2.pointer, lda: width,
            b: weight, ldb: hidden, beta: 0, c: d1.pointer, ldc: width)
        Scalar.kernels.products.maskRows(d1.pointer, h1.pointer, width, rows, hidden)
    }

    /// ∂h₁ to the first weights, and to x_a.
    private func firstBackward(
        _ x: UnsafePointer<Scalar>, stride: Int, _ images: Int, into delta: UnsafeMutablePointer<Scalar>,
        _ values: Matrix<Scalar>, _ gradient: Matrix<Scalar>, _ scratch: CouplingScratch<Scalar>
    ) {
        let (d1, patches, places) = (scratch.delta1, scratch.patches, footprint.hidden.count)
        let (rows, width, slope) = (images * places, d1.columns, gradient.pointer + first.offset)
        gather(x, stride: stride, images: images, scratch)
        Scalar.kernels.products.outerProduct(
            patches.pointer, patches.columns, d1.pointer, width, rows, slope, 1, 9 * inputs, 0, 1, first.columns,
            hidden, gradient.pointer + firstBias.offset)
        Scalar.kernels.products.product(
            d1.pointer, width, values.pointer + first.offset, 0, 1, hidden, 0, first.columns, patches.pointer,
            patches.columns, rows, 9 * inputs, nil, 0, nil, 0)
        for image in 0..<images {
            Scalar.kernels.patches.scatterPatches(
                patches.row(image * places), patches.columns, footprint.hidden, places, scratch.bordered.pointer,
                delta + image * pixels, stride, inputs, footprint.shape.height, footprint.shape.width)
        }
        guard let condition else { return }
        // What all images see alike takes the sum of what they send back.
        for image in 1..<max(1, images) {
            Scalar.addScaled(d1.pointer, d1.row(image * places), scale: 1, count: places * width)
        }
        Scalar.kernels.products.outerProduct(
            condition.pointer, condition.columns, d1.pointer, width, places, slope + 9 * inputs, 1, condition.columns,
            0, 1, first.columns, hidden, nil)
    }
}
