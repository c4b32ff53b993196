import Foundation
import Tensors

/// Activation normalisation: y_c = e^{ℓ_c}·(x_c + b_c), for each channel; log|det| = pixels·Σ ℓ_c.
///
/// Matrices are (C, B·pixels). `values` and `gradient` are the flow's flat vectors; gradients are added.
public struct ActNorm<Scalar: FlowScalar>: Sendable {
    /// ℓ: (C).
    public let logScale: Parameter
    /// b: (C).
    public let shift: Parameter
    /// Pixels of an image.
    public let pixels: Int

    private var channels: Int { logScale.count }

    /// y from x, which may be the same matrix.
    public func forward(_ x: Matrix<Scalar>, into y: Matrix<Scalar>, _ values: Matrix<Scalar>) {
        Scalar.kernels.flow.actnorm(
            x.pointer, y.pointer, values.pointer + logScale.offset, values.pointer + shift.offset, channels, x.columns)
    }

    /// x from y, which may be the same matrix.
    public func inverse(_ y: Matrix<Scalar>, into x: Matrix<Scalar>, _ values: Matrix<Scalar>) {
        Scalar.kernels.flow.actnormInverse(
            y.pointer, x.pointer, values.pointer + logScale.offset, values.pointer + shift.offset, channels, x.columns)
    }

    /// log|det| of one image.
    public func logDeterminant(_ values: Matrix<Scalar>) -> Double {
        (0..<channels).reduce(0) { $0 + Double(values.pointer[logScale.offset + $1]) } * Double(pixels)
    }

    /// Of the forward direction: `delta` holds ∂/∂y and receives ∂/∂x = e^ℓ·∂/∂y; ∂ℓ = Σ ∂y·y + pixels·∂log|det|,
    /// ∂b = Σ ∂x.
    ///
    /// - Parameter logDeterminantGradient: ∂/∂log|det|, summed over the images.
    public func encodeBackward(
        output y: Matrix<Scalar>, _ delta: Matrix<Scalar>, logDeterminantGradient: Double, _ values: Matrix<Scalar>,
        gradient: Matrix<Scalar>
    ) {
        let scales = gradient.pointer + logScale.offset
        Scalar.kernels.flow.channelProducts(delta.pointer, y.pointer, 1, scales, channels, y.columns)
        for c in 0..<channels { scales[c] += Scalar(Double(pixels) * logDeterminantGradient) }
        multiply(delta, by: values, inverse: false)
        if shift.isLearnt {
            Scalar.kernels.flow.channelSums(delta.pointer, gradient.pointer + shift.offset, channels, y.columns)
        }
    }

    /// Of the inverse direction: `delta` holds ∂/∂x and receives ∂/∂y = e^{−ℓ}·∂/∂x; ∂ℓ = −Σ ∂y·y, ∂b = −Σ ∂x.
    public func decodeBackward(
        output y: Matrix<Scalar>, _ delta: Matrix<Scalar>, _ values: Matrix<Scalar>, gradient: Matrix<Scalar>
    ) {
        if shift.isLearnt {
            withUnsafeTemporaryAllocation(of: Scalar.self, capacity: channels) { sums in
                guard let base = sums.baseAddress else { return }
                sums.initialize(repeating: 0)
                Scalar.kernels.flow.channelSums(delta.pointer, base, channels, y.columns)
                Scalar.addScaled(gradient.pointer + shift.offset, base, scale: -1, count: channels)
            }
        }
        multiply(delta, by: values, inverse: true)
        Scalar.kernels.flow.channelProducts(
            delta.pointer, y.pointer, -1, gradient.pointer + logScale.offset, channels, y.columns)
    }

    /// delta ← e^{±ℓ}·delta: the affine maps above without their shift.
    private func multiply(_ delta: Matrix<Scalar>, by values: Matrix<Scalar>, inverse: Bool) {
        withUnsafeTemporaryAllocation(of: Scalar.self, capacity: channels) { zero in
            guard let base = zero.baseAddress else { return }
            zero.initialize(repeating: 0)
            let kernel = inverse ? Scalar.kernels.flow.actnormInverse : Scalar.kernels.flow.actnorm
            kernel(
                delta.pointer, delta.pointer, values.pointer + logScale.offset, base, channels, delta.columns)
        }
    }

    /// Sets ℓ and b so that y of this batch has mean 0 and standard deviation `deviation` in each channel, but for
    /// channels a thousand times quieter than the loudest, whose deviation stays smaller.
    public func initialise(from x: Matrix<Scalar>, deviation: Double, _ values: Matrix<Scalar>) {
        var mean = [Double](repeating: 0, count: channels)
        var spread = mean
        Scalar.kernels.flow.channelMoments(x.pointer, &mean, &spread, channels, x.columns)
        // A channel that is all but constant in this batch is not blown up until another batch suffers from it.
        let largest = spread.max() ?? 0
        let least = largest > 0 ? 1e-3 * largest : 1
        for c in 0..<channels {
            values.pointer[shift.offset + c] = Scalar(-mean[c])
            values.pointer[logScale.offset + c] = Scalar(log(deviation / max(spread[c], least)))
        }
    }
}
