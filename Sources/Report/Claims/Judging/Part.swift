/// A statement that has a verdict of its own: that all, or that some, of several hypotheses are right.
///
/// "Every layer descends" is an intersection: it is shown where each hypothesis is, at the whole level, and refuted where one
/// of its k is, at a k-th of it. "Some layer ascends" is a union: the other way round.
public struct Part: Sendable {
    /// How many of its hypotheses have to be right.
    public enum Need: Sendable {
        /// All.
        case every
        /// At least one.
        case some
    }

    /// What it states, in `Markup`; empty where it is all of its claim.
    public var words: String
    /// How many of its hypotheses have to be right.
    public var need: Need
    /// The hypotheses, of the same seeds.
    public var hypotheses: [Hypothesis]
    /// The ids of the trained methods that it sets against one another, where it does.
    public var compared: [String] = []

    /// A part. Seeds that not all hypotheses have are left out.
    public init(_ words: String = "", _ need: Need = .every, _ hypotheses: [Hypothesis]) {
        (self.words, self.need) = (words, need)
        let common = hypotheses.dropFirst().reduce(hypotheses.first?.statistic.seeds ?? []) { seeds, other in
            seeds.filter(other.statistic.seeds.contains)
        }
        self.hypotheses = hypotheses.map { one in
            var one = one
            one.statistic = one.statistic.without(one.statistic.seeds.filter { !common.contains($0) })
            return one
        }
    }

    /// A part of one hypothesis.
    public init(_ words: String = "", _ hypothesis: Hypothesis) { self.init(words, .every, [hypothesis]) }

    /// The same as a comparison of these trained methods, whose learning rates may then differ.
    public func comparing(_ methods: [String]) -> Part {
        var copy = self
        copy.compared = methods
        return copy
    }

    /// The seeds.
    public var seeds: [Int] { hypotheses.first?.statistic.seeds ?? [] }
    /// The draw of each seed.
    var draws: [Int] { hypotheses.first?.statistic.draws ?? [] }

    /// The same without some seeds.
    public func without(_ seeds: [Int]) -> Part {
        var copy = self
        for index in copy.hypotheses.indices {
            copy.hypotheses[index].statistic = copy.hypotheses[index].statistic.without(seeds)
        }
        return copy
    }

    /// The one-sided p-values: the first is small where the part is shown, the second where it is refuted.
    public var tails: (shown: Double, refuted: Double) {
        let tails = hypotheses.map(\.tails)
        let count = Double(tails.count)
        let (inside, outside) = (tails.map(\.inside), tails.map(\.outside))
        return switch need {
        case .every: (inside.max() ?? 1, min(1, count * (outside.min() ?? 1)))
        case .some: (min(1, count * (inside.min() ?? 1)), outside.max() ?? 1)
        }
    }

    /// The p-value of whatever the data show, two-sided as its interval is: twice the smaller tail.
    public var p: Double { min(1, 2 * min(tails.shown, tails.refuted)) }

    /// Whether all its numbers are the same with every seed: there is no test, no p-value and no interval, and the numbers alone
    /// decide.
    var isExact: Bool { !hypotheses.isEmpty && hypotheses.allSatisfy(\.statistic.isExact) }

    /// What the spreads of the hypotheses' means show at the two-sided `level`.
    func outcome(_ spreads: [Spread], level: Double, _ criticals: CriticalValues) -> Outcome {
        let (whole, divided) = (level / 2, level / 2 / Double(max(1, hypotheses.count)))
        func result(_ index: Int, _ level: Double) -> (isInside: Bool, isOutside: Bool) {
            hypotheses[index].outcome(spreads[index]) { criticals.student(level, $0) }
        }
        let all = hypotheses.indices
        switch need {
        case .every:
            if all.allSatisfy({ result($0, whole).isInside }) { return .shown }
            return all.contains { result($0, divided).isOutside } ? .refuted : .open
        case .some:
            if all.contains(where: { result($0, divided).isInside }) { return .shown }
            return all.allSatisfy { result($0, whole).isOutside } ? .refuted : .open
        }
    }

    /// In how many seeds the part is right by that seed's numbers alone.
    public var agreeing: Int {
        seeds.indices.filter { s in
            let right = hypotheses.map { $0.contains($0.statistic.values[s]) }
            return need == .every ? right.allSatisfy { $0 } : right.contains(true)
        }.count
    }

    /// The hypothesis that an outcome hangs on, and the level of its interval.
    func deciding(_ outcome: Outcome, level: Double) -> (hypothesis: Hypothesis, level: Double)? {
        let divided = level / Double(max(1, hypotheses.count))
        let ranked = hypotheses.map { ($0, $0.tails) }
        switch (need, outcome) {
        case (.every, .refuted): return ranked.min { $0.1.outside < $1.1.outside }.map { ($0.0, 1 - divided) }
        case (.every, _): return ranked.max { $0.1.inside < $1.1.inside }.map { ($0.0, 1 - level) }
        case (.some, .refuted): return ranked.max { $0.1.outside < $1.1.outside }.map { ($0.0, 1 - level) }
        case (.some, _): return ranked.min { $0.1.inside < $1.1.inside }.map { ($0.0, 1 - divided) }
        }
    }
}

/// What data show of a part.
enum Outcome: Equatable, Sendable {
    /// It is right.
    case shown
    /// It is wrong.
    case refuted
    /// Neither.
    case open
}

/// Student's critical values that were found before: reruns ask for the same few.
final class CriticalValues {
    private struct Key: Hashable { var level, freedom: Double }
    private var known: [Key: Double] = [:]

    /// t with P(T > t) = `level`.
    func student(_ level: Double, _ freedom: Double) -> Double {
        let key = Key(level: level, freedom: freedom)
        if let found = known[key] { return found }
        let value = StudentT.quantile(1 - level, degreesOfFreedom: freedom)
        known[key] = value
        return value
    }
}
