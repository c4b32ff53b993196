import Tensors

/// Samples (x, y*) of a batch, or a whole set of them.
public struct Batch<Scalar: KernelScalar>: Sendable {
    /// x, what the optimizee sees: (B, p).
    public let inputs: Matrix<Scalar>
    /// What the network is fed: x, or x in the coordinates the network trains in. (B, p).
    public let features: Matrix<Scalar>
    /// y*(x): (B, d).
    public let optima: Matrix<Scalar>

    /// - Parameters:
    ///   - inputs: x, (B, p).
    ///   - features: nil where the network sees x itself.
    ///   - optima: y*, (B, d).
    public init(inputs: Matrix<Scalar>, features: Matrix<Scalar>? = nil, optima: Matrix<Scalar>) {
        precondition(inputs.rows == optima.rows && (features?.rows ?? inputs.rows) == inputs.rows, "one row a sample")
        self.inputs = inputs
        self.features = features ?? inputs
        self.optima = optima
    }

    /// Number of samples.
    public var samples: Int { inputs.rows }

    /// Some of the samples, in the same memory.
    public func view(rows: Range<Int>) -> Batch {
        Batch(inputs: inputs.view(rows: rows), features: features.view(rows: rows), optima: optima.view(rows: rows))
    }

    /// Copies of the samples with the given indices.
    public func gather(_ indices: some Collection<Int>) -> Batch {
        let chosen = inputs.gather(indices)
        return Batch(
            inputs: chosen, features: features === inputs ? chosen : features.gather(indices),
            optima: optima.gather(indices))
    }
}

/// The samples a training sees.
public struct TrainingData<Scalar: KernelScalar>: Sendable {
    /// What the network learns from.
    public let training: Batch<Scalar>
    /// What its best weights are chosen on.
    public let validation: Batch<Scalar>
    /// Validation samples under a distribution shift, watched and never chosen on.
    public let shifted: Batch<Scalar>?

    /// Training and validation samples.
    public init(training: Batch<Scalar>, validation: Batch<Scalar>, shifted: Batch<Scalar>? = nil) {
        self.training = training
        self.validation = validation
        self.shifted = shifted
    }
}

/// Changes a batch before the network sees it, as a function of seed and step alone: mirrored images, say.
public protocol Augmentation<Scalar>: Sendable {
    /// Float in training, Double in checks.
    associatedtype Scalar: KernelScalar
    /// The batch to train with; `batch` is a copy that may be changed in place.
    func augment(_ batch: Batch<Scalar>, _ stream: RandomStream) -> Batch<Scalar>
}

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
        stream.writeNormal(into: start, standardDeviation: deviation, firstRow: firstRow)
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
