import Foundation
import Tensors

/// What the shards of a GLOW-Prox batch keep from the forward pass to the backward pass, beside the trajectory.
///
/// `@unchecked Sendable`: the dictionary is read and changed under the lock, and a shard is one thread's at a time.
final class GlowProxMemory<Scalar: FlowScalar>: @unchecked Sendable {
    /// Memory of consecutive images, which one thread takes through the network.
    final class Shard {
        /// ỹ_l, or its gradient: (B, dimension).
        let estimate: Matrix<Scalar>
        /// Gradients in z_l, then Aᵀ(x − A·y): (B, dimension).
        let delta: Matrix<Scalar>
        /// What a layer is fed, or what it makes, where these are clamped: (B, dimension).
        let clamped: Matrix<Scalar>?
        let work: FlowWorkspace<Scalar>
        /// One for each layer; nil in forward passes alone.
        let encodings: [FlowTape<Scalar>]?
        let decodings: [FlowTape<Scalar>]?
        /// (1, parameters): this shard's part of the gradient.
        let gradient: Matrix<Scalar>?

        init(_ network: GlowProx<Scalar>, images: Int, learns: Bool) {
            let memory = network.settings.memory
            estimate = Matrix(rows: images, columns: network.dimension)
            delta = Matrix(rows: images, columns: network.dimension)
            clamped = network.clamps ? Matrix(rows: images, columns: network.dimension) : nil
            work = FlowWorkspace(network.flows[0], images: images, memory: learns ? memory : .recompute)
            func tapes(_ direction: FlowDirection) -> [FlowTape<Scalar>]? {
                learns
                    ? network.flows.map { FlowTape($0, images: images, memory: memory, direction: direction) } : nil
            }
            encodings = tapes(.encode)
            decodings = tapes(.decode)
            gradient = learns ? Matrix(rows: 1, columns: network.parameterCount) : nil
        }

        var bytes: Int {
            let tapes = ((encodings ?? []) + (decodings ?? [])).reduce(0) { $0 + $1.bytes }
            return tapes + work.bytes
                + (estimate.count + delta.count + (clamped?.count ?? 0) + (gradient?.count ?? 0))
                * MemoryLayout<Scalar>.stride
        }
    }

    private let learns: Bool
    private let lock = NSLock()
    private var shards: [Range<Int>: Shard] = [:]

    init(learns: Bool) { self.learns = learns }

    /// The memory of the samples that a trajectory's view shows, made at its first use.
    func shard(_ trajectory: Trajectory<Scalar>, _ network: GlowProx<Scalar>) -> Shard {
        let rows = trajectory.firstRow..<trajectory.firstRow + trajectory.samples
        return lock.withLock {
            if let known = shards[rows] { return known }
            let made = Shard(network, images: rows.count, learns: learns)
            shards[rows] = made
            return made
        }
    }

    /// All shards' gradients, in the order of their samples.
    var gradients: [Matrix<Scalar>] {
        lock.withLock { shards.sorted { $0.key.lowerBound < $1.key.lowerBound }.compactMap(\.value.gradient) }
    }

    /// The size of it all.
    var bytes: Int { lock.withLock { shards.values.reduce(0) { $0 + $1.bytes } } }
}
