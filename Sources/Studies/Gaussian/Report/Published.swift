/// Errors that others have published for 250 measurements of 500 entries with 16 layers, in dB, each by their own recipe and
/// definition.
enum Published {
    /// A value after layer 16.
    struct Value {
        var method: String
        var error: Double
        var source: String
    }

    /// Without noise, 50 entries exactly: hyperlista-mbdl's README.
    static let withoutNoise = [
        ("ista", -5.33), ("fista", -11.0), ("learned-thresholds", -7.11), ("learned-steps", -20.0),
        ("learned-both", -23.55), ("lista", -21.3), ("lista-tied", -19.26), ("alista", -29.97),
    ].map { Value(method: $0.0, error: $0.1, source: "hyperlista-mbdl") }

    /// At 40 dB: the logs of na-alista.
    static let at40 = [("ista", -5.77), ("fista", -7.63), ("alista", -39.05)]
        .map { Value(method: $0.0, error: $0.1, source: "na-alista") }

    /// At 20 dB: the same.
    static let at20 = [("ista", -5.72), ("fista", -7.55), ("alista", -21.06)]
        .map { Value(method: $0.0, error: $0.1, source: "na-alista") }

    /// The values of a ratio where the run's problem is theirs.
    static func values(_ run: GaussianRun, _ suffix: String) -> [Value] {
        if run.isPublic(suffix, decibels: 200) { return withoutNoise }
        if run.isPublic(suffix, decibels: 40) { return at40 }
        return run.isPublic(suffix, decibels: 20) ? at20 : []
    }
}
