/// How much would have to be run for a verdict, with a chance of 80 %.
public struct Requirement: Codable, Equatable, Sendable {
    /// What is counted.
    public enum Unit: String, Codable, Sendable {
        case seeds
        /// Draws of the data, where these differ by more than their seeds explain.
        case draws
    }

    /// How many; nil where a hundred are too few.
    public var count: Int?
    /// Of what.
    public var unit: Unit

    /// So many of a unit.
    public init(count: Int?, unit: Unit) { (self.count, self.unit) = (count, unit) }

    /// "about 14 seeds", "more than 100 draws of the data".
    public var words: String {
        let what = unit == .seeds ? "seeds" : "draws of the data"
        return count.map { "about \($0) \(what)" } ?? "more than \(Power.most) \(what)"
    }
}

extension Part {
    /// What would decide it, in the direction to which its estimates point, by tests at the two-sided `level`.
    func requirement(level: Double) -> Requirement? {
        let divided = level / 2 / Double(max(1, hypotheses.count))
        let spreads = hypotheses.map(\.statistic.spread)
        let points = zip(hypotheses, spreads).map { (one: $0, spread: $1, isInside: $0.contains($1.mean)) }
        func required(_ point: (one: Hypothesis, spread: Spread, isInside: Bool), _ level: Double) -> Requirement {
            let steps = point.one.distances(point.spread.mean)
            let distances = point.isInside ? steps : [-(steps.min() ?? 0)]
            return Requirement(
                count: Power.seeds(distances: distances, deviation: point.spread.deviation, level: level),
                unit: point.spread.isOfDraws ? .draws : .seeds)
        }
        /// Draws cost more than seeds, and what a hundred do not settle costs most.
        func cost(_ one: Requirement) -> Int { (one.count ?? 1_000) * (one.unit == .draws ? 2 : 1) }
        let (inside, outside) = (points.filter(\.isInside), points.filter { !$0.isInside })
        let needs: [Requirement]
        switch need {
        case .every where outside.isEmpty:
            return inside.map { required($0, level / 2) }.max { cost($0) < cost($1) }
        case .every: needs = outside.map { required($0, divided) }
        case .some where inside.isEmpty:
            return outside.map { required($0, level / 2) }.max { cost($0) < cost($1) }
        case .some: needs = inside.map { required($0, divided) }
        }
        return needs.min { cost($0) < cost($1) }
    }
}
