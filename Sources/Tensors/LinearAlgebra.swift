import COpenBLAS

/// What this program asks of the linear algebra library, as functions, so that each can be held against plain loops.
package struct LinearAlgebra {
    /// C ← alpha·op(A)·op(B) + beta·C: A, whether transposed, B, whether transposed, alpha, beta, C.
    package typealias Product<Scalar: KernelScalar> = (
        Matrix<Scalar>, Bool, Matrix<Scalar>, Bool, Scalar, Scalar, Matrix<Scalar>
    ) -> Void
    /// A·x.
    package typealias VectorProduct<Scalar: KernelScalar> = (Matrix<Scalar>, [Scalar]) -> [Scalar]
    /// U⁻ᵀb, or U⁻¹b: U an upper triangle, whether it is transposed, b.
    package typealias TriangularSolution<Scalar: KernelScalar> = (Matrix<Scalar>, Bool, [Scalar]) -> [Scalar]

    package var product: Product<Double>
    package var productInFloat: Product<Float>
    package var vectorProduct: VectorProduct<Double>
    package var vectorProductInFloat: VectorProduct<Float>
    package var triangularSolution: TriangularSolution<Double>
    package var triangularSolutionInFloat: TriangularSolution<Float>
    /// A⁻¹b of a symmetric, positive definite A.
    package var solution: (Matrix<Double>, [Double]) -> [Double]
    /// A⁻¹ of a symmetric, positive definite A; what stands above the diagonal is anything.
    package var inverse: (Matrix<Double>) -> Matrix<Double>
    /// Eigenvalues, and eigenvectors as rows, of a symmetric matrix.
    package var eigenvectors: (Matrix<Double>) -> (values: [Double], vectors: Matrix<Double>)?
    /// A whose columns below the diagonal became R, of Aᵀ = QR: the rows are what LAPACK calls columns.
    package var orthogonalFactor: (Matrix<Double>) -> Matrix<Double>

    /// OpenBLAS with the kernels that it has in use.
    package static var openBLAS: LinearAlgebra {
        LinearAlgebra(
            product: { a, turnA, b, turnB, alpha, beta, c in
                cblas_dgemm(
                    CblasRowMajor, turnA ? CblasTrans : CblasNoTrans, turnB ? CblasTrans : CblasNoTrans, Int32(c.rows),
                    Int32(c.columns), Int32(turnA ? a.rows : a.columns), alpha, a.pointer, Int32(a.columns), b.pointer,
                    Int32(b.columns), beta, c.pointer, Int32(c.columns))
            },
            productInFloat: { a, turnA, b, turnB, alpha, beta, c in
                cblas_sgemm(
                    CblasRowMajor, turnA ? CblasTrans : CblasNoTrans, turnB ? CblasTrans : CblasNoTrans, Int32(c.rows),
                    Int32(c.columns), Int32(turnA ? a.rows : a.columns), alpha, a.pointer, Int32(a.columns), b.pointer,
                    Int32(b.columns), beta, c.pointer, Int32(c.columns))
            },
            vectorProduct: { a, x in
                var y = [Double](repeating: 0, count: a.rows)
                let (m, n) = (Int32(a.rows), Int32(a.columns))
                cblas_dgemv(CblasRowMajor, CblasNoTrans, m, n, 1, a.pointer, n, x, 1, 0, &y, 1)
                return y
            },
            vectorProductInFloat: { a, x in
                var y = [Float](repeating: 0, count: a.rows)
                let (m, n) = (Int32(a.rows), Int32(a.columns))
                cblas_sgemv(CblasRowMajor, CblasNoTrans, m, n, 1, a.pointer, n, x, 1, 0, &y, 1)
                return y
            },
            triangularSolution: { u, turned, b in
                var (y, n) = (b, Int32(u.rows))
                let turn = turned ? CblasTrans : CblasNoTrans
                cblas_dtrsv(CblasRowMajor, CblasUpper, turn, CblasNonUnit, n, u.pointer, n, &y, 1)
                return y
            },
            triangularSolutionInFloat: { u, turned, b in
                var (y, n) = (b, Int32(u.rows))
                let turn = turned ? CblasTrans : CblasNoTrans
                cblas_strsv(CblasRowMajor, CblasUpper, turn, CblasNonUnit, n, u.pointer, n, &y, 1)
                return y
            },
            solution: { a, b in
                let factor = a.copy()
                var (n, one, info, y) = (Int32(a.rows), Int32(1), Int32(0), b)
                dpotrf_("U", &n, factor.pointer, &n, &info)
                dpotrs_("U", &n, &one, factor.pointer, &n, &y, &n, &info)
                return y
            },
            inverse: { a in
                let result = a.copy()
                var (n, info) = (Int32(a.rows), Int32(0))
                dpotrf_("U", &n, result.pointer, &n, &info)
                dpotri_("U", &n, result.pointer, &n, &info)
                return result
            },
            eigenvectors: { a in SymmetricEigen(unprepared: a).map { ($0.values, $0.vectors) } },
            orthogonalFactor: { a in
                let result = a.copy()
                var (m, n, info, size) = (Int32(a.columns), Int32(a.rows), Int32(0), Int32(64 * a.rows))
                var scales = [Double](repeating: 0, count: a.rows)
                var work = [Double](repeating: 0, count: 64 * a.rows)
                dgeqrf_(&m, &n, result.pointer, &m, &scales, &work, &size, &info)
                return result
            })
    }
}
