/// Two methods, paired, at each level p of a shift of the inputs: a baseline and what is proposed instead.
public struct ShiftPair: Sendable {
    /// Both methods at one level.
    public struct Level: Sendable {
        /// The level.
        public var p: Double
        /// The baseline's measure.
        public var baseline: SeededSample
        /// The other's, of the same seeds and examples.
        public var proposed: SeededSample

        /// Both methods at the level `p`.
        public init(p: Double, baseline: SeededSample, proposed: SeededSample) {
            (self.p, self.baseline, self.proposed) = (p, baseline, proposed)
        }

        /// "*p* = 0.6".
        public var name: String { "*p* = \(NumberText.setting(p))" }
    }

    /// The methods' names in sentences.
    public var labels: (baseline: String, proposed: String)
    /// The levels, ascending.
    public var levels: [Level]
    /// Those where inputs are shifted at all.
    public var positive: [Level] { levels.filter { $0.p > 0 } }

    /// Two methods at some levels.
    public init(labels: (baseline: String, proposed: String), levels: [Level]) {
        (self.labels, self.levels) = (labels, levels)
    }

    /// A column of ood-samples.csv at the levels that both methods have. Throws `RunReaderError`.
    public init(_ study: StudyReader, _ pair: MethodPair, column: String) throws {
        let left = try study.crossedShift(pair.baseline, column: column, with: pair.all)
        let right = try study.crossedShift(pair.proposed, column: column, with: pair.all)
        labels = (study.label(of: pair.baseline), study.label(of: pair.proposed))
        levels = left.levels.indices.compactMap { k in
            guard let other = right.levels.firstIndex(of: left.levels[k]) else { return nil }
            return Level(p: left.levels[k], baseline: left.samples[k], proposed: right.samples[other])
        }
    }

    /// Both methods and their ratio by level.
    public func table(_ caption: String) -> DetailTable {
        DetailTable(
            caption,
            header: ["*p*", labels.baseline.capitalizedFirst, labels.proposed.capitalizedFirst, "Ratio of the means"],
            rows: levels.map {
                [
                    NumberText.setting($0.p), NumberText.short($0.baseline.mean), NumberText.short($0.proposed.mean),
                    RatioInterval.of($0.proposed, over: $0.baseline).cell,
                ]
            })
    }
}

/// What claims about shifted inputs read: a pair of methods by some measures, and the tables that their details show.
public struct ShiftSamples {
    /// "constrained against standard".
    public var words: String
    /// The measures that are judged, with what they are in a sentence.
    public var measures: [(quantity: String, pair: ShiftPair)]
    /// The details.
    public var tables: [DetailTable]

    /// A pair with its details.
    public init(_ words: String, _ measures: [(quantity: String, pair: ShiftPair)], tables: [DetailTable] = []) {
        (self.words, self.measures, self.tables) = (words, measures, tables)
    }

    /// Reads columns of ood-samples.csv, and for the details those of `tables` that are there. Throws `RunReaderError`.
    init(
        _ study: StudyReader, _ pair: MethodPair, columns: [(column: String, quantity: String)],
        tables: [(column: String, caption: String)]
    ) throws {
        words = pair.words(study)
        measures = try columns.map { ($0.quantity, try ShiftPair(study, pair, column: $0.column)) }
        let words = words
        self.tables = tables.compactMap { table in
            (try? ShiftPair(study, pair, column: table.column))?.table("\(table.caption), \(words)")
        }
    }
}
