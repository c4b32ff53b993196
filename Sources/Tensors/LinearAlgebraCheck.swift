/// Holds a linear algebra library against plain loops, at sizes that are no multiples of what kernels work in.
///
/// A product C of matrices of whole numbers is right if C·v = A·(B·v) for a vector v of unlike whole numbers: exactly, in
/// either precision, and in the time of a few vector products. A factorisation is right if what it solves has the
/// solution that it was made from.
package struct LinearAlgebraCheck {
    private let library: LinearAlgebra
    /// Small products have kernels of their own, up to a million multiplications, and so have edges.
    private static let sizes = [(37, 29, 53), (101, 103, 107), (1, 67, 131), (5, 200, 3)]

    package init(_ library: LinearAlgebra) { self.library = library }

    /// The first operation that is wrong; nil where all are right.
    package func firstWrong() -> String? {
        for (m, n, k) in Self.sizes {
            if !isRight(library.product, m, n, k) { return "products in Double (\(m) × \(k) × \(n))" }
            if !isRight(library.productInFloat, m, n, k) { return "products in Float (\(m) × \(k) × \(n))" }
        }
        if !isRight(library.vectorProduct) { return "vector products in Double" }
        if !isRight(library.vectorProductInFloat) { return "vector products in Float" }
        if !isRight(library.triangularSolution, tolerance: 1e-11) { return "triangular systems in Double" }
        if !isRight(library.triangularSolutionInFloat, tolerance: 1e-3) { return "triangular systems in Float" }
        if !factorsRightly() { return "Cholesky factors" }
        if !decomposesRightly() { return "eigenvectors" }
        return orthogonalisesRightly() ? nil : "orthogonal factors"
    }

    /// Whole numbers from −3 to 3 in no order.
    private func numbers<Scalar>(_ rows: Int, _ columns: Int, seed: UInt32) -> Matrix<Scalar> {
        let result = Matrix<Scalar>(rows: rows, columns: columns)
        var state = seed
        for i in 0..<result.count {
            state = state &* 1_664_525 &+ 1_013_904_223
            result.pointer[i] = Scalar(Int(state >> 16) % 7 - 3)
        }
        return result
    }

    /// No two neighbours alike, and no zero: a wrong element shows.
    private func vector(_ count: Int) -> [Double] {
        (0..<count).map { index in
            let size = Double(index % 13 + 1)
            return index % 2 == 0 ? size : -size
        }
    }

    /// op(A)·v by plain loops.
    private func times<Scalar>(_ a: Matrix<Scalar>, _ turned: Bool, _ v: [Double]) -> [Double] {
        var result = [Double](repeating: 0, count: turned ? a.columns : a.rows)
        for r in 0..<a.rows {
            let row = a.row(r)
            if turned {
                for c in 0..<a.columns { result[c] += Double(row[c]) * v[r] }
            } else {
                var sum = 0.0
                for c in 0..<a.columns { sum += Double(row[c]) * v[c] }
                result[r] = sum
            }
        }
        return result
    }

    private func isRight<Scalar>(_ product: LinearAlgebra.Product<Scalar>, _ m: Int, _ n: Int, _ k: Int) -> Bool {
        let v = vector(n)
        for (turnA, turnB) in [(false, false), (true, false), (false, true), (true, true)] {
            let a: Matrix<Scalar> = turnA ? numbers(k, m, seed: 1) : numbers(m, k, seed: 1)
            let b: Matrix<Scalar> = turnB ? numbers(n, k, seed: 2) : numbers(k, n, seed: 2)
            let c: Matrix<Scalar> = numbers(m, n, seed: 3)
            let (before, change) = (times(c, false, v), times(a, turnA, times(b, turnB, v)))
            product(a, turnA, b, turnB, -1, 1, c)
            guard times(c, false, v) == zip(before, change).map({ $0 - $1 }) else { return false }
            product(a, turnA, b, turnB, 1, 0, c)
            guard times(c, false, v) == change else { return false }
        }
        return true
    }

    private func isRight<Scalar>(_ product: LinearAlgebra.VectorProduct<Scalar>) -> Bool {
        [(83, 61), (131, 257)].allSatisfy { rows, columns in
            let (a, v): (Matrix<Scalar>, _) = (numbers(rows, columns, seed: 4), vector(columns))
            return product(a, v.map { Scalar($0) }).map { Double($0) } == times(a, false, v)
        }
    }

    private func isRight<Scalar>(_ solution: LinearAlgebra.TriangularSolution<Scalar>, tolerance: Double) -> Bool {
        let n = 83
        let u: Matrix<Scalar> = numbers(n, n, seed: 5)
        for r in 0..<n {
            for c in 0..<r { u[r, c] = 0 }
            u[r, r] = Scalar(4 * n)
        }
        let v = vector(n)
        return [false, true].allSatisfy { turned in
            let found = solution(u, turned, times(u, turned, v).map { Scalar($0) }).map { Double($0) }
            return isNear(found, v, tolerance)
        }
    }

    /// Symmetric, with a diagonal that makes it positive definite and far from singular.
    private func definite(_ n: Int) -> Matrix<Double> {
        let a: Matrix<Double> = numbers(n, n, seed: 6)
        for r in 0..<n {
            for c in 0..<r { a[c, r] = a[r, c] }
            a[r, r] = Double(4 * n)
        }
        return a
    }

    private func factorsRightly() -> Bool {
        let (a, v) = (definite(150), vector(150))
        let image = times(a, false, v)
        let inverse = library.inverse(a)
        for r in 0..<a.rows { for c in 0..<r { inverse[c, r] = inverse[r, c] } }
        return isNear(library.solution(a, image), v, 1e-11) && isNear(times(inverse, false, image), v, 1e-11)
    }

    private func decomposesRightly() -> Bool {
        let (a, v) = (definite(67), vector(67))
        guard let (values, vectors) = library.eigenvectors(a) else { return false }
        let parts = times(vectors, false, v)
        return isNear(times(vectors, true, parts), v, 1e-11)
            && isNear(times(vectors, true, zip(values, parts).map { $0 * $1 }), times(a, false, v), 1e-11)
    }

    /// Rᵀ·R = A·Aᵀ for Aᵀ = QR.
    private func orthogonalisesRightly() -> Bool {
        let a: Matrix<Double> = numbers(70, 90, seed: 7)
        let v = vector(70)
        let factor = library.orthogonalFactor(a)
        // R's element (r, c) is the factor's (c, r).
        let transposed = Matrix<Double>(rows: 70, columns: 70)
        for r in 0..<70 { for c in 0...r { transposed[r, c] = factor[r, c] } }
        return isNear(times(transposed, false, times(transposed, true, v)), times(a, false, times(a, true, v)), 1e-11)
    }

    /// Whether no element is further away than the tolerance relative to the largest; NaN is.
    private func isNear(_ found: [Double], _ expected: [Double], _ tolerance: Double) -> Bool {
        let largest = expected.reduce(0) { max($0, abs($1)) }
        return zip(found, expected).allSatisfy { abs($0 - $1) <= tolerance * largest }
    }
}
