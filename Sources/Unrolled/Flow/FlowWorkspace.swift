import Tensors

/// Memory that the passes of a flow use and leave, for an exact number of images; one per thread. It serves every flow
/// of the same shape and settings.
public final class FlowWorkspace<Scalar: FlowScalar> {
    /// Memory of one level. C_in is its channels before the squeeze, C after it; N and N_in the columns.
    final class Level {
        /// What enters the level, before the squeeze: (C_in, N_in).
        let input: Matrix<Scalar>
        /// Its gradient.
        let inputDelta: Matrix<Scalar>
        /// What enters the next step: (C, N).
        let activation: Matrix<Scalar>
        /// Its gradient.
        let delta: Matrix<Scalar>
        let spare: Matrix<Scalar>
        /// (C_z, N).
        let epsilon: Matrix<Scalar>
        let coupling: CouplingScratch<Scalar>
        let prior: GaussianPrior<Scalar>.Scratch
        /// Records for as many consecutive steps as a backward pass needs at once.
        let slots: [FlowStep<Scalar>.Record]

        init(_ level: FlowLevel<Scalar>, images: Int, slots count: Int) {
            let (before, after) = (level.squeeze.shape, level.shape)
            input = Matrix(rows: before.channels, columns: images * before.pixels)
            inputDelta = Matrix(rows: before.channels, columns: images * before.pixels)
            activation = Matrix(rows: after.channels, columns: images * after.pixels)
            delta = Matrix(rows: after.channels, columns: images * after.pixels)
            spare = Matrix(rows: after.channels, columns: images * after.pixels)
            epsilon = Matrix(rows: after.channels - level.kept, columns: images * after.pixels)
            coupling = CouplingScratch(level.steps[0].coupling.network, images: images)
            prior = GaussianPrior.Scratch(level.prior, images: images)
            slots = (0..<count).map { _ in FlowStep.Record(level.steps[0], images: images, isOpen: true) }
        }

        var count: Int {
            2 * input.count + 3 * activation.count + epsilon.count + coupling.count + prior.moments.count
                + prior.taps.count + (prior.kept?.count ?? 0) + slots.reduce(0) { $0 + $1.count }
        }
    }

    /// The number of images, exactly.
    public let images: Int
    let levels: [Level]

    /// - Parameters:
    ///   - flow: one of those that it will serve.
    ///   - images: their number in each pass.
    ///   - memory: of the tapes that it will meet.
    public init(_ flow: Flow<Scalar>, images: Int, memory: FlowMemory) {
        self.images = images
        levels = flow.levels.map { level in
            var count = 1
            if case .checkpoints(let every) = memory { count = min(max(1, every), level.steps.count) }
            return Level(level, images: images, slots: count)
        }
    }

    /// The memory's size.
    public var bytes: Int { levels.reduce(0) { $0 + $1.count } * MemoryLayout<Scalar>.stride }

    /// The slot of step s on level l: consecutive steps, as many as there are slots, never share one.
    func record(_ l: Int, _ s: Int) -> FlowStep<Scalar>.Record { levels[l].slots[s % levels[l].slots.count] }
}
