import Tensors

/// Lays out a flow's parameters and builds its levels on them.
struct FlowBuilder<Scalar: FlowScalar> {
    let shape: ImageShape
    let settings: FlowSettings
    let hole: [Bool]?
    var layout = ParameterLayout()

    init(shape: ImageShape, settings: FlowSettings, hole: [Bool]?) {
        self.shape = shape
        self.settings = settings
        self.hole = hole
    }

    mutating func levels() -> [FlowLevel<Scalar>] {
        var result: [FlowLevel<Scalar>] = []
        var (input, offset) = (shape, 0)
        for index in 1...settings.levels {
            let inside = input.squeezed
            let kept =
                index == settings.levels
                ? 0 : (settings.deeper == .half ? inside.channels / 2 : inside.channels / 4)
            let context = FlowContext<Scalar>(
                settings, hole: hole, full: shape, shape: inside, isClosed: index <= settings.closedLevels)
            let steps = (1...settings.steps).map { step("level.\(index).step.\($0).", inside, context) }
            let latents = offset..<offset + (inside.channels - kept) * inside.pixels
            let prior = prior("level.\(index).prior.", inside, kept: kept)
            result.append(
                FlowLevel(
                    squeeze: Squeeze(
                        shape: input, kind: settings.squeeze, isByChannel: settings.squeezesByChannel),
                    shape: inside, steps: steps, kept: kept, prior: prior, latents: latents))
            (input, offset) = (inside.with(channels: kept), latents.upperBound)
        }
        return result
    }

    private mutating func step(
        _ name: String, _ shape: ImageShape, _ context: FlowContext<Scalar>
    ) -> FlowStep<Scalar> {
        let channels = shape.channels
        let logScale = layout.add(named: name + "actnorm.log_scale", [channels], decays: false)
        let shift = layout.add(
            named: name + "actnorm.shift", [channels], decays: false, isLearnt: !settings.freezesShift)
        let factors = layout.add(named: name + "mixing.factors", [channels, channels], decays: false)
        let permutation = layout.add(named: name + "mixing.permutation", [channels], decays: false, isLearnt: false)
        let signs = layout.add(named: name + "mixing.signs", [channels], decays: false, isLearnt: false)
        return FlowStep(
            actnorm: ActNorm(logScale: logScale, shift: shift, pixels: shape.pixels),
            mixing: Mixing(factors: factors, permutation: permutation, signs: signs, pixels: shape.pixels),
            coupling: AffineCoupling(
                network: network(name + "coupling.", shape.with(channels: channels / 2), context),
                minimumScale: Scalar(settings.minimumScale), isOpen: context.isOpen))
    }

    private mutating func network(
        _ name: String, _ half: ImageShape, _ context: FlowContext<Scalar>
    ) -> CouplingNetwork<Scalar> {
        let hidden = settings.hidden
        let inputs = half.channels + constantChannels
        let first = layout.add(named: name + "first.weight", [hidden, inputs, 3, 3], decays: true)
        let firstBias = layout.add(named: name + "first.bias", [hidden], decays: false)
        let middle = layout.add(named: name + "middle.weight", [hidden, hidden], decays: true)
        let middleBias = layout.add(named: name + "middle.bias", [hidden], decays: false)
        let last = layout.add(named: name + "last.weight", [2 * half.channels, 3, 3, hidden], decays: true)
        let lastBias = layout.add(
            named: name + "last.bias", [2 * half.channels], decays: false, isLearnt: !settings.freezesOutputBias)
        return CouplingNetwork(
            first: first, firstBias: firstBias, middle: middle, middleBias: middleBias, last: last, lastBias: lastBias,
            footprint: context.footprint, condition: context.condition,
            weights: CouplingWeights(
                hidden: hidden, inputs: half.channels, outputs: 2 * half.channels, condition: context.condition),
            border: border(name + "last.scale", of: last, half, at: context.footprint.outputs.map { Int($0) }))
    }

    private mutating func border(
        _ name: String, of weight: Parameter, _ shape: ImageShape, at pixels: [Int]
    ) -> BorderedScale<Scalar>? {
        guard settings.bordersOutputs else { return nil }
        let scale = layout.add(named: name, [weight.rows], decays: false)
        return BorderedScale(weight: weight, scale: scale, shape: shape, pixels: pixels)
    }

    private var constantChannels: Int { (settings.seesMask ? 1 : 0) + (settings.seesCoordinates ? 2 : 0) }

    private mutating func prior(_ name: String, _ shape: ImageShape, kept: Int) -> GaussianPrior<Scalar> {
        let outputs = 2 * (shape.channels - kept)
        // On the last level the paper's code takes the convolution of an image of zeros: of its border, that is.
        let inputs = kept == 0 && settings.bordersOutputs ? shape.channels : kept
        let weight =
            inputs == 0 ? nil : layout.add(named: name + "weight", [outputs, 3, 3, inputs], decays: true)
        let bias = layout.add(named: name + "bias", [outputs], decays: false)
        let convolution = kept == 0 ? nil : weight
        return GaussianPrior(
            convolution: convolution.map {
                PriorConvolution(weight: $0, bias: bias, shape: shape.with(channels: kept))
            },
            bias: bias, pixels: shape.pixels,
            border: weight.flatMap { border(name + "scale", of: $0, shape, at: Array(0..<shape.pixels)) })
    }
}

/// The constant channels that a level's couplings see, and where they act, at that level's resolution.
struct FlowContext<Scalar: FlowScalar> {
    /// Where couplings act: on pixels that cover any of the hole, if they are gated.
    let footprint: Footprint
    /// The neighbours of its hidden pixels, (hidden pixels, 9·E), in E channels: the hole's share of each pixel, then x
    /// and y from −1 to 1, as far as the settings want them.
    let condition: Matrix<Scalar>?
    /// Whether couplings do anything.
    let isOpen: Bool

    /// - Parameters:
    ///   - hole: one flag for each pixel of an image of `full` size.
    ///   - shape: the level's, smaller by a whole factor.
    ///   - isClosed: whether the level's couplings do nothing.
    init(_ settings: FlowSettings, hole: [Bool]?, full: ImageShape, shape: ImageShape, isClosed: Bool) {
        let factor = full.height / shape.height
        var share = [Scalar](repeating: 0, count: shape.pixels)
        if let hole {
            for (i, isHole) in hole.enumerated() where isHole {
                share[i / full.width / factor * shape.width + i % full.width / factor] += 1 / Scalar(factor * factor)
            }
        }
        var rows: [[Scalar]] = settings.seesMask ? [share] : []
        if settings.seesCoordinates {
            func place(_ i: Int, _ size: Int) -> Scalar { Scalar(2 * i + 1) / Scalar(size) - 1 }
            rows.append((0..<shape.pixels).map { place($0 % shape.width, shape.width) })
            rows.append((0..<shape.pixels).map { place($0 / shape.width, shape.height) })
        }
        footprint = Footprint(hole: settings.isGated ? hole : nil, of: full, at: shape)
        condition =
            rows.isEmpty
            ? nil
            : Matrix(rows: footprint.hidden.count, columns: 9 * rows.count, values: footprint.patches(of: rows))
        isOpen = !isClosed && !footprint.outputs.isEmpty
    }
}
