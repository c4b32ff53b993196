import Tensors

/// How this process computes, as far as bytes depend on it.
public enum Numerics {
    /// The widest vectors and OpenBLAS's kernels: "512 bits, SkylakeX".
    public static var description: String { "\(BLAS.vectorBits) bits, \(BLAS.core)" }
}
