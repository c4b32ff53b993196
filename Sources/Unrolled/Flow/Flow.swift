import Tensors

/// A normalising flow h, the reference [50] of the paper (Kingma & Dhariwal, "Glow", 2018): an invertible network that
/// takes images (B, channels·height·width) to latents ε of the same size, distributed as N(0, I) under the model. Its
/// inverse is g = h⁻¹, exactly.
///
/// Each level squeezes, does K steps of actnorm, 1×1 convolution and affine coupling, and splits off latents, which a
/// learnt Gaussian prior standardises. A row of latents holds level 1's, then level 2's, and so on, each as an image of
/// `latentShape`.
///
/// A flow works on one thread and on any number of images; `FlowBatch` shards a batch over threads. Whoever changes
/// `values` calls `refresh` before the next pass.
public final class Flow<Scalar: FlowScalar> {
    /// The images' shape.
    public let shape: ImageShape
    /// What it is made of.
    public let settings: FlowSettings
    /// The tensors in `values`, in order: "level.1.step.1.actnorm.log_scale", say.
    public let parameters: [Parameter]
    /// All parameters in one row; maybe a part of a larger network's.
    public let values: Matrix<Scalar>
    /// The levels, from the image on.
    public let levels: [FlowLevel<Scalar>]

    /// The dimension of an image, and of its latents.
    public var dimension: Int { shape.count }
    /// Number of parameters, with those that are not learnt.
    public var parameterCount: Int { values.count }

    /// A flow of zeros; `start` makes it one that can be trained.
    ///
    /// - Parameters:
    ///   - shape: of the images; height and width are multiples of 2^levels.
    ///   - settings: what it is made of.
    ///   - hole: for each pixel whether it is to be inpainted, where couplings see it or are gated by it.
    ///   - values: memory for the parameters, (1, `parameterCount(…)`); nil: its own.
    /// - Throws: `FlowError` where shape, settings and hole do not fit.
    public init(
        shape: ImageShape, settings: FlowSettings, hole: [Bool]? = nil, values: Matrix<Scalar>? = nil
    ) throws {
        try Self.check(shape, settings, hole)
        var builder = FlowBuilder<Scalar>(shape: shape, settings: settings, hole: hole)
        levels = builder.levels()
        parameters = builder.layout.parameters
        self.shape = shape
        self.settings = settings
        self.values = values ?? Matrix(rows: 1, columns: builder.layout.count)
        precondition(self.values.count == builder.layout.count, "the memory holds the flow's parameters")
    }

    /// The number of parameters of a flow, before it is built.
    public static func parameterCount(shape: ImageShape, settings: FlowSettings) -> Int {
        var builder = FlowBuilder<Scalar>(shape: shape, settings: settings, hole: nil)
        _ = builder.levels()
        return builder.layout.count
    }

    /// A parameter as a matrix in the flow's own memory.
    public func matrix(_ parameter: Parameter) -> Matrix<Scalar> {
        values.view(offset: parameter.offset, rows: parameter.rows, columns: parameter.columns)
    }

    /// Makes what is derived from `values`: call after each change of them, and not during a pass.
    @_specialize(where Scalar == Float)
    public func refresh() {
        for level in levels { for step in level.steps { step.refresh(values) } }
    }

    /// Checks the fixed tensors: to be called on values that came from a file.
    ///
    /// - Throws: `FlowError.constant` where a permutation is none, or a sign is neither 1 nor −1.
    public func validate() throws {
        for mixing in levels.flatMap(\.steps).map(\.mixing) {
            let order = matrix(mixing.permutation).values
            guard order.sorted() == (0..<order.count).map({ Scalar($0) }) else {
                throw FlowError.constant(
                    name: mixing.permutation.name, expected: "a permutation of 0…\(order.count - 1)")
            }
            guard matrix(mixing.signs).values.allSatisfy({ abs($0) == 1 }) else {
                throw FlowError.constant(name: mixing.signs.name, expected: "1 or −1 in each element")
            }
        }
    }

    private static func check(_ shape: ImageShape, _ settings: FlowSettings, _ hole: [Bool]?) throws {
        for (name, value) in [
            ("levels", settings.levels), ("steps", settings.steps), ("hidden", settings.hidden),
            ("channels", shape.channels),
        ] where value < 1 { throw FlowError.setting(name: name, expected: "at least 1", got: "\(value)") }
        guard 0...1 ~= settings.minimumScale else {
            throw FlowError.setting(name: "minimumScale", expected: "from 0 to 1", got: "\(settings.minimumScale)")
        }
        guard settings.biasDeviations.count == 2 else {
            throw FlowError.setting(
                name: "biasDeviations", expected: "two numbers", got: "\(settings.biasDeviations.count)")
        }
        guard settings.levels < 16, min(shape.height, shape.width) > 0, shape.height % (1 << settings.levels) == 0,
            shape.width % (1 << settings.levels) == 0
        else { throw FlowError.sizeNotDivisible(shape: shape, levels: settings.levels) }
        if hole != nil || settings.seesMask || settings.isGated {
            guard hole?.count == shape.pixels else { throw FlowError.hole(expected: shape.pixels, got: hole?.count) }
        }
    }
}
