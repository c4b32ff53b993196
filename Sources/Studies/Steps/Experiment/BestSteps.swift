import Tensors

/// The best T steps of all for F(η) = Σᵢ P(λ_i)², in closed form.
///
/// Any polynomial of degree T with P(0) = 1 has Σᵢ P(λ_i)² ≥ 1/K_T(0, 0) with K_T(0, 0) = Σ_{j≤T} p_j(0)², where p_j are
/// the orthonormal polynomials of the measure Σᵢ δ(λ_i): the Christoffel function at 0. Equality holds for
/// K_T(0, ·)/K_T(0, 0), whose zeros are real, simple and between μ and Λ: the steps are their reciprocals.
package struct BestSteps {
    /// F_min = 1/K_T(0, 0) for T = 0, 1, …
    package let losses: [Double]
    private let diagonal: [Double]
    private let beside: [Double]
    private let atZero: [Double]

    /// For up to `most` steps, which have to be fewer than different eigenvalues.
    package init(_ problem: Quadratic, upTo most: Int) {
        (diagonal, beside) = Self.lanczos(problem.eigenvalues, order: most)
        // b_j p_{j+1}(0) = −a_j p_j(0) − b_{j−1} p_{j−1}(0).
        var values = [1 / Double(problem.eigenvalues.count).squareRoot()]
        for j in 0..<most {
            let before = j > 0 ? beside[j - 1] * values[j - 1] : 0
            values.append((-diagonal[j] * values[j] - before) / beside[j])
        }
        atZero = values
        var sum = 0.0
        losses = values.map { value in
            sum += value * value
            return 1 / sum
        }
    }

    /// The best `count` steps, ascending; nil where LAPACK finds no eigenvalues.
    ///
    /// Zeros of K_T(0, ·) are the nodes, besides 0, of Gauss and Radau's rule with a node at 0: eigenvalues of the Jacobi matrix
    /// with its last diagonal element such that 0 is one of them (Golub, 1973).
    package func steps(_ count: Int) -> [Double]? {
        let jacobi = Matrix<Double>(rows: count + 1, columns: count + 1)
        jacobi.fill(0)
        for j in 0..<count {
            jacobi[j, j] = diagonal[j]
            (jacobi[j, j + 1], jacobi[j + 1, j]) = (beside[j], beside[j])
        }
        jacobi[count, count] = -beside[count - 1] * atZero[count - 1] / atZero[count]
        return SymmetricEigen(jacobi)?.values.dropFirst().reversed().map { 1 / $0 }
    }

    /// The Jacobi matrix of Σᵢ δ(λ_i): Lanczos on diag(λ) from (1, …, 1), each vector made orthogonal to all before it twice.
    private static func lanczos(_ eigenvalues: [Double], order: Int) -> (diagonal: [Double], beside: [Double]) {
        func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
        let first = 1 / Double(eigenvalues.count).squareRoot()
        var basis = [[Double](repeating: first, count: eigenvalues.count)]
        var (diagonal, beside) = ([Double](), [Double]())
        for j in 0..<order {
            var next = zip(eigenvalues, basis[j]).map(*)
            diagonal.append(dot(next, basis[j]))
            for vector in basis + basis {
                let part = dot(next, vector)
                for i in next.indices { next[i] -= part * vector[i] }
            }
            let length = dot(next, next).squareRoot()
            beside.append(length)
            basis.append(next.map { $0 / length })
        }
        return (diagonal, beside)
    }
}
