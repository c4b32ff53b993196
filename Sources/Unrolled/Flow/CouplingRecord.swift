import Tensors

/// What a coupling remembers of a pass: the activations of its network, and s and t.
public final class CouplingRecord<Scalar: FlowScalar> {
    /// Some of the images.
    struct Chunk {
        let images: Range<Int>
        /// (hidden, images·pixels).
        let hidden1: Matrix<Scalar>
        /// (hidden, images·pixels).
        let hidden2: Matrix<Scalar>
        /// [s; t]: (2·C_b, images·pixels).
        let scaleShift: Matrix<Scalar>
    }

    let chunks: [Chunk]

    /// Room for a number of images.
    public init(_ network: CouplingNetwork<Scalar>, images: Int) {
        chunks = network.chunks(images: images).map { range in
            let columns = range.count * network.pixels
            return Chunk(
                images: range, hidden1: Matrix(rows: network.hidden, columns: columns),
                hidden2: Matrix(rows: network.hidden, columns: columns),
                scaleShift: Matrix(rows: network.outputs, columns: columns))
        }
    }

    /// Elements in memory.
    var count: Int { chunks.reduce(0) { $0 + $1.hidden1.count + $1.hidden2.count + $1.scaleShift.count } }
}

/// Memory that a coupling's passes use and leave; one per thread.
public final class CouplingScratch<Scalar: FlowScalar> {
    /// Nine neighbours of what is narrower, inputs or outputs.
    let taps: Matrix<Scalar>
    /// ∂/∂h₁.
    let delta1: Matrix<Scalar>
    /// ∂/∂h₂.
    let delta2: Matrix<Scalar>
    /// ∂/∂[a; t].
    let outputDelta: Matrix<Scalar>

    /// Room for the chunks of a number of images.
    public init(_ network: CouplingNetwork<Scalar>, images: Int) {
        let most = network.chunks(images: images).first?.count ?? 0
        let columns = most * network.pixels
        func row(_ count: Int) -> Matrix<Scalar> { Matrix(rows: 1, columns: count) }
        // `gather` takes the first elements of this memory, whatever the shape it has here.
        taps = row(max(network.first.scratchCount(images: most), network.last.scratchCount(images: most)))
        delta1 = row(network.hidden * columns)
        delta2 = row(network.hidden * columns)
        outputDelta = row(network.outputs * columns)
    }

    /// Elements in memory.
    var count: Int { taps.count + delta1.count + delta2.count + outputDelta.count }
}
