/// Means and spreads of plain lists.
public enum Moments {
    /// Σ vᵢ / n; NaN of nothing.
    public static func mean(_ values: [Double]) -> Double {
        values.isEmpty ? .nan : values.reduce(0, +) / Double(values.count)
    }

    /// The unbiased variance Σ (vᵢ − v̄)² / (n − 1); NaN of fewer than two values.
    public static func variance(_ values: [Double]) -> Double {
        guard values.count > 1 else { return .nan }
        let mean = mean(values)
        return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)
    }

    /// The square root of `variance`; NaN of fewer than two values.
    public static func standardDeviation(_ values: [Double]) -> Double { variance(values).squareRoot() }
}
