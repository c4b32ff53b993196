/// A number of each seed that a claim compares with a region.
public struct SeedNumber: Sendable {
    /// Where it was measured, in `Markup`; empty where a comparison has one number.
    public var place: String
    /// One a seed.
    public var values: [Double]
    /// Whether the number can be on either side of the bound, since it is itself known by two ends alone.
    public var isOpen: Bool
    /// Whether seeds are censored: what they have is the least that their number can be, so that where it is the same they were not
    /// compared.
    public var isCensored: Bool
    /// The seeds where these are not all of the run's.
    public var seeds: [Int]?

    /// A number.
    public init(
        _ place: String, _ values: [Double], isOpen: Bool = false, isCensored: Bool = false, seeds: [Int]? = nil
    ) {
        (self.place, self.values, self.isOpen, self.seeds) = (place, values, isOpen, seeds)
        self.isCensored = isCensored
    }
}

/// What is measured, and where it has to lie: a part of a claim that "each number of a kind lies in a region".
public protocol SeedComparison: Sendable {
    /// What the part states, in `Markup`; empty where it is all of its claim.
    var words: String { get }
    /// What the number is, in `Markup`.
    var name: String { get }
    /// Where it has to lie.
    var region: Region { get }
    /// On which scale it is averaged over seeds; the logarithm by default.
    var scale: Scale { get }
    /// What a number is judged as; itself by default.
    func judged(_ value: Double) -> Double
}

extension SeedComparison {
    public var scale: Scale { .logarithmic }
    public func judged(_ value: Double) -> Double { value }

    /// That the mean of a number over seeds lies where it has to.
    public func hypothesis(_ place: String, seeds: [Int], draws: [Int], values: [Double]) -> Hypothesis {
        Hypothesis(
            SeedStatistic(
                name + (place.isEmpty ? "" : ", \(place)"), scale, seeds: seeds, draws: draws,
                values: values.map(judged)),
            region, at: place)
    }
}

/// The numbers of all comparisons of a claim.
public struct SeedNumbers: Sendable {
    /// The run's seeds, and the draw that each sees.
    public var seeds, draws: [Int]
    /// Of each comparison.
    public var numbers: [[SeedNumber]]

    /// Numbers; where draws are not said, each seed has its own.
    public init(seeds: [Int], draws: [Int]? = nil, _ numbers: [[SeedNumber]]) {
        (self.seeds, self.draws, self.numbers) = (seeds, draws ?? seeds, numbers)
    }

    /// A part for each comparison, a hypothesis for each of its numbers.
    ///
    /// - Parameter leavesOutEmpty: whether a comparison without numbers is none; otherwise there is nothing to judge it by.
    public func evidence(
        of comparisons: [some SeedComparison], leavesOutEmpty: Bool = true, methods: [String] = [],
        vacuous: String? = nil
    ) -> Evidence {
        let pairs = zip(comparisons, numbers).filter { !leavesOutEmpty || !$1.isEmpty }
        let parts = pairs.map { comparison, numbers in
            Part(
                comparison.words, .every,
                numbers.map { number in
                    var one = comparison.hypothesis(
                        number.place, seeds: number.seeds ?? seeds, draws: number.seeds ?? draws, values: number.values)
                    one.statistic.isCensored = number.isCensored
                    return one
                })
        }
        // Where parts measure the same, each says of what.
        let names = pairs.map { comparison, _ in
            let isShared = pairs.filter { $0.0.name == comparison.name }.count > 1
            let isSaid = comparison.name.contains(comparison.words)
            return comparison.name + (isShared && !isSaid ? ", \(comparison.words)" : "")
        }
        return Evidence(
            parts, measured: zip(names, pairs).map { Self.sentence($0, $1.1, $1.0.scale) }.joined(separator: " "),
            tables: zip(names, pairs).map { Self.table($0, $1.1, $1.0.scale) }, methods: methods, vacuous: vacuous)
    }

    /// "The … is 0.71 (s = 2), 0.43 (s = 4)."; of many the smallest and the largest, as all are in the table.
    private static func sentence(_ name: String, _ numbers: [SeedNumber], _ scale: Scale) -> String {
        let values = numbers.map { (scale.mean($0.values), $0.place) }
        func text(_ value: (Double, String)) -> String {
            NumberText.short(value.0) + (value.1.isEmpty ? "" : " (\(value.1))")
        }
        let known = values.filter { !$0.0.isNaN }
        guard values.count > 6, known.count == values.count, let least = known.min(by: { $0.0 < $1.0 }),
            let most = known.max(by: { $0.0 < $1.0 })
        else { return "The \(name) is \(CaptionText.list(values.map(text)))." }
        return "The \(name), of \(values.count), is between \(text(least)) and \(text(most))."
    }

    private static func table(_ name: String, _ numbers: [SeedNumber], _ scale: Scale) -> DetailTable {
        let mean = scale == .logarithmic ? "Geometric mean over seeds" : "Mean over seeds"
        return DetailTable(
            "The \(name)", header: ["Of", mean, "Smallest", "Largest"],
            rows: numbers.map { number in
                [number.place.isEmpty ? "all" : number.place]
                    + [scale.mean(number.values), number.values.min() ?? .nan, number.values.max() ?? .nan]
                    .map { NumberText.short($0, digits: 4) }
            })
    }
}
