import Tensors

extension Flow {
    /// h on one thread, eq. (19): images (B, dimension) to latents (B, dimension).
    ///
    /// - Parameters:
    ///   - logDeterminant: receives log|det ∂h/∂y| of each image where it is given: B numbers.
    ///   - tape: keeps what `encodeBackward` needs.
    ///   - work: of exactly B images, made for the tape's memory.
    @_specialize(where Scalar == Float)
    public func encode(
        _ images: Matrix<Scalar>, into latents: Matrix<Scalar>, logDeterminant: UnsafeMutablePointer<Double>? = nil,
        tape: FlowTape<Scalar>? = nil, _ work: FlowWorkspace<Scalar>
    ) {
        load(images, work)
        if let logDeterminant {
            let constant = levels.reduce(0) {
                $0 + $1.steps.reduce(0) { $0 + $1.constantLogDeterminant(values) }
            }
            for n in 0..<images.rows { logDeterminant[n] = constant }
        }
        var n = 0
        for (l, level) in levels.enumerated() {
            let here = work.levels[l]
            for s in level.steps.indices {
                let record = tape.flatMap { $0.slots.isEmpty ? nil : $0.slots[l][s] } ?? work.record(l, s)
                let x = stepInput(l, s, work)
                tape?.checkpoint(n)?.assign(from: x)
                encodeStep(l, s, record, work, logDeterminant: logDeterminant)
                if isLastStep(l, s) {
                    if settings.standardises {
                        level.prior.forward(
                            split(record.output, l), kept: kept(record.output, l), into: here.epsilon,
                            logDeterminant: logDeterminant, values, here.prior)
                    } else {
                        here.epsilon.assign(from: split(record.output, l))
                    }
                    unload(here.epsilon, level: l, intoLatents: latents)
                }
                n += 1
            }
        }
        tape?.latents.assign(from: latents)
    }

    /// g = h⁻¹ on one thread, eq. (20): latents (B, dimension) to images (B, dimension).
    ///
    /// - Parameters:
    ///   - tape: keeps what `decodeBackward` needs.
    ///   - work: of exactly B images, made for the tape's memory.
    @_specialize(where Scalar == Float)
    public func decode(
        _ latents: Matrix<Scalar>, into images: Matrix<Scalar>, tape: FlowTape<Scalar>? = nil,
        _ work: FlowWorkspace<Scalar>
    ) {
        precondition(latents.rows == work.images && latents.columns == dimension, "latents of the workspace's number")
        tape?.latents.assign(from: latents)
        var n = 0
        for (l, level) in levels.enumerated().reversed() {
            for s in level.steps.indices.reversed() {
                let record = tape.flatMap { $0.slots.isEmpty ? nil : $0.slots[l][s] } ?? work.record(l, s)
                loadStepOutput(l, s, record, latents: latents, work)
                tape?.checkpoint(n)?.assign(from: record.output)
                decodeStep(l, s, record, work)
                n += 1
            }
        }
        unload(work.levels[0].input, into: images)
        tape?.images.assign(from: images)
    }
}
