import Tensors

/// A small Hermitian matrix.
struct HermitianMatrix {
    let size: Int
    private let re: [Double]
    private let im: [Double]

    /// Σ_k a_ik·conj(a_jk), conjugated or not, with a_ik at i·outer + k·inner.
    init(
        _ size: Int, _ depth: Int, _ x: [Double], _ y: [Double], _ outer: Int, _ inner: Int, conjugated: Bool = false
    ) {
        self.size = size
        var re = [Double](repeating: 0, count: size * size)
        var im = re
        let sign: Double = conjugated ? -1 : 1
        x.withUnsafeBufferPointer { x in
            y.withUnsafeBufferPointer { y in
                for i in 0..<size {
                    for j in 0...i {
                        var (real, imaginary) = (0.0, 0.0)
                        for k in 0..<depth {
                            let (a, b) = (i * outer + k * inner, j * outer + k * inner)
                            real += x[a] * x[b] + y[a] * y[b]
                            imaginary += y[a] * x[b] - x[a] * y[b]
                        }
                        (re[i * size + j], im[i * size + j]) = (real, sign * imaginary)
                        (re[j * size + i], im[j * size + i]) = (real, -sign * imaginary)
                    }
                }
            }
        }
        (self.re, self.im) = (re, im)
    }

    /// The Frobenius norm, which no eigenvalue exceeds.
    var length: Double { zip(re, im).reduce(0) { $0 + $1.0 * $1.0 + $1.1 * $1.1 }.squareRoot() }

    /// The square, H·Hᴴ.
    var squared: HermitianMatrix { HermitianMatrix(size, size, re, im, size, 1) }

    /// The largest eigenvalue and a vector of length 1, by the real matrix [X, −Y; Y, X], which has each twice.
    var top: (value: Double, vector: [(re: Double, im: Double)]) {
        if size == 1 { return (re[0], [(1, 0)]) }
        let real = Matrix<Double>(rows: 2 * size, columns: 2 * size)
        for i in 0..<size {
            for j in 0..<size {
                let (x, y) = (re[i * size + j], im[i * size + j])
                (real[i, j], real[size + i, size + j]) = (x, x)
                (real[i, size + j], real[size + i, j]) = (-y, y)
            }
        }
        // Where LAPACK gives up, the bound is safe.
        guard let eigen = SymmetricEigen(real) else { return (length, (0..<size).map { _ in (0, 0) }) }
        let (place, vectors) = (2 * size - 1, eigen.vectors)
        return (eigen.values[place], (0..<size).map { (vectors[place, $0], vectors[place, size + $0]) })
    }
}
