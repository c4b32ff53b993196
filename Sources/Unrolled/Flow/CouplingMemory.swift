import Tensors

/// What a coupling remembers of a pass: the activations of its network, and s and t.
public final class CouplingRecord<Scalar: FlowScalar> {
    /// Some of the images.
    struct Chunk {
        let images: Range<Int>
        /// (images·hidden pixels, hidden), padded.
        let hidden1: Matrix<Scalar>
        /// (images·hidden pixels, hidden), padded.
        let hidden2: Matrix<Scalar>
        /// [s; t]: (2·C_b, images·output pixels).
        let scaleShift: Matrix<Scalar>
        /// [a; t], where a border's backward pass needs it.
        let raw: Matrix<Scalar>?
    }

    let chunks: [Chunk]

    /// Room for a number of images; none where a pass leaves the network out.
    public init(_ network: CouplingNetwork<Scalar>, images: Int, isOpen: Bool = true) {
        let footprint = network.footprint
        chunks = (isOpen ? network.chunks(images: images) : []).map { range in
            func row() -> Matrix<Scalar> {
                Matrix(
                    rows: range.count * footprint.hidden.count, columns: Scalar.kernels.products.padded(network.hidden))
            }
            func outputs() -> Matrix<Scalar> {
                Matrix(rows: network.outputs, columns: range.count * footprint.outputs.count)
            }
            return Chunk(
                images: range, hidden1: row(), hidden2: row(), scaleShift: outputs(),
                raw: network.border == nil ? nil : outputs())
        }
    }

    /// Elements in memory.
    var count: Int {
        chunks.reduce(0) { $0 + $1.hidden1.count + $1.hidden2.count + $1.scaleShift.count + ($1.raw?.count ?? 0) }
    }
}

extension CouplingNetwork {
    /// Images cut into chunks all of whose activations and gradients stay in a core's cache, by sizes alone.
    func chunks(images: Int) -> [Range<Int>] {
        Workers.ranges(images, size: max(1, 16_384 / max(1, hidden * footprint.hidden.count)))
    }
}

/// Memory that a coupling's passes use and leave; one per thread.
public final class CouplingScratch<Scalar: FlowScalar> {
    /// Nine neighbours of the inputs, (images·hidden pixels, 9·C_a), or their gradients.
    let patches: Matrix<Scalar>
    /// Inputs of one image with a border, which stays zero.
    let bordered: Matrix<Scalar>
    /// Nine taps of the outputs, (images·hidden pixels, 9·2·C_b), or their gradients.
    let taps: Matrix<Scalar>
    /// A pixel that there is not: (1, 4).
    let zeros = Matrix<Scalar>(rows: 1, columns: 4)
    /// Gradients of one image's outputs, channels side by side, and a row of zeros.
    let outputRows: Matrix<Scalar>
    /// ∂/∂h₁.
    let delta1: Matrix<Scalar>
    /// ∂/∂h₂.
    let delta2: Matrix<Scalar>
    /// ∂/∂[a; t].
    let outputDelta: Matrix<Scalar>
    /// x_b at the output pixels, and its gradient: (C_b, images·output pixels) each.
    let inside: Matrix<Scalar>
    let insideDelta: Matrix<Scalar>

    /// Room for the chunks of a number of images.
    public init(_ network: CouplingNetwork<Scalar>, images: Int) {
        let footprint = network.footprint
        let most = network.chunks(images: images).first?.count ?? 0
        let (rows, outputs) = (most * footprint.hidden.count, most * footprint.outputs.count)
        /// Loops over a row may touch a few elements behind the last.
        func room(_ columns: Int) -> Matrix<Scalar> {
            let width = Scalar.kernels.products.padded(columns)
            return Matrix(rows: rows + 1, columns: width).view(rows: 0..<rows)
        }
        patches = room(9 * network.inputs)
        let bordered = (footprint.shape.height + 2) * (footprint.shape.width + 2)
        self.bordered = Matrix(rows: 1, columns: network.inputs * bordered + 4)
        taps = room(9 * network.outputs)
        outputRows = Matrix(rows: footprint.outputs.count + 1, columns: network.outputs)
        delta1 = room(network.hidden)
        delta2 = room(network.hidden)
        outputDelta = Matrix(rows: network.outputs, columns: outputs)
        inside = Matrix(rows: network.inputs, columns: footprint.isWhole ? 0 : outputs)
        insideDelta = Matrix(rows: network.inputs, columns: footprint.isWhole ? 0 : outputs)
    }

    /// Elements in memory.
    var count: Int {
        patches.count + bordered.count + taps.count + outputRows.count + delta1.count + delta2.count
            + outputDelta.count + inside.count + insideDelta.count
    }
}
