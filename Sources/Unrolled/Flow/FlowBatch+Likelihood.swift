import Foundation
import Tensors

extension FlowBatch {
    /// Negative log-likelihood of each image under the flow, in bits per dimension:
    ///
    ///     (½·‖ε‖² + ½·D·log 2π − log|det ∂h/∂y|) / (D·log 2) − log₂(quantum)
    ///
    /// - Parameter quantum: the width of a grey level in the images' units; 1 gives a density's own bits. Images are to
    ///   be dequantised: uniform noise of that width added.
    public static func bitsPerDimension(
        latents: Matrix<Scalar>, logDeterminant: [Double], quantum: Double = 1
    ) -> [Double] {
        let d = Double(latents.columns)
        return (0..<latents.rows).map { n in
            let square = Scalar.sumOfSquares(latents.row(n), count: latents.columns)
            let nats = 0.5 * square + 0.5 * d * log(2 * .pi) - logDeterminant[n]
            return (nats / d - log(quantum)) / log(2)
        }
    }

    /// Mean bits per dimension of a batch, whose gradient in the parameters is added to `gradient`.
    ///
    /// ∂/∂ε = ε/(B·D·log 2), ∂/∂log|det| = −1/(B·D·log 2).
    public func bitsPerDimension(
        _ images: Matrix<Scalar>, quantum: Double = 1, gradient: Matrix<Scalar>
    ) -> Double {
        let (latents, determinants) = encode(images)
        let bits = Self.bitsPerDimension(latents: latents, logDeterminant: determinants, quantum: quantum)
        let scale = 1 / (Double(images.rows * flow.dimension) * log(2))
        let delta = Matrix<Scalar>(rows: latents.rows, columns: latents.columns)
        Scalar.addScaled(delta.pointer, latents.pointer, scale: Scalar(scale), count: delta.count)
        encodeBackward(
            latentGradient: delta, logDeterminantGradient: [Double](repeating: -scale, count: images.rows),
            gradient: gradient)
        return bits.reduce(0, +) / Double(bits.count)
    }
}
