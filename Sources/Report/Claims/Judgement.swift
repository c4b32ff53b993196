/// A claim's verdict with the numbers behind it. Texts are in `Markup`.
public struct Judgement: Sendable {
    /// A number of one seed.
    public struct SeedValue: Codable, Equatable, Sendable {
        /// The seed.
        public var seed: Int
        /// Its value of the statistic.
        public var value: Double

        /// A seed's number.
        public init(seed: Int, value: Double) {
            (self.seed, self.value) = (seed, value)
        }
    }

    /// The verdict.
    public var verdict: Verdict
    /// One sentence with the numbers.
    public var measured: String
    /// What the estimate is, in words.
    public var statistic: String
    /// The estimate with its interval; nil where there is none.
    public var estimate: Estimate?
    /// The value that stands for "no effect": 0 of a difference, 1 of a ratio.
    public var neutral: Double?
    /// The range of the statistic within which the claim speaks of no difference; nil where it has no margin.
    public var margin: ClosedRange<Double>?
    /// The statistic by seed.
    public var perSeed: [SeedValue]
    /// The details.
    public var tables: [DetailTable]

    /// A judgement.
    public init(
        _ verdict: Verdict, measured: String, statistic: String = "", estimate: Estimate? = nil,
        neutral: Double? = nil, margin: ClosedRange<Double>? = nil, perSeed: [SeedValue] = [],
        tables: [DetailTable] = []
    ) {
        (self.verdict, self.measured, self.statistic, self.estimate) = (verdict, measured, statistic, estimate)
        (self.neutral, self.margin, self.perSeed, self.tables) = (neutral, margin, perSeed, tables)
    }

    /// The range from `low` to `high`; nil where they are not numbers in this order.
    public static func range(_ low: Double, _ high: Double) -> ClosedRange<Double>? {
        low.isFinite && high.isFinite && low <= high ? low...high : nil
    }

    /// A judgement without numbers.
    public static func notTested(_ why: String) -> Judgement {
        Judgement(.notTested(why), measured: "No number: \(why).")
    }
}

/// A small table of texts in `Markup`; the first column heads the rows.
public struct DetailTable: Codable, Equatable, Sendable {
    /// What the table shows.
    public var caption: String
    /// The columns' heads.
    public var header: [String]
    /// The rows, each as long as the header.
    public var rows: [[String]]

    /// A table.
    public init(_ caption: String, header: [String], rows: [[String]]) {
        (self.caption, self.header, self.rows) = (caption, header, rows)
    }
}
