import Tensors

/// What a level splits off, z (C_z, B·pixels), becomes ε = (z − μ)/σ, standard normal under the model. [μ; log σ] is a
/// 3×3 convolution of the channels that go deeper; on the last level, where none do, a constant for each channel.
/// log|det| = −Σ log σ, for each image.
public struct GaussianPrior<Scalar: FlowScalar>: Sendable {
    /// Of the deeper channels, (2·C_z, 3, 3, C_k); nil on the last level.
    public let convolution: PriorConvolution<Scalar>?
    /// [μ; log σ] on the last level, its bias on the others: (2·C_z).
    public let bias: Parameter
    /// Pixels of an image on this level.
    public let pixels: Int
    /// What becomes of [μ; log σ], where the settings ask for it; on the last level of a convolution of zeros.
    public let border: BorderedScale<Scalar>?

    /// C_z.
    public var channels: Int { bias.count / 2 }

    /// Memory that the passes use and leave.
    public final class Scratch {
        /// [μ; log σ], or their gradients: (2·C_z, B·pixels).
        let moments: Matrix<Scalar>
        let taps: Matrix<Scalar>
        /// [μ; log σ] again, where a border's backward pass needs them.
        let kept: Matrix<Scalar>?

        /// Room for a number of images.
        public init(_ prior: GaussianPrior, images: Int) {
            moments = Matrix(rows: 2 * prior.channels, columns: images * prior.pixels)
            taps = Matrix(rows: 1, columns: prior.convolution?.scratchCount(images: images) ?? 0)
            kept = prior.border.map { _ in Matrix(rows: 2 * prior.channels, columns: images * prior.pixels) }
        }
    }

    private func findMoments(_ kept: Matrix<Scalar>?, _ values: Matrix<Scalar>, _ scratch: Scratch) {
        let moments = scratch.moments
        if let convolution, let kept {
            convolution.forward(kept, into: moments, values, taps: scratch.taps)
        } else {
            Scalar.kernels.flow.fillChannels(
                moments.pointer, values.pointer + bias.offset, 2 * channels, moments.columns)
        }
        border?.forward(moments, keeping: scratch.kept, values)
    }

    /// ε from z and the deeper channels (C_k, B·pixels).
    public func forward(
        _ z: Matrix<Scalar>, kept: Matrix<Scalar>?, into epsilon: Matrix<Scalar>,
        logDeterminant: UnsafeMutablePointer<Double>?, _ values: Matrix<Scalar>, _ scratch: Scratch
    ) {
        requireDistinct(epsilon, z)
        findMoments(kept, values, scratch)
        Scalar.kernels.flow.standardise(
            scratch.moments.pointer, z.pointer, epsilon.pointer, channels, z.columns / pixels, pixels, logDeterminant)
    }

    /// z = μ + σ·ε.
    public func inverse(
        _ epsilon: Matrix<Scalar>, kept: Matrix<Scalar>?, into z: Matrix<Scalar>, _ values: Matrix<Scalar>,
        _ scratch: Scratch
    ) {
        requireDistinct(z, epsilon)
        findMoments(kept, values, scratch)
        Scalar.kernels.flow.unstandardise(scratch.moments.pointer, epsilon.pointer, z.pointer, z.count)
    }

    /// Of the forward direction: `delta` holds ∂/∂ε and receives ∂/∂z = ∂ε/σ; ∂μ = −∂z, ∂log σ = −∂ε·ε − ∂log|det|;
    /// the deeper channels' share is added to `keptDelta`.
    public func encodeBackward(
        _ epsilon: Matrix<Scalar>, kept: Matrix<Scalar>?, _ delta: Matrix<Scalar>, keptDelta: Matrix<Scalar>?,
        logDeterminantGradient: UnsafePointer<Double>?, _ values: Matrix<Scalar>, gradient: Matrix<Scalar>,
        _ scratch: Scratch
    ) {
        requireDistinct(delta, epsilon)
        findMoments(kept, values, scratch)
        Scalar.kernels.flow.standardiseBackward(
            scratch.moments.pointer, epsilon.pointer, delta.pointer, channels, delta.columns / pixels, pixels,
            logDeterminantGradient)
        momentsBackward(keptDelta, values, gradient, scratch)
    }

    /// Of the inverse direction: `delta` holds ∂/∂z and receives ∂/∂ε = σ·∂z; ∂μ = ∂z, ∂log σ = ∂ε·ε.
    public func decodeBackward(
        _ epsilon: Matrix<Scalar>, kept: Matrix<Scalar>?, _ delta: Matrix<Scalar>, keptDelta: Matrix<Scalar>?,
        _ values: Matrix<Scalar>, gradient: Matrix<Scalar>, _ scratch: Scratch
    ) {
        requireDistinct(delta, epsilon)
        findMoments(kept, values, scratch)
        Scalar.kernels.flow.unstandardiseBackward(
            scratch.moments.pointer, epsilon.pointer, delta.pointer, delta.count)
        momentsBackward(keptDelta, values, gradient, scratch)
    }

    /// After `findMoments` of the same channels.
    private func momentsBackward(
        _ keptDelta: Matrix<Scalar>?, _ values: Matrix<Scalar>, _ gradient: Matrix<Scalar>, _ scratch: Scratch
    ) {
        border?.backward(scratch.kept, scratch.moments, values, gradient: gradient)
        if let convolution, let keptDelta {
            convolution.backward(
                scratch.moments, into: keptDelta, values, gradient: gradient, taps: scratch.taps)
        } else {
            Scalar.kernels.flow.channelSums(
                scratch.moments.pointer, gradient.pointer + bias.offset, 2 * channels, scratch.moments.columns)
        }
    }
}
