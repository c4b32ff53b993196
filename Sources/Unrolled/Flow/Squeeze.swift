import Tensors

/// (C, H, W) ↔ (4C, H/2, W/2), band by band, or with the four bands of a channel side by side. Both kinds are orthogonal: log|det| = 0, and the adjoint of one direction
/// is the other, which is therefore its backward pass as well.
public struct Squeeze<Scalar: FlowScalar>: Sendable {
    /// The shape before: height and width are even.
    public let shape: ImageShape
    /// Pixels or Haar's transform.
    public let kind: FlowSettings.SqueezeKind
    /// Whether the bands of a channel stand side by side; else the channels of a band do.
    public let isByChannel: Bool

    /// A squeeze of images of a shape.
    public init(shape: ImageShape, kind: FlowSettings.SqueezeKind, isByChannel: Bool = false) {
        self.shape = shape
        self.kind = kind
        self.isByChannel = isByChannel
    }

    /// x: (C, B·H·W), y: (4C, B·H·W/4), both channel-major.
    public func forward(_ x: Matrix<Scalar>, into y: Matrix<Scalar>) {
        requireDistinct(y, x)
        for start in starts(x) {
            Scalar.kernels.flow.squeeze(
                x.pointer + start, y.pointer + start, planes(x), shape.height, shape.width, kind == .haar ? 1 : 0)
        }
    }

    /// From y back to x; also the gradient in x from that in y.
    public func inverse(_ y: Matrix<Scalar>, into x: Matrix<Scalar>) {
        requireDistinct(x, y)
        for start in starts(x) {
            Scalar.kernels.flow.unsqueeze(
                y.pointer + start, x.pointer + start, planes(x), shape.height, shape.width, kind == .haar ? 1 : 0)
        }
    }

    /// Planes that are squeezed at once: all, or those of one channel.
    private func planes(_ x: Matrix<Scalar>) -> Int { x.count / shape.pixels / (isByChannel ? shape.channels : 1) }

    /// Where they begin: a channel and its four bands have as many elements.
    private func starts(_ x: Matrix<Scalar>) -> StrideTo<Int> {
        stride(from: 0, to: x.count, by: max(1, planes(x) * shape.pixels))
    }
}
