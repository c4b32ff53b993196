import CKernels
import COpenBLAS
import Foundation

/// The linear algebra library, told its kernels and kept on one thread: Downhill shards its own loops outside.
public enum BLAS {
    /// The kernels in use, or why there are none to use. Chosen, and held against plain loops, when first asked for.
    private static let choice: Result<KernelChoice, BLASError> = {
        openblas_set_num_threads(1)
        // Kernels that are loaded anew may forget it.
        defer { openblas_set_num_threads(1) }
        let sets = (0...).lazy.map { dh_blas_set(Int32($0)) }.prefix { $0 != nil }.enumerated().map {
            (name: String(cString: $0.element!), runs: dh_blas_set_runs(Int32($0.offset)) != 0)
        }
        return KernelChoice.make(
            preferred: String(cString: dh_blas_preferred()),
            requested: ProcessInfo.processInfo.environment[KernelChoice.variable], sets: sets,
            use: { String(cString: dh_blas_use($0)) }, firstWrong: { LinearAlgebraCheck(.openBLAS).firstWrong() })
    }()

    /// The name of OpenBLAS's set of kernels in use: a part of what decides the last digits.
    public static var core: String { (try? choice.get())?.core ?? String(cString: dh_blas_core()) }

    /// The same for the record of a run, with the sets that computed wrongly and were left for it.
    public static var description: String { (try? choice.get())?.description ?? core }

    /// Chooses the kernels before the first product; free afterwards.
    @inline(__always) public static func prepare() { _ = choice }

    /// Throws `BLASError` where no kernels can be used; call it before anything is computed.
    public static func check() throws(BLASError) { _ = try choice.get() }

    /// Widest vectors, in bits, that our own products use, as OpenBLAS's set of kernels does: 512, 256 or 128.
    public static var vectorBits: Int {
        prepare()
        return Int(dh_kernel_bits())
    }
}

/// The eigendecomposition S = V·diag(w)·Vᵀ of a symmetric matrix, in Double.
public struct SymmetricEigen: Sendable {
    /// Eigenvalues, ascending.
    public let values: [Double]
    /// Row i is the eigenvector of `values[i]`.
    public let vectors: Matrix<Double>

    /// - Parameter matrix: (n, n), symmetric and finite.
    /// - Returns: nil when LAPACK's `dsyevd` does not converge.
    public init?(_ matrix: Matrix<Double>) {
        precondition(matrix.rows == matrix.columns, "a symmetric matrix is square")
        BLAS.prepare()
        self.init(unprepared: matrix)
    }

    /// The same with the kernels that are in use now.
    init?(unprepared matrix: Matrix<Double>) {
        let v = matrix.copy()
        var n = Int32(matrix.rows)
        var w = [Double](repeating: 0, count: matrix.rows)
        var info: Int32 = 0
        var workSize: Int32 = -1
        var integerWorkSize: Int32 = -1
        var work = [0.0]
        var integerWork: [Int32] = [0]
        dsyevd_("V", "L", &n, v.pointer, &n, &w, &work, &workSize, &integerWork, &integerWorkSize, &info)
        workSize = Int32(work[0])
        integerWorkSize = integerWork[0]
        work = [Double](repeating: 0, count: Int(workSize))
        integerWork = [Int32](repeating: 0, count: Int(integerWorkSize))
        // Column-major output: LAPACK's columns are our rows.
        dsyevd_("V", "L", &n, v.pointer, &n, &w, &work, &workSize, &integerWork, &integerWorkSize, &info)
        guard info == 0 else { return nil }
        values = w
        vectors = v
    }

    /// V·diag(f(w))·Vᵀ: a function of the matrix.
    public func apply(_ f: (Double) -> Double) -> Matrix<Double> {
        let scaled = vectors.copy()
        for (i, value) in values.enumerated() {
            let factor = f(value)
            for j in 0..<scaled.columns { scaled[i, j] *= factor }
        }
        return Matrix.product(vectors, transposeA: true, scaled)
    }
}
