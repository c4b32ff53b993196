import Tensors

/// The norm of a convolution on a torus as a map between images, exactly, and its slope in the weight.
///
/// A wave of frequency ω is sent to the same wave times the matrix W(ω) = Σ_k W_k·e^{iω·δ_k} of O × I numbers, so that the norm
/// is the largest singular value over all frequencies of the image: Sedghi, Gupta, Long, The singular values of convolutional
/// layers, 2019. It is at least the norm of the kernel reshaped to (O, 9·I), whose square is that of the mean of
/// W(ω)·W(ω)ᴴ, and at most three times that.
public struct ConvolutionNorm: Sendable {
    /// σ, the norm; NaN where a weight is not finite.
    public let value: Double
    /// ∂σ/∂W, as the weight lies, at the wave that attains it; zero where the weight is.
    public let slope: [Double]

    /// The norm of a convolution with this weight, (O, 3, 3, I).
    public init(_ convolution: CircularConvolution, weight: [Double]) {
        precondition(weight.count == convolution.weightShape.reduce(1, *), "a weight of other sizes")
        guard weight.allSatisfy(\.isFinite) else {
            (value, slope) = (.nan, weight.map { _ in 0 })
            return
        }
        // In units of the largest weight, whose square neither vanishes nor overflows.
        let unit = weight.reduce(0) { max($0, abs($1)) }
        guard unit > 0 else {
            (value, slope) = (0, weight.map { _ in 0 })
            return
        }
        var search = WaveSearch(convolution, weight.map { $0 / unit })
        let wave = search.loudest()
        value = unit * wave.gain
        slope = search.slope(at: wave)
    }

    /// The norm of the kernel reshaped to (O, 9·I), by which layers are often divided instead.
    public static func reshaped(_ convolution: CircularConvolution, weight: [Double]) -> Double {
        let kernel = Matrix<Double>(rows: convolution.outputs, columns: 9 * convolution.inputs, values: weight)
        let gram = Matrix.product(kernel, kernel, transposeB: true)
        return max(0, SymmetricEigen(gram)?.values.last ?? .nan).squareRoot()
    }
}
