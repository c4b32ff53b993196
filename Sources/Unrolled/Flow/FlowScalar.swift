import Tensors

/// A scalar for which the loops of flows and of convolutions exist in C: Float in training, Double in checks.
public protocol FlowScalar: KernelScalar {
    /// The loops.
    static var kernels: KernelTable<Self> { get }
}

/// The C loops of flows and of convolutions for one scalar. A reference, so that code that does not know the scalar gets at one of them
/// without a copy of them all.
public final class KernelTable<Scalar>: Sendable {
    let flow: FlowKernels<Scalar>
    let products: ProductKernels<Scalar>
    let patches: PatchKernels<Scalar>
    let circular: CircularKernels<Scalar>
    let radial: RadialKernels<Scalar>
    let pooling: PoolingKernels<Scalar>
    let winograd: WinogradKernels<Scalar>

    init(
        flow: FlowKernels<Scalar>, products: ProductKernels<Scalar>, patches: PatchKernels<Scalar>,
        circular: CircularKernels<Scalar>, radial: RadialKernels<Scalar>,
        pooling: PoolingKernels<Scalar>, winograd: WinogradKernels<Scalar>
    ) {
        (self.flow, self.products, self.patches) = (flow, products, patches)
        (self.circular, self.radial, self.pooling, self.winograd) = (circular, radial, pooling, winograd)
    }
}

extension Float: FlowScalar {
    /// The loops in single precision.
    public static let kernels = KernelTable<Float>(
        flow: .loops, products: .loops, patches: .loops, circular: .loops, radial: .loops, pooling: .loops,
        winograd: .loops)
}

extension Double: FlowScalar {
    /// The loops in double precision.
    public static let kernels = KernelTable<Double>(
        flow: .loops, products: .loops, patches: .loops, circular: .loops, radial: .loops, pooling: .loops,
        winograd: .loops)
}
