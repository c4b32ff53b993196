import Tensors

/// What the paper's code adds to the 3×3 convolutions that start at zero: ones around their input instead of zeros, by
/// which they see where an image ends, and a factor e^{3s} for each output, s learnt from 0 on.
///
///     v = e^{3s} ⊙ (u + R·M)
///
/// u is the convolution with zeros around. Tap k of output o meets R_ok = Σ_i W_oki in all inputs at once where it falls
/// outside the image, which M_kp = 1 says of pixel p. Matrices are (O, B·pixels).
public struct BorderedScale<Scalar: FlowScalar>: Sendable {
    /// W: (O, 3, 3, I), the convolution's own.
    public let weight: Parameter
    /// s: (O).
    public let scale: Parameter
    /// M: (9, pixels that are computed).
    private let outside: Matrix<Scalar>
    /// (I, 1).
    private let ones: Matrix<Scalar>

    private var outputs: Int { scale.count }
    private var inputs: Int { ones.count }
    private var pixels: Int { outside.columns }

    /// The border of images of a height and width, as the given pixels see it.
    init(weight: Parameter, scale: Parameter, shape: ImageShape, pixels: [Int]) {
        self.weight = weight
        self.scale = scale
        outside = Matrix(rows: 9, columns: pixels.count)
        for k in 0..<9 {
            for (place, pixel) in pixels.enumerated() {
                let (row, column) = (pixel / shape.width + k / 3 - 1, pixel % shape.width + k % 3 - 1)
                let isInside = 0..<shape.height ~= row && 0..<shape.width ~= column
                outside[k, place] = isInside ? 0 : 1
            }
        }
        ones = Matrix(rows: weight.columns / 9, columns: 1)
        ones.fill(1)
    }

    /// u becomes v; a copy goes where `backward` looks for it.
    func forward(_ u: Matrix<Scalar>, keeping copy: Matrix<Scalar>?, _ values: Matrix<Scalar>) {
        withZeros(9 * outputs) { sums in
            Scalar.gemm(
                transposeA: false, transposeB: false, m: 9 * outputs, n: 1, k: inputs, alpha: 1,
                a: values.pointer + weight.offset, lda: inputs, b: ones.pointer, ldb: 1, beta: 0, c: sums, ldc: 1)
            for start in stride(from: 0, to: u.columns, by: pixels) {
                Scalar.gemm(
                    transposeA: false, transposeB: false, m: outputs, n: pixels, k: 9, alpha: 1, a: sums, lda: 9,
                    b: outside.pointer, ldb: pixels, beta: 1, c: u.pointer + start, ldc: u.columns)
            }
        }
        multiply(u, values)
        copy?.assign(from: u)
    }

    /// `delta` holds ∂/∂v and receives ∂/∂u = e^{3s}·∂v; adds ∂s = 3·Σ ∂v·v and, to the weights' gradient, that of R.
    func backward(
        _ v: Matrix<Scalar>?, _ delta: Matrix<Scalar>, _ values: Matrix<Scalar>, gradient: Matrix<Scalar>
    ) {
        guard let v else { preconditionFailure("a border's backward pass needs what its forward pass made") }
        Scalar.kernels.flow.channelProducts(
            delta.pointer, v.pointer, 3, gradient.pointer + scale.offset, outputs, delta.columns)
        multiply(delta, values)
        withZeros(9 * outputs) { sums in
            for start in stride(from: 0, to: delta.columns, by: pixels) {
                Scalar.gemm(
                    transposeA: false, transposeB: true, m: outputs, n: 9, k: pixels, alpha: 1,
                    a: delta.pointer + start, lda: delta.columns, b: outside.pointer, ldb: pixels, beta: 1, c: sums,
                    ldc: 9)
            }
            Scalar.gemm(
                transposeA: false, transposeB: false, m: 9 * outputs, n: inputs, k: 1, alpha: 1, a: sums, lda: 1,
                b: ones.pointer, ldb: inputs, beta: 1, c: gradient.pointer + weight.offset, ldc: inputs)
        }
    }

    /// x ← e^{3s}·x by channel.
    private func multiply(_ x: Matrix<Scalar>, _ values: Matrix<Scalar>) {
        withZeros(2 * outputs) { logScale in
            Scalar.addScaled(logScale, values.pointer + scale.offset, scale: 3, count: outputs)
            Scalar.kernels.flow.actnorm(x.pointer, x.pointer, logScale, logScale + outputs, outputs, x.columns)
        }
    }

    private func withZeros(_ count: Int, _ body: (UnsafeMutablePointer<Scalar>) -> Void) {
        withUnsafeTemporaryAllocation(of: Scalar.self, capacity: count) { buffer in
            buffer.initialize(repeating: 0)
            if let base = buffer.baseAddress { body(base) }
        }
    }
}
