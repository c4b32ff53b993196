import Tensors

/// Single steps of a pass, towards the latents (`encodeStep`) and towards the images (`decodeStep`). Between levels the
/// activations lie in the level's `input`, between steps in its `activation`.
extension Flow {
    func isLastStep(_ l: Int, _ s: Int) -> Bool { s == levels[l].steps.count - 1 }

    /// Images (B, dimension) to the first level's input.
    func load(_ images: Matrix<Scalar>, _ work: FlowWorkspace<Scalar>) {
        precondition(images.rows == work.images && images.columns == dimension, "images of the workspace's number")
        Scalar.kernels.flow.channelsFromRows(
            images.pointer, dimension, work.levels[0].input.pointer, shape.channels, images.rows, shape.pixels)
    }

    /// The first level's input, or its gradient, to images.
    func unload(_ input: Matrix<Scalar>, into images: Matrix<Scalar>) {
        Scalar.kernels.flow.rowsFromChannels(
            input.pointer, images.pointer, dimension, shape.channels, images.rows, shape.pixels)
    }

    /// A level's part of rows of latents, or of their gradients: (C_z, N).
    func load(latents: Matrix<Scalar>, level l: Int, into z: Matrix<Scalar>) {
        Scalar.kernels.flow.channelsFromRows(
            latents.pointer + levels[l].latents.lowerBound, dimension, z.pointer, z.rows, latents.rows,
            levels[l].shape.pixels)
    }

    /// The reverse.
    func unload(_ z: Matrix<Scalar>, level l: Int, intoLatents latents: Matrix<Scalar>) {
        Scalar.kernels.flow.rowsFromChannels(
            z.pointer, latents.pointer + levels[l].latents.lowerBound, dimension, z.rows, latents.rows,
            levels[l].shape.pixels)
    }

    /// The channels of a level's output that go deeper; nil on the last level.
    func kept(_ output: Matrix<Scalar>, _ l: Int) -> Matrix<Scalar>? {
        levels[l].kept == 0 ? nil : output.view(rows: 0..<levels[l].kept)
    }

    /// The channels of a level's output that become latents.
    func split(_ output: Matrix<Scalar>, _ l: Int) -> Matrix<Scalar> {
        output.view(rows: levels[l].kept..<output.rows)
    }

    /// What enters step s, squeezed where a level begins.
    @discardableResult
    func stepInput(_ l: Int, _ s: Int, _ work: FlowWorkspace<Scalar>) -> Matrix<Scalar> {
        if s == 0 { levels[l].squeeze.forward(work.levels[l].input, into: work.levels[l].activation) }
        return work.levels[l].activation
    }

    /// Step s of level l towards the latents, after `stepInput`: fills the record and leaves its output where the next step looks for it.
    func encodeStep(
        _ l: Int, _ s: Int, _ record: FlowStep<Scalar>.Record, _ work: FlowWorkspace<Scalar>,
        logDeterminant: UnsafeMutablePointer<Double>?
    ) {
        let here = work.levels[l]
        levels[l].steps[s].forward(
            here.activation, record, logDeterminant: logDeterminant, values, here.coupling)
        if !isLastStep(l, s) {
            here.activation.assign(from: record.output)
        } else if let kept = kept(record.output, l) {
            work.levels[l + 1].input.assign(from: kept)
        }
    }

    /// What left step s, into its record: merged from the deeper level and the latents where a level ends.
    func loadStepOutput(
        _ l: Int, _ s: Int, _ record: FlowStep<Scalar>.Record, latents: Matrix<Scalar>, _ work: FlowWorkspace<Scalar>
    ) {
        guard isLastStep(l, s) else { return record.output.assign(from: work.levels[l].activation) }
        let kept = kept(record.output, l)
        kept?.assign(from: work.levels[l + 1].input)
        load(latents: latents, level: l, into: work.levels[l].epsilon)
        levels[l].prior.inverse(
            work.levels[l].epsilon, kept: kept, into: split(record.output, l), values, work.levels[l].prior)
    }

    /// Step s of level l towards the images, after `loadStepOutput`.
    func decodeStep(_ l: Int, _ s: Int, _ record: FlowStep<Scalar>.Record, _ work: FlowWorkspace<Scalar>) {
        let here = work.levels[l]
        levels[l].steps[s].inverse(record, into: here.activation, values, here.coupling)
        if s == 0 { levels[l].squeeze.inverse(here.activation, into: here.input) }
    }
}
