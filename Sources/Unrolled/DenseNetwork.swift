import Tensors

/// A fully connected network, which knows nothing of the problem: y = V·h_k + c with h_i = max(H_i·h_{i−1} + b_i, 0) and
/// h_0 = x. To a trainer it is a network of one layer, whatever y_0 is.
public final class DenseNetwork<Scalar: KernelScalar>: UnrolledNetwork {
    /// The sizes of x, h_1, …, h_k and y.
    public let widths: [Int]
    public let parameters: [Parameter]
    public let values: Matrix<Scalar>
    private let stages: [(weight: Parameter, bias: Parameter)]

    /// A network of zeros.
    ///
    /// - Parameter widths: of x, of the hidden activations, and of y: two at least.
    public init(widths: [Int]) {
        precondition(widths.count > 1, "an input and an output")
        var layout = ParameterLayout()
        stages = (1..<widths.count).map { i in
            (
                layout.add("\(i).weight", [widths[i], widths[i - 1]], layer: 1, decays: true),
                layout.add("\(i).bias", [widths[i]], layer: 1, decays: false)
            )
        }
        self.widths = widths
        (parameters, values) = (layout.parameters, Matrix(rows: 1, columns: layout.count))
    }

    public var layerCount: Int { 1 }
    public var dimension: Int { widths[widths.count - 1] }

    /// N(0, 2/fan-in) in matrices before a max(·, 0) (He et al., ICCV 2015), N(0, 1/fan-in) in the last; zero biases.
    public func initialiseAtRandom(seed: UInt64) {
        for (place, stage) in stages.enumerated() {
            let gain = place < stages.count - 1 ? 2.0 : 1
            let stream = RandomStream(seed: seed, name: "dense/initial/\(stage.weight.name)")
            matrix(stage.weight).assign(
                from: stream.normal(
                    rows: stage.weight.rows, columns: stage.weight.columns,
                    standardDeviation: (gain / Double(stage.weight.columns)).squareRoot()))
            matrix(stage.bias).fill(0)
        }
    }

    /// h_1, …, h_k, then their gradients.
    public var layerMemory: [Int] { Array(widths.dropFirst().dropLast()) + widths.dropFirst().dropLast() }

    /// x: (B, p); y_1: (B, d).
    public func forward(layer: Int, _ x: Matrix<Scalar>, _ trajectory: Trajectory<Scalar>) {
        let memory = trajectory.memory[0]
        var before = x
        for (place, stage) in stages.enumerated() {
            let isLast = place == stages.count - 1
            let after = isLast ? trajectory.outputs[1] : memory[place]
            after.setProduct(before, matrix(stage.weight), transposeB: true)
            Scalar.addToRows(
                after.pointer, matrix(stage.bias).pointer, scale: 1, rows: after.rows, columns: after.columns)
            if !isLast { Scalar.rectify(after.pointer, count: after.count) }
            before = after
        }
    }

    /// From ∂𝓛/∂y_1 to the gradients of what comes before each max(·, 0).
    public func backward(layer: Int, _ x: Matrix<Scalar>, _ trajectory: Trajectory<Scalar>, passesOn: Bool) {
        let memory = trajectory.memory[0]
        for place in stages.indices.dropLast().reversed() {
            let gradient = memory[stages.count - 1 + place]
            gradient.setProduct(delta(place + 1, trajectory), matrix(stages[place + 1].weight))
            Scalar.rectifyBackward(memory[place].pointer, gradient: gradient.pointer, count: gradient.count)
        }
    }

    /// What `backward` has left behind H_i, i = `place` + 1, or V.
    private func delta(_ place: Int, _ trajectory: Trajectory<Scalar>) -> Matrix<Scalar> {
        place == stages.count - 1 ? trajectory.gradients[0] : trajectory.memory[0][stages.count - 1 + place]
    }

    /// Weights: δᵀ·activations; biases: Σ δ over the samples.
    public func parameterGradient(
        _ parameter: Parameter, _ x: Matrix<Scalar>, _ trajectory: Trajectory<Scalar>, into gradient: Matrix<Scalar>
    ) {
        guard
            let place = stages.firstIndex(where: {
                $0.weight.offset == parameter.offset || $0.bias.offset == parameter.offset
            })
        else { preconditionFailure("\(parameter.name) is not of this network") }
        let delta = delta(place, trajectory)
        if parameter.decays {
            gradient.setProduct(delta, transposeA: true, place == 0 ? x : trajectory.memory[0][place - 1])
        } else {
            gradient.setSum(ofRows: delta)
        }
    }
}
