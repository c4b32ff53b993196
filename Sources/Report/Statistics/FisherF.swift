/// Fisher's F distribution.
public enum FisherF {
    /// P(F ≥ f) with `above` and `below` degrees of freedom in numerator and denominator: I_{below/(below + above·f)}(below/2,
    /// above/2). Of f that is no number it is NaN.
    public static func upperTail(_ f: Double, above: Double, below: Double) -> Double {
        if f.isNaN { return .nan }
        guard f > 0 else { return 1 }
        return StudentT.incompleteBeta(below / (below + above * f), below / 2, above / 2)
    }

    /// The f with P(F ≥ f) = `probability`, in (0, 1), by bisection.
    public static func upperQuantile(_ probability: Double, above: Double, below: Double) -> Double {
        var (low, high) = (0.0, 1.0)
        while upperTail(high, above: above, below: below) > probability, high < 1e12 { high *= 2 }
        for _ in 0..<100 {
            let middle = (low + high) / 2
            if upperTail(middle, above: above, below: below) > probability { low = middle } else { high = middle }
        }
        return (low + high) / 2
    }
}
