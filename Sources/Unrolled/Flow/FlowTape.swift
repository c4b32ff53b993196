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
            slots = flow.levels.map { level in level.steps.map { FlowStep.Record($0, images: count) } }
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
