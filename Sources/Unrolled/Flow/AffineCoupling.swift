import Foundation
import Tensors

/// Affine coupling of x = [x_a; x_b], the halves of the channels: y_a = x_a, y_b = s ⊙ (x_b + t), where
/// [a; t] = NN(x_a) and s = s_min + (1 − s_min)·sigmoid(a + 2). log|det| = Σ log s, for each image.
///
/// Away from its footprint a = t = 0, so that y_b = s_0·x_b with s_0 = s_min + (1 − s_min)·sigmoid(2), as everywhere
/// where the coupling is closed. Matrices are (C, B·pixels) and are changed in place: their first half stays.
public struct AffineCoupling<Scalar: FlowScalar>: Sendable {
    /// The network NN.
    public let network: CouplingNetwork<Scalar>
    /// s_min.
    public let minimumScale: Scalar
    /// Whether it does anything.
    public let isOpen: Bool

    private var half: Int { network.inputs }
    private var pixels: Int { network.pixels }
    /// Output pixels of an image.
    private var places: Int { network.footprint.outputs.count }
    /// s_0.
    private var restingScale: Double { Double(minimumScale) + (1 - Double(minimumScale)) / (1 + exp(-2)) }

    /// log|det| of one image away from the footprint.
    public var constantLogDeterminant: Double {
        Double(half * (pixels - (isOpen ? places : 0))) * log(restingScale)
    }

    /// x becomes y; adds Σ log s over the footprint to `logDeterminant` (B) where it is given.
    public func forward(
        _ x: Matrix<Scalar>, _ record: CouplingRecord<Scalar>, logDeterminant: UnsafeMutablePointer<Double>?,
        _ values: Matrix<Scalar>, _ scratch: CouplingScratch<Scalar>
    ) {
        guard isOpen else { return rest(x.row(half), x.columns, columns: x.columns, 1) }
        for chunk in record.chunks {
            let (start, images) = (x.pointer + chunk.images.lowerBound * pixels, chunk.images.count)
            network.forward(start, stride: x.columns, chunk, values, scratch)
            let inside = take(start, x.columns, images, scratch.inside)
            rest(start + half * x.columns, x.columns, columns: images * pixels, 1)
            Scalar.kernels.flow.coupling(
                chunk.scaleShift.pointer, inside.pointer, inside.stride, half, images, places, minimumScale,
                logDeterminant.map { $0 + chunk.images.lowerBound })
            put(inside, start, x.columns, images)
        }
    }

    /// y becomes x: x_b = y_b/s − t.
    public func inverse(
        _ y: Matrix<Scalar>, _ record: CouplingRecord<Scalar>, _ values: Matrix<Scalar>,
        _ scratch: CouplingScratch<Scalar>
    ) {
        guard isOpen else { return rest(y.row(half), y.columns, columns: y.columns, -1) }
        for chunk in record.chunks {
            let (start, images) = (y.pointer + chunk.images.lowerBound * pixels, chunk.images.count)
            network.forward(start, stride: y.columns, chunk, values, scratch)
            let inside = take(start, y.columns, images, scratch.inside)
            rest(start + half * y.columns, y.columns, columns: images * pixels, -1)
            Scalar.kernels.flow.couplingInverse(
                chunk.scaleShift.pointer, inside.pointer, inside.stride, half, images, places, minimumScale)
            put(inside, start, y.columns, images)
        }
    }

    /// x_b, or a gradient in it, times s_0 or divided by it; what lies inside the footprint is written afterwards.
    private func rest(_ x: UnsafeMutablePointer<Scalar>, _ stride: Int, columns: Int, _ power: Double) {
        guard !isOpen || !network.footprint.isWhole else { return }
        Scalar.kernels.patches.scaleChannels(x, stride, half, columns, Scalar(pow(restingScale, power)))
    }

    /// x_b of a chunk that begins at `x` inside the footprint: in `memory`, or where it is.
    private func take(
        _ x: UnsafeMutablePointer<Scalar>, _ stride: Int, _ images: Int, _ memory: Matrix<Scalar>
    ) -> (pointer: UnsafeMutablePointer<Scalar>, stride: Int) {
        let footprint = network.footprint
        guard !footprint.isWhole else { return (x + half * stride, stride) }
        Scalar.kernels.patches.takePixels(
            x + half * stride, stride, half, images, pixels, footprint.outputs, places, memory.pointer)
        return (memory.pointer, images * places)
    }

    /// The reverse.
    private func put(
        _ inside: (pointer: UnsafeMutablePointer<Scalar>, stride: Int), _ x: UnsafeMutablePointer<Scalar>,
        _ stride: Int, _ images: Int
    ) {
        let footprint = network.footprint
        guard !footprint.isWhole else { return }
        Scalar.kernels.patches.putPixels(
            inside.pointer, x + half * stride, stride, half, images, pixels, footprint.outputs, places)
    }
}

extension AffineCoupling {
    /// Of the forward direction: `delta` holds ∂/∂y and receives ∂/∂x. With x_b + t = y_b/s:
    ///
    ///     ∂x_b = s·∂y_b     ∂s = (∂y_b·y_b + ∂log|det|)/s     ∂t = s·∂y_b     ∂a = ∂s·(s − s_min)(1 − s)/(1 − s_min)
    ///
    /// - Parameter logDeterminantGradient: ∂/∂log|det| of each image.
    public func encodeBackward(
        output y: Matrix<Scalar>, _ record: CouplingRecord<Scalar>, _ delta: Matrix<Scalar>,
        logDeterminantGradient: UnsafePointer<Double>?, _ values: Matrix<Scalar>, gradient: Matrix<Scalar>,
        _ scratch: CouplingScratch<Scalar>
    ) {
        backward(y, record, delta, power: 1, values, gradient, scratch) { chunk, output, change in
            Scalar.kernels.flow.couplingEncodeBackward(
                chunk.scaleShift.pointer, output.pointer, change.pointer, change.stride, scratch.outputDelta.pointer,
                half, chunk.images.count, places, minimumScale,
                logDeterminantGradient.map { $0 + chunk.images.lowerBound })
        }
    }

    /// Of the inverse direction: `delta` holds ∂/∂x and receives ∂/∂y.
    ///
    ///     ∂y_b = ∂x_b/s     ∂s = −∂x_b·y_b/s²     ∂t = −∂x_b
    public func decodeBackward(
        output y: Matrix<Scalar>, _ record: CouplingRecord<Scalar>, _ delta: Matrix<Scalar>,
        _ values: Matrix<Scalar>, gradient: Matrix<Scalar>, _ scratch: CouplingScratch<Scalar>
    ) {
        backward(y, record, delta, power: -1, values, gradient, scratch) { chunk, output, change in
            Scalar.kernels.flow.couplingDecodeBackward(
                chunk.scaleShift.pointer, output.pointer, change.pointer, change.stride, scratch.outputDelta.pointer,
                half, chunk.images.count, places, minimumScale)
        }
    }

    /// x_b's gradient is multiplied by s_0 to the `power` away from the footprint; `atFootprint` sees to the rest.
    private func backward(
        _ y: Matrix<Scalar>, _ record: CouplingRecord<Scalar>, _ delta: Matrix<Scalar>, power: Double,
        _ values: Matrix<Scalar>, _ gradient: Matrix<Scalar>, _ scratch: CouplingScratch<Scalar>,
        atFootprint: (
            _ chunk: CouplingRecord<Scalar>.Chunk, _ output: (pointer: UnsafeMutablePointer<Scalar>, stride: Int),
            _ change: (pointer: UnsafeMutablePointer<Scalar>, stride: Int)
        ) -> Void
    ) {
        guard isOpen else { return rest(delta.row(half), delta.columns, columns: delta.columns, power) }
        for chunk in record.chunks {
            let (place, images) = (chunk.images.lowerBound * pixels, chunk.images.count)
            let output = take(y.pointer + place, y.columns, images, scratch.inside)
            let change = take(delta.pointer + place, delta.columns, images, scratch.insideDelta)
            rest(delta.row(half) + place, delta.columns, columns: images * pixels, power)
            atFootprint(chunk, output, change)
            put(change, delta.pointer + place, delta.columns, images)
            network.backward(
                y.pointer + place, stride: y.columns, chunk, into: delta.pointer + place, values, gradient: gradient,
                scratch)
        }
    }
}
