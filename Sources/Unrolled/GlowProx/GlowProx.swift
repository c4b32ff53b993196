import Tensors

/// Unrolled GLOW-Prox, eqs. (22)–(25): L layers, each a step towards the data, a flow of its own, and a shrinkage of the
/// flow's latents:
///
///     ỹ_l = y_{l−1} + ξ_l·Aᵀ(x − A·y_{l−1})     (22), with the sign that descends
///     z̃_l = h_l(ỹ_l)                             (23)
///     z_l = z̃_l/(1 + ζ_l)                        (24)
///     y_l = g_l(z_l),  g_l = h_l⁻¹               (25)
///
/// Images are (B, channels·height·width); A keeps the pixels outside the hole, and x is zero inside it. `Semantics.authors`
/// changes what its documentation says.
public final class GlowProx<Scalar: FlowScalar>: UnrolledNetwork {
    public let layerCount: Int
    public let parameters: [Parameter]
    public let values: Matrix<Scalar>
    /// What it is made of.
    public let settings: GlowProxSettings
    /// h_1 … h_L, whose parameters lie in `values`.
    public let flows: [Flow<Scalar>]
    /// For each pixel whether it is to be inpainted.
    public let hole: [Bool]
    /// The stored forms of ξ_l and ζ_l: softplus, or under the authors' semantics a rectifier, makes them positive.
    let scalars: [(step: Parameter, shrinkage: Parameter)]
    /// Where A is the identity, in a row of an image.
    let seen: [Range<Int>]
    /// z_l in a row of latents, as far as (24) shrinks it: all of it, or under the authors' semantics the last level's.
    public let shrunk: Range<Int>

    public var dimension: Int { flows[0].dimension }
    /// The images' shape.
    public var shape: ImageShape { flows[0].shape }

    /// A network of zeros; `start` makes it one that can be trained.
    ///
    /// - Parameters:
    ///   - layerCount: L.
    ///   - shape: of the images; height and width are multiples of 2^levels.
    ///   - hole: one flag for each of its pixels.
    ///   - settings: what it is made of.
    /// - Throws: `FlowError` where shape, hole and settings do not fit.
    public init(layerCount: Int, shape: ImageShape, hole: [Bool], settings: GlowProxSettings) throws {
        guard layerCount > 0 else {
            throw FlowError.setting(name: "layers", expected: "at least 1", got: "\(layerCount)")
        }
        guard hole.count == shape.pixels else { throw FlowError.hole(expected: shape.pixels, got: hole.count) }
        guard settings.semantics == .paper || settings.memory != .recompute else {
            throw FlowError.setting(
                name: "memory", expected: "store or checkpoints where g is not the inverse of h", got: "recompute")
        }
        guard !settings.sharesFlow || !settings.isCoarseToFine else {
            throw FlowError.setting(
                name: "sharesFlow", expected: "false where each layer opens a level of a flow of its own", got: "true")
        }
        guard !settings.shrinkage.isEmpty else {
            throw FlowError.setting(name: "shrinkage", expected: "at least one number", got: "none")
        }
        var flow = settings.flow
        let isPaper = settings.semantics == .paper
        (flow.standardises, flow.bordersOutputs, flow.squeezesByChannel) = (isPaper, !isPaper, !isPaper)
        let size = Flow<Scalar>.parameterCount(shape: shape, settings: flow)
        let count = settings.sharesFlow ? 1 : layerCount
        let values = Matrix<Scalar>(rows: 1, columns: count * size + 2 * layerCount)
        let made = try (1...count).map { layer in
            if settings.isCoarseToFine { flow.closedLevels = max(0, flow.levels - layer) }
            return try Flow(
                shape: shape, settings: flow, hole: hole,
                values: values.view(offset: (layer - 1) * size, rows: 1, columns: size))
        }
        flows = (0..<layerCount).map { made[min($0, count - 1)] }
        var layout = ParameterLayout(from: count * size)
        scalars = (1...layerCount).map { layer in
            (
                layout.add("xi.raw", [1], layer: layer, decays: false, rateShare: settings.scalarRate),
                layout.add("zeta.raw", [1], layer: layer, decays: false, rateShare: settings.scalarRate)
            )
        }
        parameters =
            made.enumerated().flatMap { index, flow in
                flow.parameters.map {
                    $0.moved(by: index * size, prefix: "layer.\(index + 1).flow.", layer: index + 1)
                }
            } + layout.parameters
        self.values = values
        self.layerCount = layerCount
        self.settings = settings
        self.hole = hole
        seen =
            isPaper
            ? FlagRuns.ranges(of: false, in: hole, planes: shape.channels) : [0..<shape.count]
        let last = flows[0].levels[flows[0].levels.count - 1].latents
        shrunk = isPaper ? 0..<shape.count : last
    }

    public func refresh() { for flow in flows { flow.refresh() } }

    /// One image where a flow is large, so that a batch has work for as many threads as images; else a few, which earn the
    /// packing of its weights.
    public static func shardSize(hidden: Int) -> Int { hidden > 64 ? 1 : FlowBatch<Scalar>.shardSize }

    public func shardSize(samples: Int) -> Int { Self.shardSize(hidden: flows[0].settings.hidden) }
}
