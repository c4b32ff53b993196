import Tensors

extension Lista {
    /// Small random matrices and thresholds of zero: N(0, σ²) for D_e, a tenth of σ for D_u.
    ///
    /// - Parameters:
    ///   - deviation: σ, the standard deviation of the elements of D_e.
    ///   - seed: the run's seed; every layer and matrix draws from a stream of its own.
    public func initialiseAtRandom(deviation: Double, seed: UInt64) {
        for layer in 1...layerCount {
            let u = RandomStream(seed: seed, name: "lista/initial/Du", layer: layer)
            inputMatrix(layer).assign(
                from: u.normal(rows: dimension, columns: inputDimension, standardDeviation: 0.1 * deviation))
            let e = RandomStream(seed: seed, name: "lista/initial/De", layer: layer)
            recurrentMatrix(layer).assign(
                from: e.normal(rows: dimension, columns: dimension, standardDeviation: deviation))
            threshold(layer).fill(0)
        }
    }

    /// ISTA's own matrices, eq. (14):  D_u = Dᵀ/ν, D_e = I − DᵀD/ν, β = α/ν.
    ///
    /// - Parameters:
    ///   - dictionary: D, (p, d).
    ///   - alpha: α.
    ///   - nu: ν, above the largest eigenvalue of DᵀD.
    ///   - inversePreconditioner: M⁻¹ (p, p) where the network is trained with D_u = U·M.
    public func initialiseAsISTA(
        dictionary: Matrix<Scalar>, alpha: Double, nu: Double, inversePreconditioner: Matrix<Scalar>?
    ) {
        let step = Scalar(1 / nu)
        let u = Matrix<Scalar>(rows: dimension, columns: inputDimension)
        if let inversePreconditioner {
            u.setProduct(dictionary, transposeA: true, inversePreconditioner, alpha: step)
        } else {
            let transposed = dictionary.transposed()
            for i in 0..<u.count { u.pointer[i] = step * transposed.pointer[i] }
        }
        let e = Matrix.product(dictionary, transposeA: true, dictionary, alpha: -step)
        for i in 0..<dimension { e[i, i] += 1 }
        for layer in 1...layerCount {
            inputMatrix(layer).assign(from: u)
            recurrentMatrix(layer).assign(from: e)
            threshold(layer).fill(Scalar(alpha / nu / thresholdUnit))
        }
    }

    /// The same network in the plain form of eq. (16): D_u = U·M, β = τ·θ.
    ///
    /// - Parameter preconditioner: M (p, p), or nil where the network sees x itself.
    public func folded(preconditioner: Matrix<Scalar>?) -> Lista {
        let plain = Lista(
            layerCount: layerCount, inputDimension: inputDimension, dimension: dimension, tying: tying)
        for layer in 1...layerCount {
            if let preconditioner {
                plain.inputMatrix(layer).setProduct(inputMatrix(layer), preconditioner)
            } else {
                plain.inputMatrix(layer).assign(from: inputMatrix(layer))
            }
            plain.recurrentMatrix(layer).assign(from: recurrentMatrix(layer))
            for i in 0..<dimension {
                plain.threshold(layer).pointer[i] = Scalar(thresholdUnit) * threshold(layer).pointer[i]
            }
        }
        return plain
    }
}
