import Tensors

extension Lista {
    /// The same network in the plain form of eq. (16): D_u = U·M, β = τ·θ.
    ///
    /// - Parameter preconditioner: M (p, p), or nil where the network sees x itself.
    public func folded(preconditioner: Matrix<Scalar>?) -> Lista {
        let plain = Lista(layerCount: layerCount, inputDimension: inputDimension, dimension: dimension)
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
