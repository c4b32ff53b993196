import Tensors
import Unrolled

/// Makes the noise between the layers of a batch.
public protocol NoiseSource<Scalar>: Sendable {
    /// Float in training, Double in checks.
    associatedtype Scalar: KernelScalar
    /// The noise of the batch of an update.
    func noise(_ batch: Batch<Scalar>, seed: UInt64, name: String, step: Int) -> any LayerNoise<Scalar>
}

/// Noise on the outputs of layers 1…L−1 whose variance declines over the layers, σ_l² = σ²/l (the paper's section V-D).
public final class DecliningNoise<Scalar: KernelScalar>: LayerNoise {
    /// Makes the noise of each batch.
    public struct Source: NoiseSource {
        /// σ.
        public let strength: Double

        /// Noise of a strength.
        public init(strength: Double) { self.strength = strength }

        public func noise(
            _ batch: Batch<Scalar>, seed: UInt64, name: String, step: Int
        ) -> any LayerNoise<Scalar> {
            DecliningNoise(strength: strength, seed: seed, name: name, step: step, firstRow: 0)
        }
    }

    private let strength: Double
    private let seed: UInt64
    private let name: String
    private let step: Int
    private let firstRow: Int

    init(strength: Double, seed: UInt64, name: String, step: Int, firstRow: Int) {
        self.strength = strength
        self.seed = seed
        self.name = name
        self.step = step
        self.firstRow = firstRow
    }

    public func view(rows: Range<Int>) -> DecliningNoise {
        DecliningNoise(
            strength: strength, seed: seed, name: name, step: step, firstRow: firstRow + rows.lowerBound)
    }

    public func perturb(_ output: Matrix<Scalar>, layer: Int, into result: Matrix<Scalar>) {
        let noise: Matrix<Scalar> = RandomStream(seed: seed, name: name, step: step, layer: layer).normal(
            rows: output.rows, columns: output.columns, standardDeviation: strength / Double(layer).squareRoot(),
            firstRow: firstRow)
        result.assign(from: output)
        Scalar.addScaled(result.pointer, noise.pointer, scale: 1, count: noise.count)
    }
}
