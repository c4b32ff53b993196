/// What signals that a network has not seen say of it, without any δ: with s_l = m_l − (1 − ε)m_{l−1}
///
///     m_L = (1 − ε)^L·m_0 + Σ_l (1 − ε)^{L−l}·s_l,
///
/// an identity, so that upper limits of m_0 and of each s_l make one of m_L.
public enum DescentCertificate {
    /// The right side for L = 0, 1, …
    ///
    /// - Parameters:
    ///   - slacks: s_1, s_2, …
    ///   - keepsSigns: whether what a layer does beyond (1 − ε) counts. Otherwise s_l is replaced by max(s_l, 0): what constraints alone
    ///     say.
    public static func values(start: Double, slacks: [Double], epsilon: Double, keepsSigns: Bool) -> [Double] {
        slacks.reduce(into: [start]) { all, slack in
            all.append((1 - epsilon) * (all.last ?? start) + (keepsSigns ? slack : max(slack, 0)))
        }
    }

    /// The upper limit of a mean by Student's t, one-sided, at 95 % for `count` of them together (Bonferroni).
    public static func limit(mean: Double, deviation: Double, samples: Int, of count: Int) -> Double {
        guard samples > 1 else { return .nan }
        let t = StudentT.quantile(1 - 0.05 / Double(count), degreesOfFreedom: Double(samples - 1))
        return mean + t * deviation / Double(samples).squareRoot()
    }
}
