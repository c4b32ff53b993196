/// How many seeds a one-sided test would need.
public enum Power {
    /// The chance that settles a test.
    public static let wanted = 0.8
    /// Beyond this nobody trains.
    public static let most = 100

    /// The least number, from 2 on, at which Student's one-sided tests at `level` reach each of `distances` with a chance of
    /// 80 % in all, where one seed deviates by `deviation`: P(T > t_{1 − level} − δ√n/σ), by the shifted central t. Nil
    /// where a hundred are too few.
    public static func seeds(distances: [Double], deviation: Double, level: Double) -> Int? {
        guard !distances.isEmpty, deviation.isFinite, distances.allSatisfy(\.isFinite) else { return nil }
        if deviation == 0 { return distances.allSatisfy { $0 > 0 } ? 2 : nil }
        return (2...most).first { count in
            let freedom = Double(count - 1)
            let critical = StudentT.quantile(1 - level, degreesOfFreedom: freedom)
            let misses = distances.map { distance -> Double in
                let shift = distance * Double(count).squareRoot() / deviation
                return StudentT.cumulative(critical - shift, degreesOfFreedom: freedom)
            }
            return 1 - misses.reduce(0, +) >= wanted
        }
    }
}
