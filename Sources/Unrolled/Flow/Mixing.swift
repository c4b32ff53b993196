import Foundation
import Tensors

/// Invertible 1×1 convolution y = W·x with W = P·L·U, (C, C); log|det| = pixels·Σ log|u_ii|.
///
/// One learnt matrix holds all three factors, as LAPACK lays them out: L below the diagonal (its own is 1), U above it,
/// and log|u_ii| on it. P and the signs of u_ii are fixed, and stored beside it.
public final class Mixing<Scalar: FlowScalar> {
    /// L, log|diagonal| and U in one: (C, C).
    public let factors: Parameter
    /// Row p_i of W is row i of L·U: (C), whole numbers.
    public let permutation: Parameter
    /// The signs of u_ii: (C).
    public let signs: Parameter
    /// Pixels of an image.
    public let pixels: Int
    /// W, as of the last `refresh`.
    public let matrix: Matrix<Scalar>
    /// W⁻¹, as of the last `refresh`.
    public let inverseMatrix: Matrix<Scalar>

    init(factors: Parameter, permutation: Parameter, signs: Parameter, pixels: Int) {
        self.factors = factors
        self.permutation = permutation
        self.signs = signs
        self.pixels = pixels
        matrix = Matrix(rows: factors.rows, columns: factors.rows)
        inverseMatrix = Matrix(rows: factors.rows, columns: factors.rows)
    }

    private var channels: Int { permutation.count }

    /// Builds W and W⁻¹ of the present parameters. Not to be called while another thread uses them.
    public func refresh(_ values: Matrix<Scalar>) {
        let memory = Matrix<Double>(rows: 4 * channels, columns: channels)
        defer { withExtendedLifetime(memory) {} }
        Scalar.kernels.flow.pluCompose(
            values.pointer + factors.offset, values.pointer + permutation.offset, values.pointer + signs.offset,
            matrix.pointer, inverseMatrix.pointer, channels, memory.pointer)
    }

    /// y = W·x; (C, B·pixels) both.
    public func forward(_ x: Matrix<Scalar>, into y: Matrix<Scalar>) { y.setProduct(matrix, x) }
    /// x = W⁻¹·y.
    public func inverse(_ y: Matrix<Scalar>, into x: Matrix<Scalar>) { x.setProduct(inverseMatrix, y) }

    /// log|det| of one image.
    public func logDeterminant(_ values: Matrix<Scalar>) -> Double {
        (0..<channels).reduce(0) { $0 + Double(values.pointer[factors.offset + $1 * (channels + 1)]) } * Double(pixels)
    }

    /// Of the forward direction: ∂x = Wᵀ·∂y, ∂W = ∂y·xᵀ, and from it the gradients of L, U and log|u_ii|.
    public func encodeBackward(
        input x: Matrix<Scalar>, _ outputDelta: Matrix<Scalar>, into inputDelta: Matrix<Scalar>,
        logDeterminantGradient: Double, _ values: Matrix<Scalar>, gradient: Matrix<Scalar>
    ) {
        inputDelta.setProduct(matrix, transposeA: true, outputDelta)
        let product = Matrix.product(outputDelta, x, transposeB: true)
        accumulate(product, Double(pixels) * logDeterminantGradient, values, gradient)
    }

    /// Of the inverse direction: ∂y = W⁻ᵀ·∂x, and ∂W = −∂y·xᵀ, since d(W⁻¹) = −W⁻¹·dW·W⁻¹.
    public func decodeBackward(
        input x: Matrix<Scalar>, _ inputDelta: Matrix<Scalar>, into outputDelta: Matrix<Scalar>,
        _ values: Matrix<Scalar>, gradient: Matrix<Scalar>
    ) {
        outputDelta.setProduct(inverseMatrix, transposeA: true, inputDelta)
        accumulate(Matrix.product(outputDelta, x, transposeB: true, alpha: -1), 0, values, gradient)
    }

    private func accumulate(
        _ delta: Matrix<Scalar>, _ logDeterminantGradient: Double, _ values: Matrix<Scalar>, _ gradient: Matrix<Scalar>
    ) {
        let memory = Matrix<Double>(rows: 4 * channels, columns: channels)
        defer { withExtendedLifetime(memory) {} }
        Scalar.kernels.flow.pluBackward(
            values.pointer + factors.offset, values.pointer + permutation.offset, values.pointer + signs.offset,
            delta.pointer, gradient.pointer + factors.offset, logDeterminantGradient, channels, memory.pointer)
    }
}

extension Mixing {
    /// W = the permutation that exchanges the halves: L = U = I.
    func startAsHalfSwap(_ values: Matrix<Scalar>) {
        let n = permutation.count
        for i in 0..<n {
            values.pointer[permutation.offset + i] = Scalar((i + n / 2) % n)
            values.pointer[signs.offset + i] = 1
        }
        for i in 0..<n * n { values.pointer[factors.offset + i] = 0 }
    }

    /// W = a random rotation or reflection: Gram and Schmidt on normal variables, then its P, L and U by elimination
    /// with row exchanges.
    func startAsRotation(_ values: Matrix<Scalar>, _ stream: RandomStream) {
        let n = permutation.count
        let draws: Matrix<Double> = stream.normal(rows: n, columns: n)
        var q: [[Double]] = []
        for r in 0..<n {
            var row = draws.rowValues(r)
            for _ in 0..<2 {  // twice, so that the rows are orthogonal to rounding
                for other in q {
                    let overlap = zip(row, other).reduce(0) { $0 + $1.0 * $1.1 }
                    for j in 0..<n { row[j] -= overlap * other[j] }
                }
            }
            let norm = row.reduce(0) { $0 + $1 * $1 }.squareRoot()
            q.append(row.map { $0 / norm })
        }
        var order = Array(0..<n)
        for k in 0..<n {
            let pivot = (k..<n).max { abs(q[$0][k]) < abs(q[$1][k]) } ?? k
            q.swapAt(k, pivot)
            order.swapAt(k, pivot)
            for i in k + 1..<max(n, k + 1) {
                q[i][k] /= q[k][k]
                for j in k + 1..<n { q[i][j] -= q[i][k] * q[k][j] }
            }
        }
        for i in 0..<n {
            values.pointer[permutation.offset + i] = Scalar(order[i])
            values.pointer[signs.offset + i] = q[i][i] < 0 ? -1 : 1
            for j in 0..<n {
                values.pointer[factors.offset + i * n + j] = Scalar(i == j ? log(abs(q[i][i])) : q[i][j])
            }
        }
    }
}
