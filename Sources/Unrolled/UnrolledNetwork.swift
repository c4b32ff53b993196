import Tensors

/// L layers, each with parameters of its own, that take y_{l−1} and the input x to y_l (the paper's section II).
///
/// The forward pass fills a trajectory; the backward pass takes one gradient *per layer output*, most of which come
/// from constraints. Both work on one thread and on any range of samples, so that a trainer can shard a batch. The
/// gradient of the parameters then comes in tiles, so that an optimiser can use each while it is in the cache.
public protocol UnrolledNetwork<Scalar>: AnyObject {
    /// Float in training, Double in gradient checks.
    associatedtype Scalar: KernelScalar
    /// L.
    var layerCount: Int { get }
    /// d, the size of y.
    var dimension: Int { get }
    /// The tensors in `values`, in order.
    var parameters: [Parameter] { get }
    /// All parameters in one row.
    var values: Matrix<Scalar> { get }
    /// Memory for the trajectories of a batch.
    func makeTrajectory(samples: Int) -> Trajectory<Scalar>
    /// The same for forward passes alone.
    func makeForwardTrajectory(samples: Int) -> Trajectory<Scalar>
    /// Samples that go through the network together, by the batch's size alone.
    func shardSize(samples: Int) -> Int
    /// Memory that may hold the whole gradient while tiles are computed; nil where the network keeps none.
    func gradientMemory(_ trajectory: Trajectory<Scalar>) -> Matrix<Scalar>?
    /// Makes what is derived from `values`: before passes after each change of them, and not during a pass.
    func refresh()
    /// y_1 … y_depth from `trajectory.outputs[0]`; x: (B, p). `noise` perturbs what layers 2… are fed.
    func forward(_ x: Matrix<Scalar>, _ trajectory: Trajectory<Scalar>, depth: Int, noise: (any LayerNoise<Scalar>)?)
    /// Takes ∂𝓛/∂y_l in `trajectory.gradients`, l in `layers`, to what `gradientTiles` needs. Layers below
    /// `layers.lowerBound` are not reached; `layers.upperBound` is the depth of the forward pass.
    func backward(_ x: Matrix<Scalar>, _ trajectory: Trajectory<Scalar>, layers: ClosedRange<Int>)
    /// The parameters' gradient after `backward` on all samples, in pieces that do not overlap.
    func gradientTiles(
        _ x: Matrix<Scalar>, _ trajectory: Trajectory<Scalar>, layers: ClosedRange<Int>
    ) -> [GradientTile<Scalar>]
}

/// A piece of the parameters' gradient, computed when it is wanted.
public struct GradientTile<Scalar: KernelScalar>: @unchecked Sendable {
    /// Its place in the flat vector.
    public let range: Range<Int>
    /// Whether weight decay acts on these parameters.
    public let decays: Bool
    /// Their learning rate as a multiple of the others'.
    public let rateShare: Double
    /// Writes `range.count` elements.
    public let compute: (UnsafeMutablePointer<Scalar>) -> Void

    /// A tile; `compute` may be called on any thread, once `backward` is done.
    public init(
        range: Range<Int>, decays: Bool, rateShare: Double = 1,
        compute: @escaping (UnsafeMutablePointer<Scalar>) -> Void
    ) {
        self.range = range
        self.decays = decays
        self.rateShare = rateShare
        self.compute = compute
    }
}

/// Noise n_l on what a layer is fed (the paper's section III-A).
public protocol LayerNoise<Scalar>: AnyObject {
    /// Float or Double.
    associatedtype Scalar: KernelScalar
    /// Writes y_l + n_l, both (B, d).
    func perturb(_ output: Matrix<Scalar>, layer: Int, into result: Matrix<Scalar>)
    /// The noise of some of the batch's samples.
    func view(rows: Range<Int>) -> Self
}

extension UnrolledNetwork {
    /// Number of parameters.
    public var parameterCount: Int { values.count }

    /// Most networks need the same memory either way.
    public func makeForwardTrajectory(samples: Int) -> Trajectory<Scalar> { makeTrajectory(samples: samples) }

    /// Enough for a product to earn the packing of its weights.
    public func shardSize(samples: Int) -> Int { Shards.size(samples: samples) }

    /// Most networks compute each tile when it is wanted.
    public func gradientMemory(_ trajectory: Trajectory<Scalar>) -> Matrix<Scalar>? { nil }

    /// Most networks derive nothing.
    public func refresh() {}

    /// A parameter as a matrix in the network's own memory.
    public func matrix(_ parameter: Parameter) -> Matrix<Scalar> {
        values.view(offset: parameter.offset, rows: parameter.rows, columns: parameter.columns)
    }

    /// The whole gradient in the flat layout: for checks, and where it is needed at once.
    public func gradient(
        _ x: Matrix<Scalar>, _ trajectory: Trajectory<Scalar>, layers: ClosedRange<Int>
    ) -> Matrix<Scalar> {
        let result = Matrix<Scalar>(rows: 1, columns: parameterCount)
        for tile in gradientTiles(x, trajectory, layers: layers) {
            tile.compute(result.pointer + tile.range.lowerBound)
        }
        return result
    }

    /// y_0 … y_L without noise from given starts: (B, d) each.
    public func run(_ x: Matrix<Scalar>, from initial: Matrix<Scalar>, workers: Workers = .one) -> [Matrix<Scalar>] {
        let trajectory = makeForwardTrajectory(samples: x.rows)
        trajectory.outputs[0].assign(from: initial)
        run(x, trajectory, noise: nil, workers: workers)
        return trajectory.outputs
    }

    /// The forward pass through all layers, sharded over samples.
    public func run(
        _ x: Matrix<Scalar>, _ trajectory: Trajectory<Scalar>, noise: (any LayerNoise<Scalar>)?, workers: Workers
    ) {
        refresh()
        let shards = Workers.ranges(x.rows, size: shardSize(samples: x.rows))
        workers.forEach(shards.count) { shard, _ in
            let rows = shards[shard]
            forward(
                x.view(rows: rows), trajectory.view(rows: rows), depth: layerCount, noise: noise?.view(rows: rows))
        }
    }
}

/// How a batch is cut for the threads: by its size alone, so that the bytes do not depend on the machine.
public enum Shards {
    /// Samples to a shard. Large enough that a product earns the packing of its weights.
    public static func size(samples: Int) -> Int { samples >= 512 ? 128 : samples >= 128 ? 64 : 32 }
    /// The same for looks at a validation set.
    public static let validationSize = 128
}
