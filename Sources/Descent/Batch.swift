import Tensors

/// Samples (x, y*) of a batch, or a whole set of them.
public struct Batch<Scalar: KernelScalar>: @unchecked Sendable {
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
