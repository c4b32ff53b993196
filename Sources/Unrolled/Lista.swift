import Tensors

/// LISTA, eq. (16):  y_l = S_{β^l}(D_u^l x + D_e^l y_{l−1}),  every matrix and threshold of every layer its own.
///
/// It may be trained in other coordinates of the same function class: with a preconditioner M (p, p) and a unit τ,
/// D_u = U·M and β = τ·θ, where U and θ are what is stored. `folded` takes it back to eq. (16).
public final class Lista<Scalar: KernelScalar>: UnrolledNetwork {
    /// A layer's parameters: D_u (d, p), D_e (d, d), β (d).
    private typealias Layer = (input: Parameter, recurrent: Parameter, threshold: Parameter)

    public let layerCount: Int
    /// p, the size of the input.
    public let inputDimension: Int
    public let dimension: Int
    public let parameters: [Parameter]
    public let values: Matrix<Scalar>
    /// τ: thresholds are stored in this unit.
    public let thresholdUnit: Double
    private let layers: [Layer]

    /// A network of zeros.
    ///
    /// - Parameters:
    ///   - layerCount: L.
    ///   - inputDimension: p.
    ///   - dimension: d.
    ///   - thresholdUnit: τ, 1 for the plain form of eq. (16).
    public init(layerCount: Int, inputDimension p: Int, dimension d: Int, thresholdUnit: Double = 1) {
        var layout = ParameterLayout()
        layers = (1...layerCount).map { layer in
            (
                layout.add("Du", [d, p], layer: layer, decays: true),
                layout.add("De", [d, d], layer: layer, decays: true),
                layout.add("beta", [d], layer: layer, decays: false)
            )
        }
        (self.layerCount, inputDimension, dimension) = (layerCount, p, d)
        self.thresholdUnit = thresholdUnit
        (parameters, values) = (layout.parameters, Matrix(rows: 1, columns: layout.count))
    }

    /// D_u^l, or U^l: (d, p).
    public func inputMatrix(_ layer: Int) -> Matrix<Scalar> { matrix(layers[layer - 1].input) }
    /// D_e^l: (d, d).
    public func recurrentMatrix(_ layer: Int) -> Matrix<Scalar> { matrix(layers[layer - 1].recurrent) }
    /// β^l in units of τ: (d).
    public func threshold(_ layer: Int) -> Matrix<Scalar> { matrix(layers[layer - 1].threshold) }

    /// x: (B, p); y_l: (B, d). The pre-activation is built where ∂𝓛/∂y_l will be written later.
    public func forward(layer: Int, _ x: Matrix<Scalar>, _ trajectory: Trajectory<Scalar>) {
        let pre = trajectory.gradients[layer - 1]
        pre.setProduct(x, inputMatrix(layer), transposeB: true)
        pre.setProduct(trajectory.inputs[layer - 1], recurrentMatrix(layer), transposeB: true, beta: 1)
        let beta = Matrix<Scalar>(rows: 1, columns: dimension)
        Scalar.addScaled(beta.pointer, threshold(layer).pointer, scale: Scalar(thresholdUnit), count: dimension)
        Scalar.softThreshold(
            pre.pointer, beta.pointer, into: trajectory.outputs[layer].pointer, rows: x.rows, columns: dimension)
    }

    /// ∂𝓛/∂y_l (B, d) becomes δ = ∂𝓛/∂(D_u x + D_e y_{l−1}): zero where y_l = 0; passed on through D_eᵀ.
    public func backward(layer: Int, _ x: Matrix<Scalar>, _ trajectory: Trajectory<Scalar>, passesOn: Bool) {
        let delta = trajectory.gradients[layer - 1]
        Scalar.softThresholdBackward(trajectory.outputs[layer].pointer, gradient: delta.pointer, count: delta.count)
        if passesOn { trajectory.gradients[layer - 2].setProduct(delta, recurrentMatrix(layer), beta: 1) }
    }

    /// ∂D_u = δᵀx, ∂D_e = δᵀ(y_{l−1} + n), in blocks of rows; ∂θ = −τ·Σ sign(y_l)·δ, with δ of `backward`.
    public func gradientTiles(
        _ x: Matrix<Scalar>, _ trajectory: Trajectory<Scalar>, layers: ClosedRange<Int>
    ) -> [GradientTile<Scalar>] {
        layers.flatMap { layer in
            let (own, delta) = (self.layers[layer - 1], trajectory.gradients[layer - 1])
            return Self.productTiles(own.input, delta, x)
                + Self.productTiles(own.recurrent, delta, trajectory.inputs[layer - 1])
                + [thresholdTile(own.threshold, delta, trajectory.outputs[layer])]
        }
    }

    private func thresholdTile(
        _ parameter: Parameter, _ delta: Matrix<Scalar>, _ output: Matrix<Scalar>
    ) -> GradientTile<Scalar> {
        let unit = Scalar(thresholdUnit)
        return GradientTile(range: parameter.range, decays: parameter.decays) { result in
            Scalar.thresholdGradient(
                output.pointer, delta.pointer, into: result.pointer, rows: output.rows, columns: output.columns)
            for i in 0..<output.columns { result.pointer[i] *= unit }
        }
    }

    /// deltaᵀ·factor in blocks of rows: few, because each packs `factor` anew, and small enough to be in the caches
    /// still when the optimiser uses them.
    private static func productTiles(
        _ parameter: Parameter, _ delta: Matrix<Scalar>, _ factor: Matrix<Scalar>
    ) -> [GradientTile<Scalar>] {
        let columns = parameter.columns
        let blocks = max(2, (parameter.rows + 639) / 640)
        return Workers.ranges(parameter.rows, size: (parameter.rows + blocks - 1) / blocks).map { block in
            let start = parameter.offset + block.lowerBound * columns
            return GradientTile(range: start..<start + block.count * columns, decays: parameter.decays) { result in
                Scalar.gemm(
                    transposeA: true, transposeB: false, m: block.count, n: columns, k: delta.rows, alpha: 1,
                    a: delta.pointer + block.lowerBound, lda: delta.columns, b: factor.pointer, ldb: columns, beta: 0,
                    c: result.pointer, ldc: columns)
            }
        }
    }
}
