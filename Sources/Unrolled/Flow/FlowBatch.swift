import Tensors

/// Passes of a flow over a batch on several threads, with the memory they need. The batch is cut into shards of
/// `shardSize` images whatever the number of threads, and gradients are added up in shard order: the same bytes.
public final class FlowBatch<Scalar: FlowScalar> {
    /// Images to a shard.
    public static var shardSize: Int { 4 }

    /// The flow.
    public let flow: Flow<Scalar>
    /// B.
    public let images: Int
    private let workers: Workers
    private let shards: [Range<Int>]
    private let encodings: [FlowTape<Scalar>]
    private let decodings: [FlowTape<Scalar>]
    /// For each worker one for whole shards, and one for the last, which may be smaller.
    private let workspaces: [[FlowWorkspace<Scalar>]]
    private lazy var gradients = shards.map { _ in Matrix<Scalar>(rows: 1, columns: flow.parameterCount) }

    /// - Parameters:
    ///   - images: B.
    ///   - memory: what passes keep; nil where no backward pass will come.
    ///   - workers: the threads.
    public init(_ flow: Flow<Scalar>, images: Int, memory: FlowMemory?, workers: Workers = .one) {
        self.flow = flow
        self.images = images
        self.workers = workers
        let ranges = Workers.ranges(images, size: Self.shardSize)
        shards = ranges
        func tapes(_ direction: FlowDirection) -> [FlowTape<Scalar>] {
            guard let memory else { return [] }
            return ranges.map { FlowTape(flow, images: $0.count, memory: memory, direction: direction) }
        }
        encodings = tapes(.encode)
        decodings = tapes(.decode)
        let sizes = [ranges.first?.count, ranges.last?.count].compactMap { $0 }
        workspaces = (0..<min(workers.count, max(1, ranges.count))).map { _ in
            sizes.enumerated().map { index, size in
                FlowWorkspace(flow, images: index == 1 && size == sizes[0] ? 0 : size, memory: memory ?? .recompute)
            }
        }
    }

    /// Bytes of tapes and workspaces.
    public var bytes: Int {
        (encodings + decodings).reduce(0) { $0 + $1.bytes }
            + workspaces.reduce(0) { $0 + $1.reduce(0) { $0 + $1.bytes } }
    }

    private func forEachShard(_ body: (Int, FlowWorkspace<Scalar>) -> Void) {
        workers.forEach(shards.count) { shard, worker in
            let choice = workspaces[worker]
            body(shard, choice.first { $0.images == shards[shard].count } ?? choice[0])
        }
    }

    /// h: images (B, dimension) to latents, and log|det ∂h/∂y| of each.
    public func encode(_ images: Matrix<Scalar>) -> (latents: Matrix<Scalar>, logDeterminant: [Double]) {
        flow.refresh()
        let latents = Matrix<Scalar>(rows: images.rows, columns: flow.dimension)
        let determinants = Matrix<Double>(rows: 1, columns: images.rows)
        forEachShard { shard, work in
            let rows = shards[shard]
            flow.encode(
                images.view(rows: rows), into: latents.view(rows: rows),
                logDeterminant: determinants.pointer + rows.lowerBound,
                tape: encodings.isEmpty ? nil : encodings[shard], work)
        }
        return (latents, determinants.values)
    }

    /// g = h⁻¹: latents (B, dimension) to images.
    public func decode(_ latents: Matrix<Scalar>) -> Matrix<Scalar> {
        flow.refresh()
        let images = Matrix<Scalar>(rows: latents.rows, columns: flow.dimension)
        forEachShard { shard, work in
            let rows = shards[shard]
            flow.decode(
                latents.view(rows: rows), into: images.view(rows: rows),
                tape: decodings.isEmpty ? nil : decodings[shard], work)
        }
        return images
    }

    /// Of the last `encode`: adds to `gradient`, (1, parameters), and returns the images' gradient.
    @discardableResult
    public func encodeBackward(
        latentGradient: Matrix<Scalar>, logDeterminantGradient: [Double]? = nil, gradient: Matrix<Scalar>
    ) -> Matrix<Scalar> {
        precondition(!encodings.isEmpty, "a batch without memory has no backward pass")
        let result = Matrix<Scalar>(rows: images, columns: flow.dimension)
        let determinants = logDeterminantGradient.map { Matrix(rows: 1, columns: images, values: $0) }
        // Made here, not by the first of several threads: two of them would each make their own.
        let gradients = gradients
        forEachShard { shard, work in
            let rows = shards[shard]
            gradients[shard].fill(0)
            flow.encodeBackward(
                encodings[shard], latentGradient: latentGradient.view(rows: rows),
                logDeterminantGradient: determinants.map { UnsafePointer($0.pointer + rows.lowerBound) },
                imageGradient: result.view(rows: rows), gradient: gradients[shard], work)
        }
        reduce(into: gradient)
        return result
    }

    /// Of the last `decode`: adds to `gradient`, (1, parameters), and returns the latents' gradient.
    @discardableResult
    public func decodeBackward(imageGradient: Matrix<Scalar>, gradient: Matrix<Scalar>) -> Matrix<Scalar> {
        precondition(!decodings.isEmpty, "a batch without memory has no backward pass")
        let result = Matrix<Scalar>(rows: images, columns: flow.dimension)
        let gradients = gradients
        forEachShard { shard, work in
            let rows = shards[shard]
            gradients[shard].fill(0)
            flow.decodeBackward(
                decodings[shard], imageGradient: imageGradient.view(rows: rows),
                latentGradient: result.view(rows: rows), gradient: gradients[shard], work)
        }
        reduce(into: gradient)
        return result
    }

    private func reduce(into gradient: Matrix<Scalar>) {
        let pieces = Workers.ranges(gradient.count, size: 1 << 16)
        workers.forEach(pieces.count) { piece, _ in
            let start = pieces[piece].lowerBound
            for shard in gradients {
                Scalar.addScaled(
                    gradient.pointer + start, shard.pointer + start, scale: 1, count: pieces[piece].count)
            }
        }
    }
}
