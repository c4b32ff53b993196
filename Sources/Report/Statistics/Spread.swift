/// The mean of a number over seeds, with its standard error.
///
/// Seeds of one draw of the data share images and problems, and so are not independent where these matter. Where there are
/// two or more draws of two or more seeds each, the draws' means are held against the seeds within draws: F = MS_between /
/// MS_within. With P(F) < 0.25 the mean is that of the draws' means, its error theirs, with (draws − 1) degrees of freedom;
/// otherwise all seeds are pooled: s/√S with S − 1. (Bancroft's rule of pooling sometimes; the high level keeps the pooled
/// interval from being too narrow.)
public struct Spread: Equatable, Sendable {
    /// The mean.
    public var mean: Double
    /// Its standard error; infinite of a single number, NaN of none.
    public var error: Double
    /// The degrees of freedom of the error; 0 where there is none.
    public var freedom: Double
    /// Whether the error is that of draws.
    public var isOfDraws: Bool
    /// The standard deviation of one seed, or of one draw's mean.
    public var deviation: Double

    /// Below this P the draws are taken to differ.
    public static let poolingLevel = 0.25

    /// The mean of `values`, one of each seed, whose draws are `draws`.
    ///
    /// - Parameters:
    ///   - floor: the standard error that examples alone would give, which takes the place of the spread where all seeds agree
    ///     to the last digit, as in that all points recover.
    ///   - examples: how many there are of each seed.
    public static func of(_ values: [Double], draws: [Int], floor: Double = 0, examples: Int = 1) -> Spread {
        of(values, Draws(draws), floor: floor, examples: examples)
    }

    /// The same, of draws that many such lists have.
    static func of(_ values: [Double], _ groups: Draws, floor: Double, examples: Int) -> Spread {
        guard values.count > 1 else {
            let value = values.first ?? .nan
            return Spread(
                mean: value, error: values.isEmpty ? .nan : .infinity, freedom: 0, isOfDraws: false, deviation: .nan)
        }
        if let means = groups.meansThatDiffer(values) {
            let deviation = Moments.standardDeviation(means)
            return Spread(
                mean: Moments.mean(means), error: deviation / Double(means.count).squareRoot(),
                freedom: Double(means.count - 1), isOfDraws: true, deviation: deviation)
        }
        let deviation = Moments.standardDeviation(values)
        if deviation == 0, floor > 0, examples > 1 {
            return Spread(
                mean: values[0], error: floor, freedom: Double(examples - 1), isOfDraws: false, deviation: 0)
        }
        return Spread(
            mean: Moments.mean(values), error: deviation / Double(values.count).squareRoot(),
            freedom: Double(values.count - 1), isOfDraws: false, deviation: deviation)
    }

    /// P(T ≤ (bound − mean)/error): how well the data agree with a mean at or above `bound`.
    func tail(below bound: Double) -> Double { tail((bound - mean) / error) }

    /// P(T ≥ (bound − mean)/error): how well the data agree with a mean at or below `bound`.
    func tail(above bound: Double) -> Double { tail((mean - bound) / error) }

    /// The one-sided p of a distance in standard errors from the wrong side; 1 where nothing is known.
    private func tail(_ t: Double) -> Double {
        guard freedom > 0, !t.isNaN else { return 1 }
        return t.isInfinite ? (t > 0 ? 0 : 1) : StudentT.cumulative(-t, degreesOfFreedom: freedom)
    }
}

/// Which seeds see the same draw.
struct Draws {
    /// The indices of each draw's seeds.
    let members: [[Int]]
    /// The F above which the draws differ; nil where there are too few to tell.
    private let critical: Double?

    init(_ draws: [Int]) {
        members = Set(draws).sorted().map { draw in draws.indices.filter { draws[$0] == draw } }
        let isEnough = members.filter { $0.count > 1 }.count > 1
        critical =
            isEnough
            ? FisherF.upperQuantile(
                Spread.poolingLevel, above: Double(members.count - 1), below: Double(draws.count - members.count)) : nil
    }

    /// The draws' means, where the draws differ by more than their seeds explain; nil where they do not, or too few are
    /// there to tell.
    func meansThatDiffer(_ values: [Double]) -> [Double]? {
        guard let critical else { return nil }
        let groups = members.map { $0.map { values[$0] } }
        let (means, all) = (groups.map(Moments.mean), Moments.mean(values))
        let (above, below) = (Double(members.count - 1), Double(values.count - members.count))
        let between = zip(groups, means).reduce(0) { $0 + Double($1.0.count) * ($1.1 - all) * ($1.1 - all) } / above
        let within =
            zip(groups, means).reduce(0) { sum, group in
                sum + group.0.reduce(0) { $0 + ($1 - group.1) * ($1 - group.1) }
            } / below
        return between > critical * within ? means : nil
    }
}
