import CKernels
import COpenBLAS
import Support

/// Float, in which networks train, or Double, in which their backward passes are checked by the same code.
///
/// What a kernel writes must not overlap what else it is given: its C loop relies on it (`restrict`), and says so by
/// stopping the program.
public protocol KernelScalar: BinaryFloatingPoint, ColumnKernels, ShrinkageKernels, SparseKernels, Codable, Sendable {
    /// C ← alpha·op(A)·op(B) + beta·C, row-major: op(A) is (m, k), op(B) is (k, n), C is (m, n).
    static func gemm(
        transposeA: Bool, transposeB: Bool, m: Int, n: Int, k: Int, alpha: Self, a: UnsafePointer<Self>, lda: Int,
        b: UnsafePointer<Self>, ldb: Int, beta: Self, c: UnsafeMutablePointer<Self>, ldc: Int)
    /// Soft threshold, eq. (15): `out` = sign(pre)·max(|pre| − threshold, 0). (rows, columns), threshold (columns).
    static func softThreshold(
        _ pre: UnsafePointer<Self>, _ threshold: UnsafePointer<Self>, into out: UnsafeMutablePointer<Self>, rows: Int,
        columns: Int)
    /// Its adjoint: `gradient` in `out` becomes that in the pre-activation, which `out` = 0 or not decides.
    static func softThresholdBackward(_ out: UnsafePointer<Self>, gradient: UnsafeMutablePointer<Self>, count: Int)
    /// `result` (columns) = −Σ over rows of sign(out)·gradient: the gradient in the threshold.
    static func thresholdGradient(
        _ out: UnsafePointer<Self>, _ gradient: UnsafePointer<Self>, into result: UnsafeMutablePointer<Self>, rows: Int,
        columns: Int)
    /// Σ xᵢ².
    static func sumOfSquares(_ x: UnsafePointer<Self>, count: Int) -> Double
    /// Σ |xᵢ|.
    static func sumOfMagnitudes(_ x: UnsafePointer<Self>, count: Int) -> Double
    /// Σ (xᵢ − yᵢ)².
    static func squaredDistance(_ x: UnsafePointer<Self>, _ y: UnsafePointer<Self>, count: Int) -> Double
    /// y += scale·x.
    static func addScaled(_ y: UnsafeMutablePointer<Self>, _ x: UnsafePointer<Self>, scale: Self, count: Int)
    /// y ← (1 + share)·y, with the rounding of y += share·y: where the factor is near 1, share keeps its digits.
    static func scaleByOnePlus(_ share: Self, _ y: UnsafeMutablePointer<Self>, count: Int)
    /// y += scale·(a − b).
    static func addScaledDifference(
        _ y: UnsafeMutablePointer<Self>, _ a: UnsafePointer<Self>, _ b: UnsafePointer<Self>, scale: Self, count: Int)
    /// y += scale·sign(x), with sign(0) = 0.
    static func addScaledSign(_ y: UnsafeMutablePointer<Self>, _ x: UnsafePointer<Self>, scale: Self, count: Int)
    /// y += scale·x, x in Float: random draws into any precision.
    static func addScaled(_ y: UnsafeMutablePointer<Self>, floats x: UnsafePointer<Float>, scale: Self, count: Int)
    /// Every row of y (rows, columns) += scale·row.
    static func addToRows(
        _ y: UnsafeMutablePointer<Self>, _ row: UnsafePointer<Self>, scale: Self, rows: Int, columns: Int)
    /// y = max(y, 0).
    static func rectify(_ y: UnsafeMutablePointer<Self>, count: Int)
    /// Zeroes the gradient where the result y of `rectify` is zero.
    static func rectifyBackward(_ y: UnsafePointer<Self>, gradient: UnsafeMutablePointer<Self>, count: Int)
    /// average += share·(x − average); equal numbers stay what they are, bit by bit.
    static func moveAverage(
        _ average: UnsafeMutablePointer<Self>, towards x: UnsafePointer<Self>, share: Self, count: Int)
    /// y = x clamped to [0, 1]; NaN stays.
    static func clamp(_ x: UnsafePointer<Self>, into y: UnsafeMutablePointer<Self>, count: Int)
    /// Zeroes the gradient where x is outside [0, 1].
    static func clampBackward(_ x: UnsafePointer<Self>, gradient: UnsafeMutablePointer<Self>, count: Int)
    /// Σ g²/max(v, ε²) with AdamW's v after the update that is about to be made, g the scaled gradient.
    static func adamWSurprise(
        second: UnsafePointer<Self>, gradient: UnsafePointer<Self>, count: Int, gradientScale: Self, beta2: Self,
        correction2: Self, epsilon: Self
    ) -> Double
    /// One fused AdamW update of `count` parameters; the corrections are 1/(1 − βᵗ).
    static func adamW(
        parameter: UnsafeMutablePointer<Self>, first: UnsafeMutablePointer<Self>, second: UnsafeMutablePointer<Self>,
        gradient: UnsafePointer<Self>, count: Int, gradientScale: Self, rate: Self, beta1: Self, beta2: Self,
        epsilon: Self, correction1: Self, correction2: Self, decay: Self)
}

extension KernelScalar {
    /// Σ aᵢ·bᵢ.
    public static func innerProduct(_ a: UnsafePointer<Self>, _ b: UnsafePointer<Self>, count: Int) -> Self {
        var result: Self = 0
        gemm(
            transposeA: false, transposeB: false, m: 1, n: 1, k: count, alpha: 1, a: a, lda: count, b: b, ldb: 1,
            beta: 0, c: &result, ldc: 1)
        return result
    }
}

/// Stops where memory that a kernel writes is also read by another name. The cost is that of two comparisons.
@inline(__always)
func requireDistinct<Scalar, Other>(
    _ written: UnsafeMutablePointer<Scalar>, _ count: Int, _ read: UnsafePointer<Other>, _ readCount: Int
) {
    precondition(
        UnsafeRawPointer(written + count) <= UnsafeRawPointer(read)
            || UnsafeRawPointer(read + readCount) <= UnsafeRawPointer(written),
        "a kernel writes memory that it also reads by another name")
}

/// The same of two matrices, wherever their memory comes from.
package func requireDistinct<Scalar: KernelScalar>(_ written: Matrix<Scalar>, _ read: Matrix<Scalar>) {
    requireDistinct(written.pointer, written.count, read.pointer, read.count)
}

extension InputFile {
    /// `count` scalars of little-endian type `Stored`, converted to `Scalar` through a small block where they differ; a
    /// finite number that would become infinite is an error.
    func scalars<Stored: KernelScalar, Scalar: KernelScalar>(
        _ stored: Stored.Type, into target: UnsafeMutablePointer<Scalar>, count: Int
    ) throws {
        if Stored.self == Scalar.self { return try read(into: target, count: count * MemoryLayout<Scalar>.stride) }
        let block = Matrix<Stored>(rows: 1, columns: min(count, 1 << 16))
        var done = 0
        while done < count {
            let now = min(count - done, block.columns)
            try read(into: block.pointer, count: now * MemoryLayout<Stored>.stride)
            for index in 0..<now {
                let value = Scalar(block.pointer[index])
                guard value.isFinite || !block.pointer[index].isFinite else {
                    throw DataError(
                        file: path, expected: "numbers that fit into float32", got: "\(block.pointer[index])",
                        hint: "scale the data, or choose other units")
                }
                target[done + index] = value
            }
            done += now
        }
    }
}
