import Tensors
import Unrolled

/// Noise of unit length on what layers 1…L−1 are fed, divided by the layer: n/(l·‖n‖), n ~ N(0, I), as the paper's code
/// for inpainting has it, where its text has `DecliningNoise`.
///
/// The first layer's is a part of y_0, which `start` writes; layer L is fed y_{L−1} as it is.
public final class UnitNoise<Scalar: KernelScalar>: LayerNoise {
    /// Makes the noise of each batch.
    public struct Source: NoiseSource {
        /// The length of the first layer's.
        public let length: Double
        /// L.
        public let layerCount: Int

        /// Noise of a length.
        public init(length: Double, layerCount: Int) { (self.length, self.layerCount) = (length, layerCount) }

        public func noise(
            _ batch: Batch<Scalar>, seed: UInt64, name: String, step: Int
        ) -> any LayerNoise<Scalar> {
            let source = self
            return UnitNoise(source: source, firstRow: 0) {
                RandomStream(seed: seed, name: name, step: step, layer: $0)
            }
        }

        /// y_0 = x with the first layer's noise, clamped to [0, 1].
        public var start: Start { Start(length: length) }
    }

    /// y_0 = x + n/‖n‖, clamped to [0, 1].
    public struct Start: StartingPoint {
        fileprivate let length: Double

        public func write(_ batch: Batch<Scalar>, _ stream: RandomStream, firstRow: Int, into start: Matrix<Scalar>) {
            let noisy = start.copy()
            noisy.assign(from: batch.features)
            UnitNoise.add(stream, length: length, firstRow: firstRow, to: noisy)
            Scalar.clamp(noisy.pointer, into: start.pointer, count: start.count)
        }
    }

    private let source: Source
    private let firstRow: Int
    private let stream: (_ layer: Int) -> RandomStream

    private init(source: Source, firstRow: Int, stream: @escaping (_ layer: Int) -> RandomStream) {
        (self.source, self.firstRow, self.stream) = (source, firstRow, stream)
    }

    public func view(rows: Range<Int>) -> UnitNoise {
        UnitNoise(source: source, firstRow: firstRow + rows.lowerBound, stream: stream)
    }

    public func perturb(_ output: Matrix<Scalar>, layer: Int, into result: Matrix<Scalar>) {
        result.assign(from: output)
        guard layer < source.layerCount - 1 else { return }
        Self.add(stream(layer), length: source.length / Double(layer + 1), firstRow: firstRow, to: result)
    }

    private static func add(_ stream: RandomStream, length: Double, firstRow: Int, to result: Matrix<Scalar>) {
        let noise: Matrix<Scalar> = stream.normal(rows: result.rows, columns: result.columns, firstRow: firstRow)
        for (n, norm) in noise.rowNorms().enumerated() {
            Scalar.addScaled(result.row(n), noise.row(n), scale: Scalar(length / norm), count: result.columns)
        }
    }
}
