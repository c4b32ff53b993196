/// Fisher's F distribution.
public enum FisherF {
    /// P(F ≥ f) with `above` and `below` degrees of freedom in numerator and denominator: I_{below/(below + above·f)}(below/2,
    /// above/2). Of f that is no number it is NaN.
    public static func upperTail(_ f: Double, above: Double, below: Double) -> Double {
        if f.isNaN { return .nan }
        guard f > 0 else { return 1 }
        return StudentT.incompleteBeta(below / (below + above * f), below / 2, above / 2)
    }
}
