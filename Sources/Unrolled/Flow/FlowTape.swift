import Tensors

/// What one pass of a flow, in either direction, keeps for its backward pass. Made once, used by every pass.
public final class FlowTape<Scalar: FlowScalar> {
    /// What is kept.
    public let memory: FlowMemory
    /// ε of the pass: (B, dimension).
    public let latents: Matrix<Scalar>
    /// The images of the pass: (B, dimension).
    public let images: Matrix<Scalar>
    /// With `store`: the record of each step, by level.
    let slots: [[FlowStep<Scalar>.Record]]
    /// With `checkpoints`: what entered every k-th step, in the order of the pass.
    let checkpoints: [Matrix<Scalar>]

    /// A tape for passes of exactly `images` images.
    public init(_ flow: Flow<Scalar>, images count: Int, memory: FlowMemory, direction: FlowDirection) {
        self.memory = memory
        latents = Matrix(rows: count, columns: flow.dimension)
        images = Matrix(rows: count, columns: flow.dimension)
        switch memory {
        case .store:
            slots = flow.levels.map { level in
                level.steps.map { FlowStep.Record($0, images: count, isOpen: $0.coupling.isOpen) }
            }
        case .recompute, .checkpoints:
            slots = []
        }
        if case .checkpoints(let every) = memory {
            let shapes = flow.levels.flatMap { level in level.steps.map { _ in level.shape } }
            checkpoints = (direction == .encode ? shapes : shapes.reversed()).enumerated().compactMap { index, shape in
                index % max(1, every) == 0
                    ? Matrix(rows: shape.channels, columns: count * shape.pixels) : nil
            }
        } else {
            checkpoints = []
        }
    }

    /// The memory's size.
    public var bytes: Int {
        let records = slots.reduce(0) { $0 + $1.reduce(0) { $0 + $1.count } }
        return (latents.count + images.count + records + checkpoints.reduce(0) { $0 + $1.count })
            * MemoryLayout<Scalar>.stride
    }

    /// The place of a checkpoint for the n-th step of a pass, if one is kept there.
    func checkpoint(_ n: Int) -> Matrix<Scalar>? {
        guard case .checkpoints(let every) = memory, n % max(1, every) == 0 else { return nil }
        return checkpoints[n / max(1, every)]
    }
}

/// Which way a pass goes.
public enum FlowDirection: Sendable {
    /// h: from images to latents.
    case encode
    /// g = h⁻¹: from latents to images.
    case decode
}

/// Gives the backward pass the record of each step, in the reverse order of the pass: as stored, by inverting the step
/// from its result, or by running the steps since the last checkpoint again.
struct FlowReplay<Scalar: FlowScalar> {
    let flow: Flow<Scalar>
    let tape: FlowTape<Scalar>
    let work: FlowWorkspace<Scalar>
    let direction: FlowDirection
    /// Level and step of the pass's n-th step.
    private let order: [(level: Int, step: Int)]
    /// The steps, counted in the pass's order, whose records lie in the workspace.
    private var present = 0..<0
    private var next: Int

    init(_ flow: Flow<Scalar>, _ tape: FlowTape<Scalar>, _ work: FlowWorkspace<Scalar>, _ direction: FlowDirection) {
        (self.flow, self.tape, self.work, self.direction) = (flow, tape, work, direction)
        let upwards = flow.levels.enumerated().flatMap { l, level in level.steps.indices.map { (level: l, step: $0) } }
        order = direction == .encode ? upwards : upwards.reversed()
        next = order.count
        if tape.memory == .recompute, direction == .decode { flow.load(tape.images, work) }
    }

    /// The record of the step before the one of the last call.
    mutating func previous() -> FlowStep<Scalar>.Record {
        next -= 1
        let (l, s) = order[next]
        switch tape.memory {
        case .store: return tape.slots[l][s]
        case .recompute: recompute(l, s)
        case .checkpoints(let every): if !present.contains(next) { rerun(every: max(1, every)) }
        }
        return work.record(l, s)
    }

    /// Undoes one step of the pass: what it left behind is where the step after it has left it.
    private func recompute(_ l: Int, _ s: Int) {
        let record = work.record(l, s)
        switch direction {
        case .encode:
            flow.loadStepOutput(l, s, record, latents: tape.latents, work)
            flow.decodeStep(l, s, record, work)
        case .decode:
            flow.stepInput(l, s, work)
            flow.encodeStep(l, s, record, work, logDeterminant: nil)
        }
    }

    /// The segment that ends with step `next`, again from its checkpoint.
    private mutating func rerun(every: Int) {
        present = next / every * every..<next + 1
        for n in present {
            let (l, s) = order[n]
            let record = work.record(l, s)
            let start = n == present.lowerBound ? tape.checkpoint(n) : nil
            switch direction {
            case .encode:
                if let start { work.levels[l].activation.assign(from: start) } else { flow.stepInput(l, s, work) }
                flow.encodeStep(l, s, record, work, logDeterminant: nil)
            case .decode:
                if let start {
                    record.output.assign(from: start)
                } else {
                    flow.loadStepOutput(l, s, record, latents: tape.latents, work)
                }
                flow.decodeStep(l, s, record, work)
            }
        }
    }
}
