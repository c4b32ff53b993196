import CKernels

/// What sparse recovery does to each element of a batch (rows, columns), one sample a row. What a loop writes must not
/// overlap what else it is given.
public protocol ShrinkageKernels {
    /// Soft threshold, eq. (15), in place, of all elements of a row but the `kept` largest, which stay as they are where they
    /// are above `threshold` ≥ 0: the support selection of LISTA-SS (Chen, Liu, Wang and Yin, 2018).
    ///
    /// - Parameters:
    ///   - cut: (rows), the size from which on elements stayed; infinite where `kept` is 0.
    ///   - scratch: (columns).
    static func shrink(
        _ x: UnsafeMutablePointer<Self>, by threshold: Self, keeping kept: Int, cut: UnsafeMutablePointer<Self>,
        scratch: UnsafeMutablePointer<Self>, rows: Int, columns: Int)
    /// The derivative in the threshold, −Σ sign(out)·gradient over what `shrink` has shrunk, where `gradient` is that of the
    /// pre-activation.
    static func shrinkGradient(
        _ out: UnsafePointer<Self>, _ gradient: UnsafePointer<Self>, cut: UnsafePointer<Self>, rows: Int, columns: Int
    ) -> Double
    /// E[c | r] for r = c + N(0, variance), where c is N(0, power) with probability `density` and else 0: the mean of the
    /// Bernoulli–Gauss prior; with its derivatives in r (`slope`) and in the variance (`sensitivity`).
    ///
    /// - Parameter variance: (rows), positive.
    static func bernoulliGauss(
        _ r: UnsafePointer<Self>, variance: UnsafePointer<Self>, density: Self, power: Self,
        into out: UnsafeMutablePointer<Self>, slope: UnsafeMutablePointer<Self>,
        sensitivity: UnsafeMutablePointer<Self>, rows: Int, columns: Int)
    /// y ← y·x, element by element.
    static func multiply(_ y: UnsafeMutablePointer<Self>, _ x: UnsafePointer<Self>, count: Int)
}

extension Float: ShrinkageKernels {
    public static func shrink(
        _ x: UnsafeMutablePointer<Float>, by threshold: Float, keeping kept: Int, cut: UnsafeMutablePointer<Float>,
        scratch: UnsafeMutablePointer<Float>, rows: Int, columns: Int
    ) {
        dh_shrink_f(x, threshold, kept, cut, scratch, rows, columns)
    }

    public static func shrinkGradient(
        _ out: UnsafePointer<Float>, _ gradient: UnsafePointer<Float>, cut: UnsafePointer<Float>, rows: Int,
        columns: Int
    ) -> Double {
        dh_shrink_gradient_f(out, gradient, cut, rows, columns)
    }

    public static func bernoulliGauss(
        _ r: UnsafePointer<Float>, variance: UnsafePointer<Float>, density: Float, power: Float,
        into out: UnsafeMutablePointer<Float>, slope: UnsafeMutablePointer<Float>,
        sensitivity: UnsafeMutablePointer<Float>, rows: Int, columns: Int
    ) {
        requireDistinct(out, rows * columns, r, rows * columns)
        dh_bernoulli_gauss_f(r, variance, density, power, out, slope, sensitivity, rows, columns)
    }

    public static func multiply(_ y: UnsafeMutablePointer<Float>, _ x: UnsafePointer<Float>, count: Int) {
        requireDistinct(y, count, x, count)
        dh_multiply_f(y, x, count)
    }
}

extension Double: ShrinkageKernels {
    public static func shrink(
        _ x: UnsafeMutablePointer<Double>, by threshold: Double, keeping kept: Int, cut: UnsafeMutablePointer<Double>,
        scratch: UnsafeMutablePointer<Double>, rows: Int, columns: Int
    ) {
        dh_shrink_d(x, threshold, kept, cut, scratch, rows, columns)
    }

    public static func shrinkGradient(
        _ out: UnsafePointer<Double>, _ gradient: UnsafePointer<Double>, cut: UnsafePointer<Double>, rows: Int,
        columns: Int
    ) -> Double {
        dh_shrink_gradient_d(out, gradient, cut, rows, columns)
    }

    public static func bernoulliGauss(
        _ r: UnsafePointer<Double>, variance: UnsafePointer<Double>, density: Double, power: Double,
        into out: UnsafeMutablePointer<Double>, slope: UnsafeMutablePointer<Double>,
        sensitivity: UnsafeMutablePointer<Double>, rows: Int, columns: Int
    ) {
        requireDistinct(out, rows * columns, r, rows * columns)
        dh_bernoulli_gauss_d(r, variance, density, power, out, slope, sensitivity, rows, columns)
    }

    public static func multiply(_ y: UnsafeMutablePointer<Double>, _ x: UnsafePointer<Double>, count: Int) {
        requireDistinct(y, count, x, count)
        dh_multiply_d(y, x, count)
    }
}
