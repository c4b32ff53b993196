/// "Noise in training alone gives no robustness, the constraints do."
public struct OnlyConstraint: ClaimKind {
    /// Four networks at one place, and the names that the sentences need.
    public struct Samples {
        /// The networks' numbers.
        public var cells: TwoByTwo
        /// The names in sentences of the networks with neither and with noise alone.
        public var labels: (neither: String, noise: String)

        /// Numbers to judge.
        public init(_ cells: TwoByTwo, labels: (neither: String, noise: String)) {
            self.cells = cells
            self.labels = labels
        }
    }

    let methods: TwoByTwo.Methods
    let measure: String
    let quantity: String
    let share: Double

    /// Reads ood-samples.csv of the four networks at the largest shift.
    public func samples(of study: StudyReader) throws -> Samples {
        Samples(
            try TwoByTwo(atLargestShift: study, methods, column: measure),
            labels: (study.label(of: methods.neither), study.label(of: methods.noise)))
    }

    /// Holds where the interval of the gain by noise alone is below the margin, and the constraint's main effect is shown.
    public func judge(_ samples: Samples) -> Judgement {
        let (cells, labels) = (samples.cells, samples.labels)
        let gain = MeanInterval.of(cells.noiseAlone)
        let main = MeanInterval.of(cells.constraintMain)
        let margin = share * cells.neither.mean
        let measured =
            "At \(cells.place) noise alone lowers the \(quantity) by \(NumberText.interval(gain)), which is "
            + "\(NumberText.percent(gain.value / cells.neither.mean)) of the \(labels.neither) network’s "
            + "\(NumberText.short(cells.neither.mean)); the constraint’s main effect is \(NumberText.interval(main))."
        return Judgement(
            VerdictRule.onlyConstraint(noise: gain, constraint: main, margin: margin), measured: measured,
            statistic: "gain in \(quantity) by noise alone at \(cells.place), \(labels.neither) − \(labels.noise)",
            estimate: gain, neutral: 0, margin: Judgement.range(0, margin), perSeed: cells.noiseAlone.perSeed,
            tables: cells.tables(quantity))
    }
}

extension ClaimKind where Self == OnlyConstraint {
    /// "On inputs of the largest shift noise in training alone does not lower the mean of `measure`, the constraints do."
    /// A gain below `margin`, a share of the mean of the network with neither, is negligible. `quantity` is what the
    /// measure is in a sentence: "mean distance".
    public static func onlyConstraint(
        _ methods: TwoByTwo.Methods, _ measure: String, quantity: String, margin: Double
    ) -> OnlyConstraint {
        OnlyConstraint(methods: methods, measure: measure, quantity: quantity, share: margin)
    }
}
