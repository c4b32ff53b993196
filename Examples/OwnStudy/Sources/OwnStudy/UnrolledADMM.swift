import Tensors
import Unrolled

/// ADMM for the LASSO (Boyd et al., 2011, section 6.4), unrolled. Its state is (y, u), u_0 = 0 the scaled dual variable:
///
///     v_l = A_l·x + B_l·(y_{l−1} − u_{l−1}),   y_l = S_θ(v_l + u_{l−1}),   u_l = u_{l−1} + η_l·(v_l − y_l)
///
/// A_l (d, p), B_l (d, d), θ_l (d) and η_l are learnt. ADMM itself has A = (DᵀD + ρI)⁻¹Dᵀ, B = ρ(DᵀD + ρI)⁻¹, θ = α/ρ, η = 1.
final class UnrolledADMM<Scalar: KernelScalar>: UnrolledNetwork {
    let layerCount, dimension: Int
    let parameters: [Parameter]
    let values: Matrix<Scalar>
    let layers: [(a: Parameter, b: Parameter, theta: Parameter, eta: Parameter)]
    /// What a layer keeps: v_l, y_{l−1} − u_{l−1}, u_l, ∂𝓛/∂v_l and ∂𝓛/∂u_l.
    var layerMemory: [Int] { [Int](repeating: dimension, count: 5) }

    /// A network of zeros. The learning rate of η is `etaRateShare` times that of all else.
    init(layerCount: Int, inputDimension p: Int, dimension d: Int, etaRateShare: Double = 1) {
        var layout = ParameterLayout()
        layers = (1...layerCount).map { layer in
            (
                layout.add("A", [d, p], layer: layer, decays: true),
                layout.add("B", [d, d], layer: layer, decays: true),
                layout.add("theta", [d], layer: layer, decays: false),
                layout.add("eta", [1], layer: layer, decays: false, rateShare: etaRateShare)
            )
        }
        (self.layerCount, dimension) = (layerCount, d)
        (parameters, values) = (layout.parameters, Matrix(rows: 1, columns: layout.count))
    }

    /// Small random matrices, θ = 0, η = 1.
    func start(deviation: Double, seed: UInt64) {
        for parameter in parameters where parameter.decays {
            let stream = RandomStream(seed: seed, name: "admm/\(parameter.name)")
            matrix(parameter).assign(
                from: stream.normal(rows: parameter.rows, columns: parameter.columns, standardDeviation: deviation))
        }
        for layer in layers { matrix(layer.eta).fill(1) }
    }

    func forward(layer: Int, _ x: Matrix<Scalar>, _ trajectory: Trajectory<Scalar>) {
        let (own, memory) = (layers[layer - 1], trajectory.memory[layer - 1])
        let (v, q, u, y) = (memory[0], memory[1], memory[2], trajectory.outputs[layer])
        let lastU = layer > 1 ? trajectory.memory[layer - 2][2] : Matrix(rows: x.rows, columns: dimension)
        q.assign(from: trajectory.inputs[layer - 1])
        add(lastU, to: q, scale: -1)
        v.setProduct(x, matrix(own.a), transposeB: true)
        v.setProduct(q, matrix(own.b), transposeB: true, beta: 1)
        let pre = v.copy()
        add(lastU, to: pre)
        Scalar.softThreshold(pre.pointer, matrix(own.theta).pointer, into: y.pointer, rows: x.rows, columns: dimension)
        u.assign(from: lastU)
        Scalar.addScaledDifference(u.pointer, v.pointer, y.pointer, scale: matrix(own.eta)[0, 0], count: u.count)
    }

    /// Nothing comes from above to the last layer's u.
    func startBackward(_ trajectory: Trajectory<Scalar>, layers: ClosedRange<Int>) {
        trajectory.memory[layers.upperBound - 1][4].fill(0)
    }

    /// With δ = ∂y − η·∂u where y_l ≠ 0:   ∂v = η·∂u + δ,   ∂y_{l−1} += Bᵀ·∂v,   ∂u_{l−1} = ∂u + δ − Bᵀ·∂v.
    func backward(layer: Int, _ x: Matrix<Scalar>, _ trajectory: Trajectory<Scalar>, passesOn: Bool) {
        let (own, memory) = (layers[layer - 1], trajectory.memory[layer - 1])
        let (y, delta, dv, du) = (trajectory.outputs[layer], trajectory.gradients[layer - 1], memory[3], memory[4])
        let step = matrix(own.eta)[0, 0]
        add(du, to: delta, scale: -step)
        Scalar.softThresholdBackward(y.pointer, gradient: delta.pointer, count: delta.count)
        dv.assign(from: delta)
        add(du, to: dv, scale: step)
        guard passesOn else { return }
        let (dq, lastDu) = (Matrix.product(dv, matrix(own.b)), trajectory.memory[layer - 2][4])
        add(dq, to: trajectory.gradients[layer - 2])
        lastDu.assign(from: du)
        add(delta, to: lastDu)
        add(dq, to: lastDu, scale: -1)
    }

    /// ∂A = ∂vᵀ·x, ∂B = ∂vᵀ·(y_{l−1} − u_{l−1}), ∂θ = −Σ sign(y_l)·δ, ∂η = ⟨∂u, v − y⟩.
    func parameterGradient(
        _ parameter: Parameter, _ x: Matrix<Scalar>, _ trajectory: Trajectory<Scalar>, into gradient: Matrix<Scalar>
    ) {
        let memory = trajectory.memory[parameter.layer - 1]
        let (v, q, dv, du) = (memory[0], memory[1], memory[3], memory[4])
        let (y, delta) = (trajectory.outputs[parameter.layer], trajectory.gradients[parameter.layer - 1])
        switch parameter.localName {
        case "A": gradient.setProduct(dv, transposeA: true, x)
        case "B": gradient.setProduct(dv, transposeA: true, q)
        case "theta":
            Scalar.thresholdGradient(y.pointer, delta.pointer, into: gradient.pointer, rows: y.rows, columns: dimension)
        default: gradient.fill((0..<v.count).reduce(0) { $0 + du.pointer[$1] * (v.pointer[$1] - y.pointer[$1]) })
        }
    }

    private func add(_ matrix: Matrix<Scalar>, to target: Matrix<Scalar>, scale: Scalar = 1) {
        Scalar.addScaled(target.pointer, matrix.pointer, scale: scale, count: target.count)
    }
}
