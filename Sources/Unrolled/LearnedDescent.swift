import Tensors

/// Gradient descent unrolled with a learnable direction, the toy network of section II:
/// y_l = y_{l−1} − MLP(y_{l−1}, x; W_l), where each MLP has one hidden layer, MLP(v) = V·max(H·v + h, 0) + b.
public final class LearnedDescent<Scalar: KernelScalar>: UnrolledNetwork {
    /// A layer's parameters: H (hidden, d + p), h (hidden), V (d, hidden), b (d).
    private typealias Layer = (hidden: Parameter, hiddenBias: Parameter, output: Parameter, outputBias: Parameter)

    public let layerCount: Int
    /// p, the size of the input.
    public let inputDimension: Int
    public let dimension: Int
    /// Units in the hidden layer.
    public let hidden: Int
    public let parameters: [Parameter]
    public let values: Matrix<Scalar>
    private let layers: [Layer]

    /// A network of zeros, which stands still.
    public init(layerCount: Int, inputDimension p: Int, dimension d: Int, hidden: Int) {
        var layout = ParameterLayout()
        layers = (1...layerCount).map { layer in
            (
                layout.add("hidden.weight", [hidden, d + p], layer: layer, decays: true),
                layout.add("hidden.bias", [hidden], layer: layer, decays: false),
                layout.add("output.weight", [d, hidden], layer: layer, decays: true),
                layout.add("output.bias", [d], layer: layer, decays: false)
            )
        }
        (self.layerCount, inputDimension, dimension) = (layerCount, p, d)
        self.hidden = hidden
        (parameters, values) = (layout.parameters, Matrix(rows: 1, columns: layout.count))
    }

    /// N(0, gain/fan-in) in every matrix, zero biases; the last matrices smaller, so that the first steps are short.
    public func initialiseAtRandom(seed: UInt64) {
        for parameter in parameters where parameter.decays {
            let gain = parameter.localName == "output.weight" ? 0.1 : 2
            let stream = RandomStream(seed: seed, name: "descent/initial/\(parameter.name)")
            matrix(parameter).assign(
                from: stream.normal(
                    rows: parameter.rows, columns: parameter.columns,
                    standardDeviation: (gain / Double(parameter.columns)).squareRoot()))
        }
    }

    /// [y_{l−1}; x], the hidden activations, their gradient.
    public var layerMemory: [Int] { [dimension + inputDimension, hidden, hidden] }

    /// x: (B, p); y_l: (B, d).
    public func forward(layer: Int, _ x: Matrix<Scalar>, _ trajectory: Trajectory<Scalar>) {
        let (own, memory) = (layers[layer - 1], trajectory.memory[layer - 1])
        let (input, output) = (trajectory.inputs[layer - 1], trajectory.outputs[layer])
        let (joined, active) = (memory[0], memory[1])
        for r in 0..<x.rows {
            joined.row(r).update(from: input.row(r), count: dimension)
            (joined.row(r) + dimension).update(from: x.row(r), count: inputDimension)
        }
        active.setProduct(joined, matrix(own.hidden), transposeB: true)
        Scalar.addToRows(
            active.pointer, matrix(own.hiddenBias).pointer, scale: 1, rows: x.rows, columns: hidden)
        Scalar.rectify(active.pointer, count: active.count)
        output.assign(from: input)
        Scalar.addToRows(
            output.pointer, matrix(own.outputBias).pointer, scale: -1, rows: x.rows, columns: dimension)
        output.setProduct(active, matrix(own.output), transposeB: true, alpha: -1, beta: 1)
    }

    /// Keeps ∂𝓛/∂y_l (B, d), which is −∂𝓛/∂MLP; finds the hidden layer's gradient (B, hidden), and passes ∂𝓛/∂y_{l−1}
    /// on by both paths: as it is, and through the first d columns of H.
    public func backward(layer: Int, _ x: Matrix<Scalar>, _ trajectory: Trajectory<Scalar>, passesOn: Bool) {
        let (own, memory) = (layers[layer - 1], trajectory.memory[layer - 1])
        let (gradient, active, hiddenGradient) = (trajectory.gradients[layer - 1], memory[1], memory[2])
        hiddenGradient.setProduct(gradient, matrix(own.output), alpha: -1)
        Scalar.rectifyBackward(active.pointer, gradient: hiddenGradient.pointer, count: active.count)
        guard passesOn else { return }
        let (below, weight) = (trajectory.gradients[layer - 2], matrix(own.hidden))
        Scalar.addScaled(below.pointer, gradient.pointer, scale: 1, count: below.count)
        Scalar.gemm(
            transposeA: false, transposeB: false, m: x.rows, n: dimension, k: hidden, alpha: 1,
            a: hiddenGradient.pointer, lda: hidden, b: weight.pointer, ldb: weight.columns, beta: 1, c: below.pointer,
            ldc: dimension)
    }

    /// Weights: δᵀ·activations; biases: Σ δ over the samples.
    public func parameterGradient(
        _ parameter: Parameter, _ x: Matrix<Scalar>, _ trajectory: Trajectory<Scalar>, into gradient: Matrix<Scalar>
    ) {
        let memory = trajectory.memory[parameter.layer - 1]
        let (delta, hiddenDelta) = (trajectory.gradients[parameter.layer - 1], memory[2])
        switch parameter.localName {
        case "hidden.weight": gradient.setProduct(hiddenDelta, transposeA: true, memory[0])
        case "output.weight": gradient.setProduct(delta, transposeA: true, memory[1], alpha: -1)
        case "hidden.bias": Self.setSums(hiddenDelta, scale: 1, into: gradient)
        default: Self.setSums(delta, scale: -1, into: gradient)
        }
    }

    /// scale·Σ δ over the samples, as a product.
    private static func setSums(_ delta: Matrix<Scalar>, scale: Scalar, into sums: Matrix<Scalar>) {
        let ones = Matrix<Scalar>(rows: delta.rows, columns: 1)
        ones.fill(1)
        sums.view(offset: 0, rows: delta.columns, columns: 1)
            .setProduct(delta, transposeA: true, ones, alpha: scale)
    }
}
