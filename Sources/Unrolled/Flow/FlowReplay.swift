import Tensors

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
            flow.arriveDown(l, s, record, latents: tape.latents, work)
            flow.descend(l, s, record, work)
        case .decode:
            flow.arrive(l, s, work)
            flow.ascend(l, s, record, work, logDeterminant: nil)
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
                if let start { work.levels[l].activation.assign(from: start) } else { flow.arrive(l, s, work) }
                flow.ascend(l, s, record, work, logDeterminant: nil)
            case .decode:
                if let start {
                    record.output.assign(from: start)
                } else {
                    flow.arriveDown(l, s, record, latents: tape.latents, work)
                }
                flow.descend(l, s, record, work)
            }
        }
    }
}
