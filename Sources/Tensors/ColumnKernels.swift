import CKernels

/// Loops over activations that lie with a row for each feature and a column for each sample, `ld` elements from row to row:
/// what `SampleColumns` is made of. What a loop writes must not overlap what else it is given.
public protocol ColumnKernels {
    /// C (m, n) ← A·B, or C + A·B. A's element (i, k) stands at i·rowStep + k·depthStep, one of which is 1; B (depth, n)
    /// and C have rows. Each element is summed in one order, whatever m, n, and the number of threads.
    static func product(
        m: Int, n: Int, depth: Int, a: UnsafePointer<Self>, rowStep: Int, depthStep: Int, b: UnsafePointer<Self>,
        ldb: Int,
        adds: Bool, into c: UnsafeMutablePointer<Self>, ldc: Int)
    /// `out` (columns, rows) ← the transpose of x (rows, columns).
    static func transpose(
        _ x: UnsafePointer<Self>, ld: Int, rows: Int, columns: Int, into out: UnsafeMutablePointer<Self>, ldOut: Int)
    /// Soft threshold, eq. (15), in place, of row r by unit·threshold[r].
    static func softThresholdRows(
        _ x: UnsafeMutablePointer<Self>, ld: Int, _ threshold: UnsafePointer<Self>, unit: Self, rows: Int, columns: Int)
    /// Its adjoint: `gradient` in `out` becomes that in the pre-activation, which `out` = 0 or not decides.
    static func softThresholdRowsBackward(
        _ out: UnsafePointer<Self>, gradient: UnsafeMutablePointer<Self>, ld: Int, rows: Int, columns: Int)
    /// `result` (rows) = −unit·Σ over a row of sign(out)·gradient: the gradient in the threshold.
    static func thresholdGradientRows(
        _ out: UnsafePointer<Self>, _ gradient: UnsafePointer<Self>, ld: Int, unit: Self, rows: Int, columns: Int,
        into result: UnsafeMutablePointer<Self>)
}

extension Float: ColumnKernels {
    public static func product(
        m: Int, n: Int, depth: Int, a: UnsafePointer<Float>, rowStep: Int, depthStep: Int, b: UnsafePointer<Float>,
        ldb: Int,
        adds: Bool, into c: UnsafeMutablePointer<Float>, ldc: Int
    ) {
        dh_dense_product_f(m, n, depth, a, rowStep, depthStep, b, ldb, c, ldc, adds ? 1 : 0)
    }

    public static func transpose(
        _ x: UnsafePointer<Float>, ld: Int, rows: Int, columns: Int, into out: UnsafeMutablePointer<Float>, ldOut: Int
    ) {
        dh_transpose_f(x, ld, out, ldOut, rows, columns)
    }

    public static func softThresholdRows(
        _ x: UnsafeMutablePointer<Float>, ld: Int, _ threshold: UnsafePointer<Float>, unit: Float, rows: Int,
        columns: Int
    ) {
        dh_soft_threshold_rows_f(x, ld, threshold, unit, rows, columns)
    }

    public static func softThresholdRowsBackward(
        _ out: UnsafePointer<Float>, gradient: UnsafeMutablePointer<Float>, ld: Int, rows: Int, columns: Int
    ) {
        dh_soft_threshold_rows_backward_f(out, gradient, ld, rows, columns)
    }

    public static func thresholdGradientRows(
        _ out: UnsafePointer<Float>, _ gradient: UnsafePointer<Float>, ld: Int, unit: Float, rows: Int, columns: Int,
        into result: UnsafeMutablePointer<Float>
    ) {
        dh_soft_threshold_rows_gradient_f(out, gradient, ld, result, unit, rows, columns)
    }
}

extension Double: ColumnKernels {
    public static func product(
        m: Int, n: Int, depth: Int, a: UnsafePointer<Double>, rowStep: Int, depthStep: Int, b: UnsafePointer<Double>,
        ldb: Int,
        adds: Bool, into c: UnsafeMutablePointer<Double>, ldc: Int
    ) {
        dh_dense_product_d(m, n, depth, a, rowStep, depthStep, b, ldb, c, ldc, adds ? 1 : 0)
    }

    public static func transpose(
        _ x: UnsafePointer<Double>, ld: Int, rows: Int, columns: Int, into out: UnsafeMutablePointer<Double>, ldOut: Int
    ) {
        dh_transpose_d(x, ld, out, ldOut, rows, columns)
    }

    public static func softThresholdRows(
        _ x: UnsafeMutablePointer<Double>, ld: Int, _ threshold: UnsafePointer<Double>, unit: Double, rows: Int,
        columns: Int
    ) {
        dh_soft_threshold_rows_d(x, ld, threshold, unit, rows, columns)
    }

    public static func softThresholdRowsBackward(
        _ out: UnsafePointer<Double>, gradient: UnsafeMutablePointer<Double>, ld: Int, rows: Int, columns: Int
    ) {
        dh_soft_threshold_rows_backward_d(out, gradient, ld, rows, columns)
    }

    public static func thresholdGradientRows(
        _ out: UnsafePointer<Double>, _ gradient: UnsafePointer<Double>, ld: Int, unit: Double, rows: Int, columns: Int,
        into result: UnsafeMutablePointer<Double>
    ) {
        dh_soft_threshold_rows_gradient_d(out, gradient, ld, result, unit, rows, columns)
    }
}
