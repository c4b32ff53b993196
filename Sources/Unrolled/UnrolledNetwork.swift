import Tensors

/// L layers, each with parameters of its own, that take y_{l−1} and the input x to y_l (the paper's section II).
///
/// A network says what one layer does: `forward(layer:…)` and, under it, `backward(layer:…)` and the gradient in its
/// parameters. `UnrolledNetwork+Passes.swift` has the loops over layers, the noise between them, and defaults for all that
/// a plain network need not say.
///
/// The backward pass takes one gradient *per layer output*, most of which come from constraints. Both passes work on one
/// thread and on any range of samples, so that a trainer can shard a batch. The gradient in the parameters then comes in
/// tiles, so that an optimiser can use each while it is in the cache.
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
    /// Columns of each matrix that a layer keeps beside y_l, in `Trajectory.memory`; none by default.
    var layerMemory: [Int] { get }

    /// Raised when the passes come to other bytes: what was trained with the ones before is trained again. 0 by default.
    static var revision: Int { get }

    /// Makes what is derived from `values`: before passes after each change of them, and not during a pass. Nothing by
    /// default.
    func refresh()
    /// Layer l, l = 1…L: writes y_l = `trajectory.outputs[l]` from `trajectory.inputs[l - 1]` and x, (B, p). The layers
    /// below have been called before.
    func forward(layer: Int, _ x: Matrix<Scalar>, _ trajectory: Trajectory<Scalar>)
    /// Before the layers' backward passes over some samples, the topmost of which is `layers.upperBound`: the place to
    /// zero gradients of a state that layers hand on beside y_l. Nothing by default.
    func startBackward(_ trajectory: Trajectory<Scalar>, layers: ClosedRange<Int>)
    /// Layer l backwards, after the layers above: from ∂𝓛/∂y_l = `trajectory.gradients[l - 1]`, which it may overwrite, to
    /// what the parameters' gradient needs.
    ///
    /// - Parameter passesOn: whether to *add* this layer's part of ∂𝓛/∂y_{l−1} to `trajectory.gradients[l - 2]`, which
    ///   holds that of the loss and the constraints; false at the lowest layer that learns. Noise that was added to
    ///   y_{l−1} is a constant to this gradient.
    func backward(layer: Int, _ x: Matrix<Scalar>, _ trajectory: Trajectory<Scalar>, passesOn: Bool)
    /// Writes the gradient in one parameter, after the backward pass of all samples. A network gives this, or
    /// `gradientTiles` itself where it knows better pieces, or has tied parameters.
    ///
    /// - Parameter gradient: (`parameter.rows`, `parameter.columns`), to be overwritten; what is there before is no zero.
    func parameterGradient(
        _ parameter: Parameter, _ x: Matrix<Scalar>, _ trajectory: Trajectory<Scalar>, into gradient: Matrix<Scalar>)
    /// The parameters' gradient after `backward` on all samples, in pieces that do not overlap; by default one piece for
    /// each parameter that is learnt. Of a tied parameter it is the sum over those of its layers that are in `layers`: the
    /// others have made no backward pass.
    func gradientTiles(
        _ x: Matrix<Scalar>, _ trajectory: Trajectory<Scalar>, layers: ClosedRange<Int>
    ) -> [GradientTile<Scalar>]

    /// Memory for the trajectories of a batch.
    func makeTrajectory(samples: Int) -> Trajectory<Scalar>
    /// The same for forward passes alone.
    func makeForwardTrajectory(samples: Int) -> Trajectory<Scalar>
    /// Samples that go through the network together, by the batch's size alone.
    func shardSize(samples: Int) -> Int
    /// Memory that may hold the whole gradient while tiles are computed; nil where the network keeps none.
    func gradientMemory(_ trajectory: Trajectory<Scalar>) -> Matrix<Scalar>?
}

/// A piece of the parameters' gradient, computed when it is wanted.
///
/// `@unchecked Sendable`: `compute` only reads what the backward pass has left, and writes where it is told to.
public struct GradientTile<Scalar: KernelScalar>: @unchecked Sendable {
    /// Its place in the flat vector.
    public let range: Range<Int>
    /// Whether weight decay acts on these parameters.
    public let decays: Bool
    /// Their learning rate as a multiple of the others'.
    public let rateShare: Double
    /// Writes all elements of a row, (1, `range.count`).
    public let compute: (Matrix<Scalar>) -> Void

    /// The tile of a whole parameter, whose gradient is a sum.
    ///
    /// - Parameter add: adds to a row of zeros.
    public init(summing parameter: Parameter, add: @escaping (Matrix<Scalar>) -> Void) {
        self.init(range: parameter.range, decays: parameter.decays, rateShare: parameter.rateShare) { result in
            result.fill(0)
            add(result)
        }
    }

    /// A tile; `compute` may be called on any thread, once `backward` is done.
    public init(
        range: Range<Int>, decays: Bool, rateShare: Double = 1,
        compute: @escaping (Matrix<Scalar>) -> Void
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
    /// Writes y_l + n_l, both (B, d). n_l may depend on y_l, but is a constant to every backward pass.
    func perturb(_ output: Matrix<Scalar>, layer: Int, into result: Matrix<Scalar>)
    /// The noise of some of the batch's samples.
    func view(rows: Range<Int>) -> Self
}

/// How a batch is cut for the threads: by its size alone, so that the bytes do not depend on the machine.
public enum Shards {
    /// Samples to a shard. Large enough that a product earns the packing of its weights.
    public static func size(samples: Int) -> Int { samples >= 512 ? 128 : samples >= 128 ? 64 : 32 }
    /// The same for looks at a validation set.
    public static let validationSize = 128
}
