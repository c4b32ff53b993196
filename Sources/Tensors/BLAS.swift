import CKernels
import COpenBLAS

/// The linear algebra library, told its kernel and kept on one thread: Downhill shards its own loops outside.
public enum BLAS {
    /// The name of OpenBLAS's kernel set in use, for the record of a run.
    public static let core: String = {
        let name = String(cString: dh_blas_select_kernels())
        openblas_set_num_threads(1)
        return name
    }()

    /// Chooses the kernels before the first product; free afterwards.
    @inline(__always) public static func prepare() { _ = core }

    /// Widest vectors, in bits, that the CPU offers: 512, 256 or 128.
    public static var vectorBits: Int { Int(dh_vector_bits()) }
}
