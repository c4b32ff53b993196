import Bench
import Unrolled

extension Settings where Group == InpaintingDeclarations {
    /// What GLOW-Prox is made of.
    package var glowProx: GlowProxSettings {
        var result = GlowProxSettings()
        result.semantics = self.network.semantics
        switch self.network.memory {
        case .store: result.memory = .store
        // What the authors' g makes of latents does not lead back to them.
        case .recompute where result.semantics == .paper: result.memory = .recompute
        case .recompute, .checkpoints: result.memory = .checkpoints(every: self.network.checkpointSteps)
        }
        result.sharesFlow = self.network.sharesFlow
        result.isCoarseToFine = self.network.isCoarseToFine
        result.step = self.network.step
        result.shrinkage = self.network.shrinkage
        result.scalarRate = self.network.scalarRate
        result.flow.levels = self.flow.levels
        result.flow.steps = self.flow.steps
        result.flow.hidden = self.flow.hidden
        result.flow.squeeze = self.flow.squeeze
        result.flow.deeper = self.flow.deeper
        result.flow.mixing = self.flow.mixing
        result.flow.minimumScale = self.flow.minimumScale
        result.flow.isGated = self.flow.isGated
        result.flow.seesMask = self.flow.seesPlace
        result.flow.seesCoordinates = self.flow.seesPlace
        result.flow.weightDeviation = self.flow.weightDeviation
        result.flow.biasDeviations = self.flow.biasDeviations
        result.flow.freezesShift = self.flow.freezesShifts
        result.flow.freezesOutputBias = self.flow.freezesShifts
        return result
    }

    /// The common reference: GLOW, with a bound on the couplings' scales, which may see each pixel's place.
    package var referenceFlow: FlowSettings {
        var result = FlowSettings()
        result.levels = self.likelihood.levels
        result.steps = self.likelihood.flowSteps
        result.hidden = self.likelihood.hidden
        result.minimumScale = self.likelihood.minimumScale
        result.seesCoordinates = self.likelihood.seesPlace
        return result
    }
}
