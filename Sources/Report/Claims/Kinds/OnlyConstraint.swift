import Foundation

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
            (self.cells, self.labels) = (cells, labels)
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

    /// The ratio of the means with noise alone and with neither has to be above 1 − share, and the geometric mean of the
    /// constraint's ratios with and without noise below 1.
    public func evidence(_ samples: Samples) -> Evidence {
        let (cells, labels) = (samples.cells, samples.labels)
        let noise = SeedStatistic.ratio(
            "\(quantity) at \(cells.place), \(labels.noise) against \(labels.neither)", cells.noise, over: cells.neither
        )
        let constraint = SeedStatistic(
            "\(quantity) at \(cells.place), with the constraint against without (mean over with and without noise)",
            .logarithmic, of: [cells.neither, cells.noise, cells.constraint, cells.both]
        ) { ($0[2] / $0[0] * $0[3] / $0[1]).squareRoot() }
        func ratio(_ statistic: SeedStatistic) -> String { NumberText.short(exp(Moments.mean(statistic.values))) }
        return Evidence(
            [
                Part("noise alone gives less than \(NumberText.percent(share))", Hypothesis(noise, .above(1 - share)))
                    .comparing([methods.neither, methods.noise]),
                Part("the constraint helps", Hypothesis(constraint, .below(1))).comparing(methods.all),
            ],
            measured: "At \(cells.place) noise alone takes the \(quantity) to \(ratio(noise)) times that of the "
                + "\(labels.neither) network, \(NumberText.short(cells.neither.mean)); the constraint, at equal noise, to "
                + "\(ratio(constraint)) times.",
            tables: cells.tables(quantity), methods: methods.all)
    }
}

extension ClaimKind where Self == OnlyConstraint {
    /// "On inputs of the largest shift noise in training alone does not lower the mean of `measure`, the constraints do."
    /// A fall by less than `margin`, a share, is nothing. `quantity` is what the measure is in a sentence: "mean distance".
    public static func onlyConstraint(
        _ methods: TwoByTwo.Methods, _ measure: String, quantity: String, margin: Double
    ) -> OnlyConstraint {
        OnlyConstraint(methods: methods, measure: measure, quantity: quantity, share: margin)
    }
}
