import CKernels
import Tensors

/// LISTA, eq. (16), with a threshold that is smooth or has its corners, every matrix and threshold of every layer its own:
/// y_l = σ_{β^l}(D_u^l x + D_e^l y_{l−1}), where
///
/// σ_β(v) = (softplus(b(v − β)) − softplus(−b(v + β)))/b of a sharpness b, as in Shah and others (IEEE
/// Transactions on Signal Processing, 2024, arXiv 2309.06195). Its slope is positive everywhere; as b grows it becomes, for β ≥ 0,
/// the soft threshold, which leaves outputs dead.
///
/// In Double, as it is there for exact Jacobians; `Lista` is the network for training.
public final class SmoothLista: UnrolledNetwork {
    public typealias Scalar = Double

    /// A layer's parameters: D_u (d, p), D_e (d, d), β (d).
    private typealias Layer = (input: Parameter, recurrent: Parameter, threshold: Parameter)

    public let layerCount: Int
    /// p, the size of the input.
    public let inputDimension: Int
    public let dimension: Int
    /// b, positive; nil for the soft threshold with its corners.
    public let sharpness: Double?
    public let parameters: [Parameter]
    public let values: Matrix<Double>
    private let layers: [Layer]

    /// A network of zeros.
    public init(layerCount: Int, inputDimension p: Int, dimension d: Int, sharpness: Double?) {
        precondition(sharpness.map { $0 > 0 } ?? true, "a sharpness is positive")
        var layout = ParameterLayout()
        layers = (1...layerCount).map { layer in
            (
                layout.add("Du", [d, p], layer: layer, decays: true),
                layout.add("De", [d, d], layer: layer, decays: true),
                layout.add("beta", [d], layer: layer, decays: false)
            )
        }
        (self.layerCount, inputDimension, dimension) = (layerCount, p, d)
        self.sharpness = sharpness
        (parameters, values) = (layout.parameters, Matrix(rows: 1, columns: layout.count))
    }

    /// ISTA's own matrices, eq. (14): D_u = Dᵀ/ν, D_e = I − DᵀD/ν, β = α/ν.
    ///
    /// - Parameters:
    ///   - dictionary: D, (p, d).
    ///   - alpha: α.
    ///   - nu: ν, at least the largest eigenvalue of DᵀD.
    public func initialiseAsISTA(dictionary: Matrix<Double>, alpha: Double, nu: Double) {
        let gram = Matrix.product(dictionary, transposeA: true, dictionary, alpha: -1 / nu)
        let transposed = dictionary.transposed()
        for i in 0..<dimension { gram[i, i] += 1 }
        for layer in layers {
            let u = matrix(layer.input)
            u.fill(0)
            Double.addScaled(u.pointer, transposed.pointer, scale: 1 / nu, count: u.count)
            matrix(layer.recurrent).assign(from: gram)
            matrix(layer.threshold).fill(alpha / nu)
        }
    }

    /// ∂σ/∂v and ∂σ/∂β, (B, d) each.
    public var layerMemory: [Int] { [dimension, dimension] }

    /// x: (B, p); y_l: (B, d).
    public func forward(layer: Int, _ x: Matrix<Double>, _ trajectory: Trajectory<Double>) {
        let (own, memory) = (layers[layer - 1], trajectory.memory[layer - 1])
        let (output, threshold) = (trajectory.outputs[layer], matrix(own.threshold))
        let before = Matrix.product(x, matrix(own.input), transposeB: true)
        before.setProduct(trajectory.inputs[layer - 1], matrix(own.recurrent), transposeB: true, alpha: 1, beta: 1)
        if let sharpness {
            dh_smooth_threshold(
                before.pointer, threshold.pointer, sharpness, output.pointer, memory[0].pointer, memory[1].pointer,
                output.rows, output.columns)
        } else {
            dh_cornered_threshold(
                before.pointer, threshold.pointer, output.pointer, memory[0].pointer, memory[1].pointer, output.rows,
                output.columns)
        }
    }

    /// With g = ∂𝓛/∂y_l: g·∂σ/∂β stays for the thresholds, and g·∂σ/∂v, (B, d), for the matrices; that is passed on
    /// through D_e.
    public func backward(layer: Int, _ x: Matrix<Double>, _ trajectory: Trajectory<Double>, passesOn: Bool) {
        let (gradient, memory) = (trajectory.gradients[layer - 1], trajectory.memory[layer - 1])
        Double.multiply(memory[1].pointer, gradient.pointer, count: gradient.count)
        Double.multiply(gradient.pointer, memory[0].pointer, count: gradient.count)
        guard passesOn else { return }
        trajectory.gradients[layer - 2].setProduct(gradient, matrix(layers[layer - 1].recurrent), alpha: 1, beta: 1)
    }

    /// Products of what `backward` has left with x, with y_{l−1}, and, for the thresholds, its sums over the samples.
    public func parameterGradient(
        _ parameter: Parameter, _ x: Matrix<Double>, _ trajectory: Trajectory<Double>, into gradient: Matrix<Double>
    ) {
        let delta = trajectory.gradients[parameter.layer - 1]
        switch parameter.localName {
        case "Du": gradient.setProduct(delta, transposeA: true, x)
        case "De": gradient.setProduct(delta, transposeA: true, trajectory.inputs[parameter.layer - 1])
        default: gradient.setSum(ofRows: trajectory.memory[parameter.layer - 1][1])
        }
    }
}
