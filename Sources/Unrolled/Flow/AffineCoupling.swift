import Tensors

/// Affine coupling of x = [x_a; x_b], the halves of the channels: y_a = x_a, y_b = s ⊙ (x_b + t), where
/// [a; t] = gate ⊙ NN(x_a) and s = s_min + (1 − s_min)·sigmoid(a + 2). log|det| = Σ log s, for each image.
///
/// Matrices are (C, B·pixels) and are changed in place: their first half stays.
public struct AffineCoupling<Scalar: FlowScalar>: Sendable {
    /// The network NN.
    public let network: CouplingNetwork<Scalar>
    /// s_min.
    public let minimumScale: Scalar
    /// (1, pixels), or nil where the coupling acts everywhere.
    public let gate: Matrix<Scalar>?

    private var half: Int { network.outputs / 2 }
    private var pixels: Int { network.pixels }

    /// x becomes y; adds Σ log s to `logDeterminant` (B) where it is given.
    public func forward(
        _ x: Matrix<Scalar>, _ record: CouplingRecord<Scalar>, logDeterminant: UnsafeMutablePointer<Double>?,
        _ values: Matrix<Scalar>, _ scratch: CouplingScratch<Scalar>
    ) {
        for chunk in record.chunks {
            let start = x.pointer + chunk.images.lowerBound * pixels
            network.forward(start, stride: x.columns, chunk, values, scratch)
            Scalar.flow.coupling(
                chunk.scaleShift.pointer, gate?.pointer, start + half * x.columns, x.columns, half, chunk.images.count,
                pixels, minimumScale, logDeterminant.map { $0 + chunk.images.lowerBound })
        }
    }

    /// y becomes x: x_b = y_b/s − t.
    public func inverse(
        _ y: Matrix<Scalar>, _ record: CouplingRecord<Scalar>, _ values: Matrix<Scalar>,
        _ scratch: CouplingScratch<Scalar>
    ) {
        for chunk in record.chunks {
            let start = y.pointer + chunk.images.lowerBound * pixels
            network.forward(start, stride: y.columns, chunk, values, scratch)
            Scalar.flow.couplingInverse(
                chunk.scaleShift.pointer, gate?.pointer, start + half * y.columns, y.columns, half,
                chunk.images.count, pixels, minimumScale)
        }
    }

    /// Of the forward direction: `delta` holds ∂/∂y and receives ∂/∂x. With x_b + t = y_b/s:
    ///
    ///     ∂x_b = s·∂y_b     ∂s = (∂y_b·y_b + ∂log|det|)/s     ∂t = gate·s·∂y_b     ∂a = gate·∂s·(s − s_min)(1 − s)/(1 − s_min)
    ///
    /// - Parameter logDeterminantGradient: ∂/∂log|det| of each image.
    public func encodeBackward(
        output y: Matrix<Scalar>, _ record: CouplingRecord<Scalar>, _ delta: Matrix<Scalar>,
        logDeterminantGradient: UnsafePointer<Double>?, _ values: Matrix<Scalar>, gradient: Matrix<Scalar>,
        _ scratch: CouplingScratch<Scalar>
    ) {
        for chunk in record.chunks {
            let place = chunk.images.lowerBound * pixels
            let tail = place + half * y.columns
            Scalar.flow.couplingEncodeBackward(
                chunk.scaleShift.pointer, gate?.pointer, y.pointer + tail, delta.pointer + tail, y.columns,
                scratch.outputDelta.pointer, half, chunk.images.count, pixels, minimumScale,
                logDeterminantGradient.map { $0 + chunk.images.lowerBound })
            network.backward(
                y.pointer + place, stride: y.columns, chunk, into: delta.pointer + place, values, gradient: gradient,
                scratch)
        }
    }

    /// Of the inverse direction: `delta` holds ∂/∂x and receives ∂/∂y.
    ///
    ///     ∂y_b = ∂x_b/s     ∂s = −∂x_b·y_b/s²     ∂t = −gate·∂x_b
    public func decodeBackward(
        output y: Matrix<Scalar>, _ record: CouplingRecord<Scalar>, _ delta: Matrix<Scalar>,
        _ values: Matrix<Scalar>, gradient: Matrix<Scalar>, _ scratch: CouplingScratch<Scalar>
    ) {
        for chunk in record.chunks {
            let place = chunk.images.lowerBound * pixels
            let tail = place + half * y.columns
            Scalar.flow.couplingDecodeBackward(
                chunk.scaleShift.pointer, gate?.pointer, y.pointer + tail, delta.pointer + tail, y.columns,
                scratch.outputDelta.pointer, half, chunk.images.count, pixels, minimumScale)
            network.backward(
                y.pointer + place, stride: y.columns, chunk, into: delta.pointer + place, values, gradient: gradient,
                scratch)
        }
    }
}
