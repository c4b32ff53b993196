import Optimizees
import Tensors
import Unrolled

/// Where trajectories begin: y_0 of each sample.
public protocol StartingPoint<Scalar>: Sendable {
    /// Float in training, Double in checks.
    associatedtype Scalar: KernelScalar
    /// Writes y_0 of some samples of a batch, whose first stands at `firstRow` of it.
    ///
    /// - Parameters:
    ///   - stream: the random numbers of this batch.
    ///   - start: (B, d).
    func write(_ batch: Batch<Scalar>, _ stream: RandomStream, firstRow: Int, into start: Matrix<Scalar>)
}

/// y_0 ~ N(0, σ_0²·I), as in the paper's section IV-D.
public struct NormalStart<Scalar: KernelScalar>: StartingPoint {
    /// σ_0.
    public var deviation: Double

    /// A start of the given standard deviation.
    public init(deviation: Double = 1) { self.deviation = deviation }

    public func write(_ batch: Batch<Scalar>, _ stream: RandomStream, firstRow: Int, into start: Matrix<Scalar>) {
        start.assign(
            from: stream.normal(
                rows: start.rows, columns: start.columns, standardDeviation: deviation, firstRow: firstRow))
    }
}

/// y_0 = x, as in the paper's section V-D: the masked image.
public struct InputStart<Scalar: KernelScalar>: StartingPoint {
    /// A start at the input.
    public init() {}

    public func write(_ batch: Batch<Scalar>, _ stream: RandomStream, firstRow: Int, into start: Matrix<Scalar>) {
        start.assign(from: batch.features)
    }
}

/// Makes the noise between the layers of a batch.
public protocol NoiseSource<Scalar>: Sendable {
    /// Float in training, Double in checks.
    associatedtype Scalar: KernelScalar
    /// The noise of the batch of an update.
    func noise(_ batch: Batch<Scalar>, seed: UInt64, name: String, step: Int) -> any LayerNoise<Scalar>
}

/// Changes a batch before the network sees it, as a function of seed and step alone: mirrored images, say.
public protocol Augmentation<Scalar>: Sendable {
    /// Float in training, Double in checks.
    associatedtype Scalar: KernelScalar
    /// The batch to train with; `batch` is a copy that may be changed in place.
    func augment(_ batch: Batch<Scalar>, _ stream: RandomStream) -> Batch<Scalar>
}
