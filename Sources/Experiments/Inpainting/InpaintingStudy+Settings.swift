import Unrolled

extension InpaintingStudy {
    /// What GLOW-Prox is made of, from a run's settings.
    package static func networkSettings(_ settings: RunSettings) -> GlowProxSettings {
        var result = GlowProxSettings()
        func choice<Choice: RawRepresentable>(_ name: String, _ fallback: Choice) -> Choice
        where Choice.RawValue == String { Choice(rawValue: settings.string("inpainting.\(name)")) ?? fallback }
        result.semantics = choice("network.semantics", .paper)
        switch settings.string("inpainting.network.memory") {
        // What the authors' g makes of latents does not lead back to them.
        case "recompute" where result.semantics == .paper: result.memory = .recompute
        case "recompute", "checkpoints":
            result.memory = .checkpoints(every: settings.int("inpainting.network.checkpoint-steps"))
        default: result.memory = .store
        }
        result.sharesFlow = settings.bool("inpainting.network.shared-flow")
        result.isCoarseToFine = settings.bool("inpainting.network.coarse-to-fine")
        result.step = settings.double("inpainting.network.step")
        result.shrinkage = settings.doubles("inpainting.network.shrinkage")
        result.scalarRate = settings.double("inpainting.network.scalar-rate")
        result.flow.levels = settings.int("inpainting.flow.levels")
        result.flow.steps = settings.int("inpainting.flow.steps")
        result.flow.hidden = settings.int("inpainting.flow.hidden")
        result.flow.squeeze = choice("flow.squeeze", .haar)
        result.flow.deeper = choice("flow.deeper", .quarter)
        result.flow.mixing = choice("flow.mixing", .halfSwap)
        result.flow.minimumScale = settings.double("inpainting.flow.minimum-scale")
        result.flow.isGated = settings.bool("inpainting.flow.gated")
        result.flow.seesMask = settings.bool("inpainting.flow.sees-place")
        result.flow.seesCoordinates = settings.bool("inpainting.flow.sees-place")
        result.flow.weightDeviation = settings.double("inpainting.flow.weight-deviation")
        result.flow.biasDeviations = settings.doubles("inpainting.flow.bias-deviations")
        result.flow.freezesShift = settings.bool("inpainting.flow.frozen-shifts")
        result.flow.freezesOutputBias = settings.bool("inpainting.flow.frozen-shifts")
        return result
    }

    /// The common reference: GLOW itself, but for the bound on the couplings' scales.
    static func likelihoodFlow(_ settings: RunSettings) -> FlowSettings {
        var flow = FlowSettings()
        flow.levels = settings.int("inpainting.likelihood.levels")
        flow.steps = settings.int("inpainting.likelihood.flow-steps")
        flow.hidden = settings.int("inpainting.likelihood.hidden")
        return flow
    }
}
