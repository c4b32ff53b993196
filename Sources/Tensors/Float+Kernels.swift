import CKernels
import COpenBLAS

extension Float: KernelScalar {
    public static func gemm(
        transposeA: Bool, transposeB: Bool, m: Int, n: Int, k: Int, alpha: Float, a: UnsafePointer<Float>, lda: Int,
        b: UnsafePointer<Float>, ldb: Int, beta: Float, c: UnsafeMutablePointer<Float>, ldc: Int
    ) {
        BLAS.prepare()
        cblas_sgemm(
            CblasRowMajor, transposeA ? CblasTrans : CblasNoTrans, transposeB ? CblasTrans : CblasNoTrans, Int32(m),
            Int32(n), Int32(k), alpha, a, Int32(lda), b, Int32(ldb), beta, c, Int32(ldc))
    }

    public static func softThreshold(
        _ pre: UnsafePointer<Float>, _ threshold: UnsafePointer<Float>, into out: UnsafeMutablePointer<Float>,
        rows: Int,
        columns: Int
    ) {
        requireDistinct(out, rows * columns, pre, rows * columns)
        requireDistinct(out, rows * columns, threshold, columns)
        dh_soft_threshold_f(pre, threshold, out, rows, columns)
    }

    public static func softThresholdBackward(
        _ out: UnsafePointer<Float>, gradient: UnsafeMutablePointer<Float>, count: Int
    ) {
        requireDistinct(gradient, count, out, count)
        dh_soft_threshold_backward_f(out, gradient, count)
    }

    public static func thresholdGradient(
        _ out: UnsafePointer<Float>, _ gradient: UnsafePointer<Float>, into result: UnsafeMutablePointer<Float>,
        rows: Int,
        columns: Int
    ) {
        requireDistinct(result, columns, out, rows * columns)
        requireDistinct(result, columns, gradient, rows * columns)
        dh_soft_threshold_gradient_f(out, gradient, result, rows, columns)
    }

    public static func sumOfSquares(_ x: UnsafePointer<Float>, count: Int) -> Double {
        dh_sum_of_squares_f(x, count)
    }

    public static func sumOfMagnitudes(_ x: UnsafePointer<Float>, count: Int) -> Double {
        dh_sum_of_magnitudes_f(x, count)
    }

    public static func squaredDistance(_ x: UnsafePointer<Float>, _ y: UnsafePointer<Float>, count: Int) -> Double {
        dh_squared_distance_f(x, y, count)
    }

    public static func addScaled(_ y: UnsafeMutablePointer<Float>, _ x: UnsafePointer<Float>, scale: Float, count: Int)
    {
        requireDistinct(y, count, x, count)
        dh_add_scaled_f(y, x, scale, count)
    }

    public static func scaleByOnePlus(_ share: Float, _ y: UnsafeMutablePointer<Float>, count: Int) {
        dh_scale_by_one_plus_f(y, share, count)
    }

    public static func addScaledDifference(
        _ y: UnsafeMutablePointer<Float>, _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, scale: Float, count: Int
    ) {
        requireDistinct(y, count, a, count)
        requireDistinct(y, count, b, count)
        dh_add_scaled_difference_f(y, a, b, scale, count)
    }

    public static func addScaledSign(
        _ y: UnsafeMutablePointer<Float>, _ x: UnsafePointer<Float>, scale: Float, count: Int
    ) {
        requireDistinct(y, count, x, count)
        dh_add_scaled_sign_f(y, x, scale, count)
    }

    public static func addScaled(
        _ y: UnsafeMutablePointer<Float>, floats x: UnsafePointer<Float>, scale: Float, count: Int
    ) {
        requireDistinct(y, count, x, count)
        dh_add_scaled_floats_f(y, x, scale, count)
    }

    public static func addToRows(
        _ y: UnsafeMutablePointer<Float>, _ row: UnsafePointer<Float>, scale: Float, rows: Int, columns: Int
    ) {
        requireDistinct(y, rows * columns, row, columns)
        dh_add_to_rows_f(y, row, scale, rows, columns)
    }

    public static func rectify(_ y: UnsafeMutablePointer<Float>, count: Int) { dh_rectify_f(y, count) }

    public static func rectifyBackward(
        _ y: UnsafePointer<Float>, gradient: UnsafeMutablePointer<Float>, count: Int
    ) {
        requireDistinct(gradient, count, y, count)
        dh_rectify_backward_f(y, gradient, count)
    }

    public static func moveAverage(
        _ average: UnsafeMutablePointer<Float>, towards x: UnsafePointer<Float>, share: Float, count: Int
    ) {
        requireDistinct(average, count, x, count)
        dh_average_f(average, x, share, count)
    }

    public static func clamp(_ x: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>, count: Int) {
        requireDistinct(y, count, x, count)
        dh_clamp_f(x, y, count)
    }

    public static func clampBackward(
        _ x: UnsafePointer<Float>, gradient: UnsafeMutablePointer<Float>, count: Int
    ) {
        requireDistinct(gradient, count, x, count)
        dh_clamp_backward_f(x, gradient, count)
    }

    public static func adamWSurprise(
        second: UnsafePointer<Float>, gradient: UnsafePointer<Float>, count: Int, gradientScale: Float, beta2: Float,
        correction2: Float, epsilon: Float
    ) -> Double {
        dh_adamw_surprise_f(second, gradient, count, gradientScale, beta2, correction2, epsilon)
    }

    public static func adamW(
        parameter: UnsafeMutablePointer<Float>, first: UnsafeMutablePointer<Float>, second: UnsafeMutablePointer<Float>,
        gradient: UnsafePointer<Float>, count: Int, gradientScale: Float, rate: Float, beta1: Float, beta2: Float,
        epsilon: Float, correction1: Float, correction2: Float, decay: Float
    ) {
        for written in [parameter, first, second] { requireDistinct(written, count, gradient, count) }
        dh_adamw_f(
            parameter, first, second, gradient, count, gradientScale, rate, beta1, beta2, epsilon, correction1,
            correction2, decay)
    }
}
