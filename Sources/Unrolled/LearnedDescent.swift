import Tensors

/// Gradient descent unrolled with a learnable direction, the toy network of section II:
/// y_l = y_{l−1} − MLP(y_{l−1}, x; W_l), where each MLP has one hidden layer, MLP(v) = V·max(H·v + h, 0) + b.
public final class LearnedDescent<Scalar: KernelScalar>: UnrolledNetwork {
    public let layerCount: Int
    /// p, the size of the input.
    public let inputDimension: Int
    public let dimension: Int
    /// Units in the hidden layer.
    public let hidden: Int
    public let parameters: [Parameter]
    public let values: Matrix<Scalar>

    /// A network of zeros, which stands still.
    public init(layerCount: Int, inputDimension p: Int, dimension d: Int, hidden: Int) {
        var layout = ParameterLayout()
        for layer in 1...layerCount {
            layout.add("hidden.weight", [hidden, d + p], layer: layer, decays: true)
            layout.add("hidden.bias", [hidden], layer: layer, decays: false)
            layout.add("output.weight", [d, hidden], layer: layer, decays: true)
            layout.add("output.bias", [d], layer: layer, decays: false)
        }
        self.layerCount = layerCount
        inputDimension = p
        dimension = d
        self.hidden = hidden
        parameters = layout.parameters
        values = Matrix(rows: 1, columns: layout.count)
    }

    /// N(0, gain/fan-in) in every matrix, zero biases; the last matrices smaller, so that the first steps are short.
    public func initialiseAtRandom(seed: UInt64) {
        for parameter in parameters where parameter.decays {
            let gain = parameter.name.hasSuffix("output.weight") ? 0.1 : 2
            let stream = RandomStream(seed: seed, name: "descent/initial/\(parameter.name)")
            matrix(parameter).assign(
                from: stream.normal(
                    rows: parameter.rows, columns: parameter.columns,
                    standardDeviation: (gain / Double(parameter.columns)).squareRoot()))
        }
    }

    /// Parameters of a layer: hidden.weight, hidden.bias, output.weight, output.bias.
    private func layerParameters(_ layer: Int) -> [Parameter] { Array(parameters[4 * (layer - 1)..<4 * layer]) }

    /// Memory of a layer: [y_{l−1}; x] (B, d + p), the hidden activations (B, hidden), their gradient (B, hidden).
    public func makeTrajectory(samples: Int) -> Trajectory<Scalar> {
        func matrices(_ count: Int, _ columns: Int) -> [Matrix<Scalar>] {
            (0..<count).map { _ in Matrix(rows: samples, columns: columns) }
        }
        let memory = (0..<layerCount).map { _ in
            matrices(1, dimension + inputDimension) + matrices(2, hidden)
        }
        return Trajectory(
            outputs: matrices(layerCount + 1, dimension), gradients: matrices(layerCount, dimension), memory: memory)
    }

    /// x: (B, p); y_l: (B, d).
    public func forward(
        _ x: Matrix<Scalar>, _ trajectory: Trajectory<Scalar>, depth: Int, noise: (any LayerNoise<Scalar>)?
    ) {
        for layer in 1...depth {
            let p = layerParameters(layer).map { matrix($0) }
            let (input, output) = (trajectory.inputs[layer - 1], trajectory.outputs[layer])
            let (joined, active) = (trajectory.memory[layer - 1][0], trajectory.memory[layer - 1][1])
            for r in 0..<x.rows {
                joined.row(r).update(from: input.row(r), count: dimension)
                (joined.row(r) + dimension).update(from: x.row(r), count: inputDimension)
            }
            active.setProduct(joined, p[0], transposeB: true)
            Scalar.addToRows(active.pointer, p[1].pointer, scale: 1, rows: x.rows, columns: hidden)
            Scalar.rectify(active.pointer, count: active.count)
            output.assign(from: input)
            Scalar.addToRows(output.pointer, p[3].pointer, scale: -1, rows: x.rows, columns: dimension)
            output.setProduct(active, p[2], transposeB: true, alpha: -1, beta: 1)
            if let noise, layer < depth { noise.perturb(output, layer: layer, into: trajectory.inputs[layer]) }
        }
    }

    /// Keeps ∂𝓛/∂y_l (B, d), which is −∂𝓛/∂MLP; finds the hidden layer's gradient (B, hidden), and passes ∂𝓛/∂y_{l−1}
    /// on by both paths: as it is, and through the first d columns of H.
    public func backward(_ x: Matrix<Scalar>, _ trajectory: Trajectory<Scalar>, layers: ClosedRange<Int>) {
        for layer in layers.reversed() {
            let p = layerParameters(layer).map { matrix($0) }
            let gradient = trajectory.gradients[layer - 1]
            let (active, hiddenGradient) = (trajectory.memory[layer - 1][1], trajectory.memory[layer - 1][2])
            hiddenGradient.setProduct(gradient, p[2], alpha: -1)
            Scalar.rectifyBackward(active.pointer, gradient: hiddenGradient.pointer, count: active.count)
            if layer > layers.lowerBound {
                let below = trajectory.gradients[layer - 2]
                Scalar.addScaled(below.pointer, gradient.pointer, scale: 1, count: below.count)
                Scalar.gemm(
                    transposeA: false, transposeB: false, m: x.rows, n: dimension, k: hidden, alpha: 1,
                    a: hiddenGradient.pointer, lda: hidden, b: p[0].pointer, ldb: p[0].columns, beta: 1,
                    c: below.pointer, ldc: dimension)
            }
        }
    }

    /// Weights: δᵀ·activations; biases: Σ δ over the samples.
    public func gradientTiles(
        _ x: Matrix<Scalar>, _ trajectory: Trajectory<Scalar>, layers: ClosedRange<Int>
    ) -> [GradientTile<Scalar>] {
        layers.flatMap { layer in
            let memory = trajectory.memory[layer - 1]
            let deltas = [memory[2], memory[2], trajectory.gradients[layer - 1], trajectory.gradients[layer - 1]]
            let ones = Matrix<Scalar>(rows: x.rows, columns: 1)
            ones.fill(1)
            let factors = [memory[0], ones, memory[1], ones]
            return zip(layerParameters(layer), zip(deltas, factors)).map { parameter, pair in
                let sign: Scalar = pair.0 === memory[2] ? 1 : -1
                return GradientTile(range: parameter.range, decays: parameter.decays) { result in
                    Scalar.gemm(
                        transposeA: true, transposeB: false, m: pair.0.columns, n: pair.1.columns, k: x.rows,
                        alpha: sign,
                        a: pair.0.pointer, lda: pair.0.columns, b: pair.1.pointer, ldb: pair.1.columns, beta: 0,
                        c: result, ldc: pair.1.columns)
                }
            }
        }
    }
}
