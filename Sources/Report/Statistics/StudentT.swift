import Foundation

/// Student's t distribution with any positive real number of degrees of freedom ν.
public enum StudentT {
    /// P(T ≤ t) = 1 − ½ I_{ν/(ν+t²)}(ν/2, ½) for t ≥ 0, and by symmetry for t < 0.
    public static func cumulative(_ t: Double, degreesOfFreedom: Double) -> Double {
        let tail = 0.5 * incompleteBeta(degreesOfFreedom / (degreesOfFreedom + t * t), degreesOfFreedom / 2, 0.5)
        return t < 0 ? tail : 1 - tail
    }

    /// The t with P(T ≤ t) = `probability`, in (0, 1), by bisection to the last bits; infinite ν gives the normal one.
    public static func quantile(_ probability: Double, degreesOfFreedom: Double) -> Double {
        guard probability != 0.5 else { return 0 }
        guard probability > 0.5 else { return -quantile(1 - probability, degreesOfFreedom: degreesOfFreedom) }
        // Above this the two distributions agree to more digits than anybody prints.
        let normal = degreesOfFreedom > 1e7
        var (low, high) = (0.0, 1.0)
        func below(_ t: Double) -> Bool {
            (normal ? Normal.cumulative(t) : cumulative(t, degreesOfFreedom: degreesOfFreedom)) < probability
        }
        while below(high), high < 1e12 { high *= 2 }
        for _ in 0..<200 {
            let middle = (low + high) / 2
            guard middle > low, middle < high else { break }
            if below(middle) { low = middle } else { high = middle }
        }
        return (low + high) / 2
    }

    /// The regularised incomplete beta function I_x(a, b), by its continued fraction (modified Lentz).
    static func incompleteBeta(_ x: Double, _ a: Double, _ b: Double) -> Double {
        if x <= 0 { return 0 }
        if x >= 1 { return 1 }
        // The fraction converges quickly only on this side.
        if x > (a + 1) / (a + b + 2) { return 1 - incompleteBeta(1 - x, b, a) }
        let logarithm: Double = lgamma(a + b) - lgamma(a) - lgamma(b)
        let front: Double = exp(logarithm + a * log(x) + b * log(1 - x)) / a
        let tiny = 1e-300
        var c = 1.0
        var d = 1 / nonzero(1 - (a + b) * x / (a + 1), tiny)
        var fraction = d
        for step in 1...10_000 {
            let m = Double(step)
            let edge: Double = a + 2 * m
            let even: Double = m * (b - m) * x / ((edge - 1) * edge)
            d = 1 / nonzero(1 + even * d, tiny)
            c = nonzero(1 + even / c, tiny)
            fraction *= c * d
            let odd: Double = -(a + m) * (a + b + m) * x / (edge * (edge + 1))
            d = 1 / nonzero(1 + odd * d, tiny)
            c = nonzero(1 + odd / c, tiny)
            fraction *= c * d
            if abs(c * d - 1) < 1e-15 { break }
        }
        return front * fraction
    }

    private static func nonzero(_ value: Double, _ tiny: Double) -> Double { abs(value) < tiny ? tiny : value }
}

/// The standard normal distribution.
public enum Normal {
    /// P(Z ≤ z) = ½ erfc(−z/√2).
    public static func cumulative(_ z: Double) -> Double { 0.5 * erfc(-z / 2.0.squareRoot()) }

    /// The z with P(Z ≤ z) = `probability`, in (0, 1).
    public static func quantile(_ probability: Double) -> Double {
        StudentT.quantile(probability, degreesOfFreedom: .infinity)
    }
}
