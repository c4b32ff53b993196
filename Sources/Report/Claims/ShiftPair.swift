/// Two methods, paired, at each level p of a shift of the inputs: a baseline and what is proposed instead.
public struct ShiftPair: Sendable {
    /// Both methods at one level.
    public struct Level: Sendable {
        /// The level.
        public var p: Double
        /// The baseline's measure.
        public var baseline: CrossedSample
        /// The other's, of the same seeds and examples.
        public var proposed: CrossedSample

        /// Both methods at the level `p`.
        public init(p: Double, baseline: CrossedSample, proposed: CrossedSample) {
            (self.p, self.baseline, self.proposed) = (p, baseline, proposed)
        }

        /// Paired differences, proposed − baseline.
        public var difference: CrossedSample { proposed.minus(baseline) }
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
    public init(_ study: StudyReader, baseline: String, proposed: String, column: String) throws {
        let left = try study.crossedShift(baseline, column: column, with: [proposed])
        let right = try study.crossedShift(proposed, column: column, with: [baseline])
        labels = (study.label(of: baseline), study.label(of: proposed))
        levels = left.levels.indices.compactMap { k in
            guard let other = right.levels.firstIndex(of: left.levels[k]) else { return nil }
            return Level(p: left.levels[k], baseline: left.samples[k], proposed: right.samples[other])
        }
    }

    /// Both methods and their difference by level.
    public func table(_ caption: String) -> DetailTable {
        DetailTable(
            caption,
            header: ["*p*", labels.baseline.capitalizedFirst, labels.proposed.capitalizedFirst, "Difference"],
            rows: levels.map {
                [
                    NumberText.setting($0.p), NumberText.short($0.baseline.mean), NumberText.short($0.proposed.mean),
                    MeanInterval.of($0.difference).cell,
                ]
            })
    }
}

/// What claims about shifted inputs read: a pair of methods, and the tables that their details show.
public struct ShiftSamples {
    /// The pair that is judged.
    public var pair: ShiftPair
    /// The details.
    public var tables: [DetailTable]

    /// A pair with its details.
    public init(_ pair: ShiftPair, tables: [DetailTable] = []) {
        (self.pair, self.tables) = (pair, tables)
    }

    /// Reads a column of ood-samples.csv, and for the details those of `tables` that are there. Throws `RunReaderError`.
    init(
        _ study: StudyReader, baseline: String, proposed: String, column: String,
        tables: [(column: String, caption: String)]
    ) throws {
        pair = try ShiftPair(study, baseline: baseline, proposed: proposed, column: column)
        self.tables = tables.compactMap { table in
            (try? ShiftPair(study, baseline: baseline, proposed: proposed, column: table.column))?.table(table.caption)
        }
    }
}
