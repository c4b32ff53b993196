import CKernels
import Tensors

/// A scalar for which the flow's loops exist in C: Float in training, Double in checks.
public protocol FlowScalar: KernelScalar {
    /// The loops.
    static var flow: FlowKernels<Self> { get }
}

/// The C loops of the flow for one scalar, each with the arguments of `flow.inc`, where its equation is.
public struct FlowKernels<Scalar>: @unchecked Sendable {
    /// Read-only elements.
    public typealias Input = UnsafePointer<Scalar>
    /// Elements that are written.
    public typealias Output = UnsafeMutablePointer<Scalar>
    /// One number for each image, or none.
    public typealias PerImage = UnsafeMutablePointer<Double>?

    let channelsFromRows: (Input, Int, Output, Int, Int, Int) -> Void
    let rowsFromChannels: (Input, Output, Int, Int, Int, Int) -> Void
    let squeeze: (Input, Output, Int, Int, Int, Int) -> Void
    let unsqueeze: (Input, Output, Int, Int, Int, Int) -> Void
    let actnorm: (Input, Output, Input, Input, Int, Int) -> Void
    let actnormInverse: (Input, Output, Input, Input, Int, Int) -> Void
    let biasRectify: (Output, Input, Int, Int) -> Void
    let biasRectifyBackward: (Input, Output, Output, Int, Int) -> Void
    let channelSums: (Input, Output, Int, Int) -> Void
    let channelProducts: (Input, Input, Scalar, Output, Int, Int) -> Void
    let channelMoments: (Input, UnsafeMutablePointer<Double>, UnsafeMutablePointer<Double>, Int, Int) -> Void
    let fillChannels: (Output, Input, Int, Int) -> Void
    let gatherTaps: (Input, Int, Int, Output, Int, Int, Int, Int, Int) -> Void
    let scatterTaps: (Output, Output, Int, Int, Int, Int, Int, Int) -> Void
    let coupling: (Output, Input?, Output, Int, Int, Int, Int, Scalar, PerImage) -> Void
    let couplingInverse: (Output, Input?, Output, Int, Int, Int, Int, Scalar) -> Void
    let couplingEncodeBackward:
        (Input, Input?, Input, Output, Int, Output, Int, Int, Int, Scalar, UnsafePointer<Double>?) -> Void
    let couplingDecodeBackward: (Input, Input?, Input, Output, Int, Output, Int, Int, Int, Scalar) -> Void
    let standardise: (Input, Input, Output, Int, Int, Int, PerImage) -> Void
    let unstandardise: (Input, Input, Output, Int) -> Void
    let standardiseBackward: (Output, Input, Output, Int, Int, Int, UnsafePointer<Double>?) -> Void
    let unstandardiseBackward: (Output, Input, Output, Int) -> Void
    let pluCompose: (Input, Input, Input, Output, Output, Int) -> Void
    let pluBackward: (Input, Input, Input, Input, Output, Double, Int) -> Void
}
