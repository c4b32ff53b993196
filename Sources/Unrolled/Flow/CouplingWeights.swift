import Tensors

/// What a coupling's network makes of its parameters once for all passes: the weights of its forward pass turned, so
/// that products read them as they lie, and the first convolution's bias with what it makes of the channels that are
/// the same for every image. The backward pass reads the parameters themselves.
final class CouplingWeights<Scalar: FlowScalar>: Sendable {
    /// (9·C_a, hidden).
    let first: Matrix<Scalar>
    /// (hidden, hidden); empty where the product is the library's.
    let middle: Matrix<Scalar>
    /// (hidden, 9·2·C_b), the nine taps outermost.
    let last: Matrix<Scalar>
    /// (hidden pixels, hidden) where there are constant channels.
    let bias: Matrix<Scalar>?
    /// (9·E, hidden), for `bias`.
    private let condition: Matrix<Scalar>?

    /// From this many hidden channels on the library multiplies hidden by hidden channels: what it packs costs less
    /// than it brings then, and another copy of so large a matrix is saved.
    static var librarySize: Int { 192 }

    /// Room for a network's.
    init(hidden: Int, inputs: Int, outputs: Int, condition: Matrix<Scalar>?) {
        func room(_ rows: Int, _ columns: Int) -> Matrix<Scalar> {
            Matrix(rows: rows, columns: Scalar.kernels.products.padded(columns))
        }
        first = room(9 * inputs, hidden)
        middle = room(hidden < Self.librarySize ? hidden : 0, hidden)
        last = room(hidden, 9 * outputs)
        bias = condition.map { room($0.rows, hidden) }
        self.condition = condition.map { room($0.columns, hidden) }
    }

    /// Follows a change of the parameters.
    func refresh(_ network: CouplingNetwork<Scalar>, _ values: Matrix<Scalar>) {
        let (hidden, outputs, taps) = (network.hidden, network.outputs, network.first.columns)
        func parameters(_ parameter: Parameter) -> UnsafePointer<Scalar> {
            UnsafePointer(values.pointer + parameter.offset)
        }
        Scalar.kernels.products.pack(parameters(network.first), 1, 1, hidden, 0, taps, first.rows, first.pointer)
        if middle.rows > 0 {
            Scalar.kernels.products.pack(parameters(network.middle), 1, 1, hidden, 0, hidden, hidden, middle.pointer)
        }
        Scalar.kernels.products.pack(parameters(network.last), 1, 9, outputs, hidden, 9 * hidden, hidden, last.pointer)
        guard let bias, let condition, let patches = network.condition else { return }
        Scalar.kernels.products.pack(
            parameters(network.first) + first.rows, 1, 1, hidden, 0, taps, condition.rows, condition.pointer)
        Scalar.kernels.products.product(
            patches.pointer, patches.columns, condition.pointer, 1, 1, condition.rows, 0, 0, bias.pointer,
            bias.columns, bias.rows, hidden, parameters(network.firstBias), 0, nil, 0)
    }
}
