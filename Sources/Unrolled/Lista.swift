import Tensors

/// LISTA, eq. (16):  y_l = S_{β^l}(D_u^l x + D_e^l y_{l−1}),  every matrix and threshold of every layer its own.
///
/// It may be trained in other coordinates of the same function class: with a preconditioner M (p, p) and a unit τ,
/// D_u = U·M and β = τ·θ, where U and θ are what is stored. `Lista+Folded.swift` takes it back to eq. (16).
public final class Lista<Scalar: KernelScalar>: UnrolledNetwork {
    public let layerCount: Int
    /// p, the size of the input.
    public let inputDimension: Int
    public let dimension: Int
    public let parameters: [Parameter]
    public let values: Matrix<Scalar>
    /// τ: thresholds are stored in this unit.
    public let thresholdUnit: Double

    /// A network of zeros.
    ///
    /// - Parameters:
    ///   - layerCount: L.
    ///   - inputDimension: p.
    ///   - dimension: d.
    ///   - thresholdUnit: τ, 1 for the plain form of eq. (16).
    public init(layerCount: Int, inputDimension p: Int, dimension d: Int, thresholdUnit: Double = 1) {
        var layout = ParameterLayout()
        for layer in 1...layerCount {
            layout.add("Du", [d, p], layer: layer, decays: true)
            layout.add("De", [d, d], layer: layer, decays: true)
            layout.add("beta", [d], layer: layer, decays: false)
        }
        self.layerCount = layerCount
        inputDimension = p
        dimension = d
        self.thresholdUnit = thresholdUnit
        parameters = layout.parameters
        values = Matrix(rows: 1, columns: layout.count)
    }

    /// D_u^l, or U^l: (d, p).
    public func inputMatrix(_ layer: Int) -> Matrix<Scalar> { matrix(parameters[3 * (layer - 1)]) }
    /// D_e^l: (d, d).
    public func recurrentMatrix(_ layer: Int) -> Matrix<Scalar> { matrix(parameters[3 * (layer - 1) + 1]) }
    /// β^l in units of τ: (d).
    public func threshold(_ layer: Int) -> Matrix<Scalar> { matrix(parameters[3 * (layer - 1) + 2]) }

    public func makeTrajectory(samples: Int) -> Trajectory<Scalar> {
        func matrices(_ count: Int) -> [Matrix<Scalar>] {
            (0..<count).map { _ in Matrix(rows: samples, columns: dimension) }
        }
        return Trajectory(outputs: matrices(layerCount + 1), gradients: matrices(layerCount), memory: [])
    }

    /// x: (B, p); y_l: (B, d). The pre-activation is built where ∂𝓛/∂y_l will be written later.
    public func forward(
        _ x: Matrix<Scalar>, _ trajectory: Trajectory<Scalar>, depth: Int, noise: (any LayerNoise<Scalar>)?
    ) {
        let beta = Matrix<Scalar>(rows: 1, columns: dimension)
        for layer in 1...depth {
            let pre = trajectory.gradients[layer - 1]
            pre.setProduct(x, inputMatrix(layer), transposeB: true)
            pre.setProduct(trajectory.inputs[layer - 1], recurrentMatrix(layer), transposeB: true, beta: 1)
            beta.fill(0)
            Scalar.addScaled(beta.pointer, threshold(layer).pointer, scale: Scalar(thresholdUnit), count: dimension)
            let output = trajectory.outputs[layer]
            Scalar.softThreshold(pre.pointer, beta.pointer, into: output.pointer, rows: x.rows, columns: dimension)
            if let noise, layer < depth {
                noise.perturb(output, layer: layer, into: trajectory.inputs[layer])
            }
        }
    }

    /// ∂𝓛/∂y_l (B, d) becomes ∂𝓛/∂(D_u x + D_e y_{l−1}), from the last layer down:
    /// masked where y_l = 0, and passed on through D_eᵀ.
    public func backward(_ x: Matrix<Scalar>, _ trajectory: Trajectory<Scalar>, layers: ClosedRange<Int>) {
        for layer in layers.reversed() {
            let gradient = trajectory.gradients[layer - 1]
            Scalar.softThresholdBackward(
                trajectory.outputs[layer].pointer, gradient: gradient.pointer, count: gradient.count)
            if layer > layers.lowerBound {
                trajectory.gradients[layer - 2].setProduct(gradient, recurrentMatrix(layer), beta: 1)
            }
        }
    }

    /// ∂D_u = δᵀx, ∂D_e = δᵀ(y_{l−1} + n), in blocks of rows; ∂θ = −τ·Σ sign(y_l)·δ, with δ of `backward`.
    public func gradientTiles(
        _ x: Matrix<Scalar>, _ trajectory: Trajectory<Scalar>, layers: ClosedRange<Int>
    ) -> [GradientTile<Scalar>] {
        var tiles: [GradientTile<Scalar>] = []
        for layer in layers {
            let delta = trajectory.gradients[layer - 1]
            for (parameter, factor) in zip(
                parameters.dropFirst(3 * (layer - 1)), [x, trajectory.inputs[layer - 1]])
            {
                tiles += Self.productTiles(parameter, delta, factor)
            }
            let output = trajectory.outputs[layer]
            let unit = Scalar(thresholdUnit)
            let theta = parameters[3 * (layer - 1) + 2]
            tiles.append(
                GradientTile(range: theta.range, decays: theta.decays) { result in
                    Scalar.thresholdGradient(
                        output.pointer, delta.pointer, into: result, rows: output.rows, columns: output.columns)
                    for i in 0..<output.columns { result[i] *= unit }
                })
        }
        return tiles
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
                    c: result, ldc: columns)
            }
        }
    }
}
