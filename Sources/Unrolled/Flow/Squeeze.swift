import Tensors

/// (C, H, W) ↔ (4C, H/2, W/2), band by band. Both kinds are orthogonal: log|det| = 0, and the adjoint of one direction
/// is the other, which is therefore its backward pass as well.
public struct Squeeze<Scalar: FlowScalar>: Sendable {
    /// The shape before: height and width are even.
    public let shape: ImageShape
    /// Pixels or Haar's transform.
    public let kind: FlowSettings.SqueezeKind

    /// A squeeze of images of a shape.
    public init(shape: ImageShape, kind: FlowSettings.SqueezeKind) {
        self.shape = shape
        self.kind = kind
    }

    /// x: (C, B·H·W), y: (4C, B·H·W/4), both channel-major.
    public func forward(_ x: Matrix<Scalar>, into y: Matrix<Scalar>) {
        requireDistinct(y, x)
        Scalar.kernels.flow.squeeze(
            x.pointer, y.pointer, x.count / shape.pixels, shape.height, shape.width, kind == .haar ? 1 : 0)
    }

    /// From y back to x; also the gradient in x from that in y.
    public func inverse(_ y: Matrix<Scalar>, into x: Matrix<Scalar>) {
        requireDistinct(x, y)
        Scalar.kernels.flow.unsqueeze(
            y.pointer, x.pointer, x.count / shape.pixels, shape.height, shape.width, kind == .haar ? 1 : 0)
    }
}
