import CKernels
import COpenBLAS

extension Double: KernelScalar {
    public static func gemm(
        transposeA: Bool, transposeB: Bool, m: Int, n: Int, k: Int, alpha: Double, a: UnsafePointer<Double>, lda: Int,
        b: UnsafePointer<Double>, ldb: Int, beta: Double, c: UnsafeMutablePointer<Double>, ldc: Int
    ) {
        BLAS.prepare()
        cblas_dgemm(
            CblasRowMajor, transposeA ? CblasTrans : CblasNoTrans, transposeB ? CblasTrans : CblasNoTrans, Int32(m),
            Int32(n), Int32(k), alpha, a, Int32(lda), b, Int32(ldb), beta, c, Int32(ldc))
    }

    public static func softThreshold(
        _ pre: UnsafePointer<Double>, _ threshold: UnsafePointer<Double>, into out: UnsafeMutablePointer<Double>,
        rows: Int,
        columns: Int
    ) {
        requireDistinct(out, rows * columns, pre, rows * columns)
        requireDistinct(out, rows * columns, threshold, columns)
        dh_soft_threshold_d(pre, threshold, out, rows, columns)
    }

    public static func softThresholdBackward(
        _ out: UnsafePointer<Double>, gradient: UnsafeMutablePointer<Double>, count: Int
    ) {
        requireDistinct(gradient, count, out, count)
        dh_soft_threshold_backward_d(out, gradient, count)
    }

    public static func thresholdGradient(
        _ out: UnsafePointer<Double>, _ gradient: UnsafePointer<Double>, into result: UnsafeMutablePointer<Double>,
        rows: Int,
        columns: Int
    ) {
        requireDistinct(result, columns, out, rows * columns)
        requireDistinct(result, columns, gradient, rows * columns)
        dh_soft_threshold_gradient_d(out, gradient, result, rows, columns)
    }

    public static func sumOfSquares(_ x: UnsafePointer<Double>, count: Int) -> Double {
        dh_sum_of_squares_d(x, count)
    }

    public static func sumOfMagnitudes(_ x: UnsafePointer<Double>, count: Int) -> Double {
        dh_sum_of_magnitudes_d(x, count)
    }

    public static func squaredDistance(_ x: UnsafePointer<Double>, _ y: UnsafePointer<Double>, count: Int) -> Double {
        dh_squared_distance_d(x, y, count)
    }

    public static func addScaled(
        _ y: UnsafeMutablePointer<Double>, _ x: UnsafePointer<Double>, scale: Double, count: Int
    ) {
        requireDistinct(y, count, x, count)
        dh_add_scaled_d(y, x, scale, count)
    }

    public static func scaleByOnePlus(_ share: Double, _ y: UnsafeMutablePointer<Double>, count: Int) {
        dh_scale_by_one_plus_d(y, share, count)
    }

    public static func addScaledDifference(
        _ y: UnsafeMutablePointer<Double>, _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, scale: Double,
        count: Int
    ) {
        requireDistinct(y, count, a, count)
        requireDistinct(y, count, b, count)
        dh_add_scaled_difference_d(y, a, b, scale, count)
    }

    public static func addScaledSign(
        _ y: UnsafeMutablePointer<Double>, _ x: UnsafePointer<Double>, scale: Double, count: Int
    ) {
        requireDistinct(y, count, x, count)
        dh_add_scaled_sign_d(y, x, scale, count)
    }

    public static func addScaled(
        _ y: UnsafeMutablePointer<Double>, floats x: UnsafePointer<Float>, scale: Double, count: Int
    ) {
        requireDistinct(y, count, x, count)
        dh_add_scaled_floats_d(y, x, scale, count)
    }

    public static func addToRows(
        _ y: UnsafeMutablePointer<Double>, _ row: UnsafePointer<Double>, scale: Double, rows: Int, columns: Int
    ) {
        requireDistinct(y, rows * columns, row, columns)
        dh_add_to_rows_d(y, row, scale, rows, columns)
    }

    public static func rectify(_ y: UnsafeMutablePointer<Double>, count: Int) { dh_rectify_d(y, count) }

    public static func rectifyBackward(
        _ y: UnsafePointer<Double>, gradient: UnsafeMutablePointer<Double>, count: Int
    ) {
        requireDistinct(gradient, count, y, count)
        dh_rectify_backward_d(y, gradient, count)
    }

    public static func moveAverage(
        _ average: UnsafeMutablePointer<Double>, towards x: UnsafePointer<Double>, share: Double, count: Int
    ) {
        requireDistinct(average, count, x, count)
        dh_average_d(average, x, share, count)
    }

    public static func clamp(_ x: UnsafePointer<Double>, into y: UnsafeMutablePointer<Double>, count: Int) {
        requireDistinct(y, count, x, count)
        dh_clamp_d(x, y, count)
    }

    public static func clampBackward(
        _ x: UnsafePointer<Double>, gradient: UnsafeMutablePointer<Double>, count: Int
    ) {
        requireDistinct(gradient, count, x, count)
        dh_clamp_backward_d(x, gradient, count)
    }

    public static func adamWSurprise(
        second: UnsafePointer<Double>, gradient: UnsafePointer<Double>, count: Int, gradientScale: Double,
        beta2: Double,
        correction2: Double, epsilon: Double
    ) -> Double {
        dh_adamw_surprise_d(second, gradient, count, gradientScale, beta2, correction2, epsilon)
    }

    public static func adamW(
        parameter: UnsafeMutablePointer<Double>, first: UnsafeMutablePointer<Double>,
        second: UnsafeMutablePointer<Double>,
        gradient: UnsafePointer<Double>, count: Int, gradientScale: Double, rate: Double, beta1: Double, beta2: Double,
        epsilon: Double, correction1: Double, correction2: Double, decay: Double
    ) {
        for written in [parameter, first, second] { requireDistinct(written, count, gradient, count) }
        dh_adamw_d(
            parameter, first, second, gradient, count, gradientScale, rate, beta1, beta2, epsilon, correction1,
            correction2, decay)
    }
}
