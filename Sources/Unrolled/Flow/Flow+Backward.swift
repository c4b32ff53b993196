import Tensors

extension Flow {
    /// Of `encode` with this tape: adds the parameters' gradient to `gradient`, (1, `parameterCount`), and writes the
    /// images' to `imageGradient`.
    ///
    /// - Parameters:
    ///   - latentGradient: ∂𝓛/∂ε, (B, dimension).
    ///   - logDeterminantGradient: ∂𝓛/∂log|det| of each image, or nil where the loss does not look at it.
    ///   - imageGradient: receives ∂𝓛/∂y, (B, dimension).
    ///   - work: as for `encode`; not necessarily the same.
    @_specialize(where Scalar == Float)
    public func encodeBackward(
        _ tape: FlowTape<Scalar>, latentGradient: Matrix<Scalar>,
        logDeterminantGradient: UnsafePointer<Double>? = nil, imageGradient: Matrix<Scalar>? = nil,
        gradient: Matrix<Scalar>, _ work: FlowWorkspace<Scalar>
    ) {
        let total = (0..<work.images).reduce(0) { $0 + (logDeterminantGradient?[$1] ?? 0) }
        var replay = FlowReplay(self, tape, work, .encode)
        for (l, level) in levels.enumerated().reversed() {
            let here = work.levels[l]
            for s in level.steps.indices.reversed() {
                let record = replay.previous()
                if isLastStep(l, s) {
                    let (keptDelta, splitDelta) = (kept(here.delta, l), split(here.delta, l))
                    keptDelta?.assign(from: work.levels[l + 1].inputDelta)
                    load(latents: latentGradient, level: l, into: splitDelta)
                    if settings.standardises {
                        load(latents: tape.latents, level: l, into: here.epsilon)
                        level.prior.encodeBackward(
                            here.epsilon, kept: kept(record.output, l), splitDelta, keptDelta: keptDelta,
                            logDeterminantGradient: logDeterminantGradient, values, gradient: gradient, here.prior)
                    }
                }
                level.steps[s].encodeBackward(
                    record, here.delta, spare: here.spare, logDeterminantGradient: logDeterminantGradient,
                    total: total, values, gradient: gradient, here.coupling)
            }
            level.squeeze.inverse(here.delta, into: here.inputDelta)
        }
        if let imageGradient { unload(work.levels[0].inputDelta, into: imageGradient) }
    }

    /// Of `decode` with this tape: adds the parameters' gradient to `gradient`, (1, `parameterCount`), and writes the
    /// latents' to `latentGradient`.
    ///
    /// - Parameters:
    ///   - imageGradient: ∂𝓛/∂y, (B, dimension).
    ///   - latentGradient: receives ∂𝓛/∂ε, (B, dimension).
    ///   - work: as for `decode`; not necessarily the same.
    @_specialize(where Scalar == Float)
    public func decodeBackward(
        _ tape: FlowTape<Scalar>, imageGradient: Matrix<Scalar>, latentGradient: Matrix<Scalar>? = nil,
        gradient: Matrix<Scalar>, _ work: FlowWorkspace<Scalar>
    ) {
        Scalar.kernels.flow.channelsFromRows(
            imageGradient.pointer, dimension, work.levels[0].inputDelta.pointer, shape.channels, work.images,
            shape.pixels)
        var replay = FlowReplay(self, tape, work, .decode)
        for (l, level) in levels.enumerated() {
            let here = work.levels[l]
            level.squeeze.forward(here.inputDelta, into: here.delta)
            for s in level.steps.indices {
                let record = replay.previous()
                level.steps[s].decodeBackward(
                    record, here.delta, spare: here.spare, values, gradient: gradient, here.coupling)
                guard isLastStep(l, s) else { continue }
                let (keptDelta, splitDelta) = (kept(here.delta, l), split(here.delta, l))
                load(latents: tape.latents, level: l, into: here.epsilon)
                level.prior.decodeBackward(
                    here.epsilon, kept: kept(record.output, l), splitDelta, keptDelta: keptDelta, values,
                    gradient: gradient, here.prior)
                if let latentGradient { unload(splitDelta, level: l, intoLatents: latentGradient) }
                if let keptDelta { work.levels[l + 1].inputDelta.assign(from: keptDelta) }
            }
        }
    }
}
