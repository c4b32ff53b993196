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

    /// The verdict of a part, or of a claim that has none, with the numbers that it hangs on.
    public struct PartVerdict: Sendable {
        /// What the part states; empty where it is all of its claim.
        public var words: String
        /// Its verdict.
        public var verdict: Verdict
        /// What the estimate is, in words.
        public var statistic: String
        /// The estimate that decided, with the interval that did; nil where there is none.
        public var estimate: Estimate?
        /// The bound of the region in which the part is right; nil where that is a margin.
        public var neutral: Double?
        /// The margin within which the part is right; nil where there is one bound.
        public var margin: ClosedRange<Double>?
        /// Twice the smaller one-sided p-value; nil where there is none.
        public var p: Double?
        /// The same after Holm's correction over the family.
        public var adjustedP: Double?
        /// In how many seeds the part is right by that seed's numbers alone; nil where there are no numbers.
        public var agreeing: Int?
        /// The share of reruns with the same verdict; nil where it was not tested.
        public var rerun: Double?
        /// What would decide an undecided part.
        public var requirement: Requirement?
        /// The statistic by seed.
        public var perSeed: [SeedValue]
        /// Whether seeds are censored: their numbers are the least that these can be.
        public var isCensored = false

        /// A verdict; what there is not is the default.
        public init(
            _ verdict: Verdict, words: String = "", statistic: String = "", estimate: Estimate? = nil,
            neutral: Double? = nil, margin: ClosedRange<Double>? = nil, p: Double? = nil, adjustedP: Double? = nil,
            agreeing: Int? = nil, rerun: Double? = nil, requirement: Requirement? = nil, perSeed: [SeedValue] = []
        ) {
            (self.verdict, self.words, self.statistic, self.estimate) = (verdict, words, statistic, estimate)
            (self.neutral, self.margin, self.p, self.adjustedP) = (neutral, margin, p, adjustedP)
            (self.agreeing, self.rerun, self.requirement, self.perSeed) = (agreeing, rerun, requirement, perSeed)
        }
    }

    /// The verdict.
    public var verdict: Verdict
    /// One sentence with the numbers.
    public var measured: String
    /// The parts; one where the claim has none.
    public var parts: [PartVerdict]
    /// The share of reruns in which all of the claim has the same verdict; nil where it was not tested.
    public var rerun: Double?
    /// The details.
    public var tables: [DetailTable]

    /// A judgement.
    public init(
        _ verdict: Verdict, measured: String, parts: [PartVerdict], rerun: Double? = nil, tables: [DetailTable] = []
    ) {
        (self.verdict, self.measured, self.parts) = (verdict, measured, parts)
        (self.rerun, self.tables) = (rerun, tables)
    }

    /// A judgement without numbers.
    public static func notTestable(_ why: String) -> Judgement {
        Judgement(.notTestable(why), measured: "No number: \(why).", parts: [PartVerdict(.notTestable(why))])
    }

    /// The part that the verdict hangs on: that with the largest p-value, or, where the claim is refuted, the refuted one
    /// with the smallest.
    public var deciding: PartVerdict {
        let refuted = parts.filter { $0.verdict == .refuted }
        if verdict == .refuted, let sharpest = refuted.min(by: { ($0.p ?? 1) < ($1.p ?? 1) }) { return sharpest }
        return parts.max { ($0.p ?? -1) < ($1.p ?? -1) } ?? PartVerdict(verdict)
    }

    /// What the deciding estimate is, in words.
    public var statistic: String { deciding.statistic }
    /// The estimate that decided; nil where there is none.
    public var estimate: Estimate? { deciding.estimate }
    /// The bound that it is held against.
    public var neutral: Double? { deciding.neutral }
    /// The margin that it is held against.
    public var margin: ClosedRange<Double>? { deciding.margin }
    /// The deciding statistic by seed.
    public var perSeed: [SeedValue] { deciding.perSeed }
}

/// A small table of texts in `Markup`; the first column heads the rows.
public struct DetailTable: Codable, Equatable, Sendable {
    /// What the table shows.
    public var caption: String
    /// The columns' heads.
    public var header: [String]
    /// The rows, each as long as the header.
    public var rows: [[String]]
    /// How it is read where its first column and its heads are the places of a map; nil of other tables.
    public var map: MapKey?
    /// How one of its rows is chosen where its first columns are the places of a grid; nil of other tables.
    public var picker: RowPicker?

    /// A table.
    public init(_ caption: String, header: [String], rows: [[String]]) {
        (self.caption, self.header, self.rows) = (caption, header, rows)
    }

    /// How a row is chosen on a page: by a slider, or buttons, for each of the first columns. The row's quantities are then shown as
    /// points on one logarithmic axis. Texts are in `Markup`.
    public struct RowPicker: Codable, Equatable, Sendable {
        /// What chooses a value of a column.
        public struct Selector: Codable, Equatable, Sendable {
            /// What is chosen.
            public var name: String
            /// Whether by a slider over the column's values, in the order of the rows; else by buttons.
            public var isSlider: Bool

            /// A selector.
            public init(_ name: String, isSlider: Bool = false) { (self.name, self.isSlider) = (name, isSlider) }
        }

        /// For the first columns, one each.
        public var selectors: [Selector]
        /// What the points are.
        public var quantities: [String]
        /// Of each row, a number for each quantity; what is not positive has no point.
        public var values: [[Double]]
        /// From which number on a quantity says nothing, and what that number is.
        public var limit: Double
        public var limitWords: String

        /// A picker.
        public init(
            selectors: [Selector], quantities: [String], values: [[Double]], limit: Double, limitWords: String
        ) {
            (self.selectors, self.quantities, self.values) = (selectors, quantities, values)
            (self.limit, self.limitWords) = (limit, limitWords)
        }
    }

    /// How a map is read: on a page with sliders, one for its rows and one for its columns. Texts are in `Markup`.
    public struct MapKey: Codable, Equatable, Sendable {
        /// What a cell ends with, and what that says.
        public struct Mark: Codable, Equatable, Sendable {
            /// "✓"; empty for cells without one.
            public var mark: String
            /// What it says.
            public var words: String

            /// A mark.
            public init(_ mark: String, _ words: String) { (self.mark, self.words) = (mark, words) }
        }

        /// What changes from row to row, and from column to column.
        public var row, column: String
        /// The marks.
        public var marks: [Mark]

        /// A key.
        public init(row: String, column: String, marks: [Mark]) {
            (self.row, self.column, self.marks) = (row, column, marks)
        }
    }
}
