import Report

/// "Learned steps are large in the first layers and small in the last": by the rank correlation of a step with its layer, in the
/// mean over all networks of a seed.
package struct OrderOfSteps: ClaimKind {
    /// Below it a mean correlation is an order.
    let bound: Double

    package init(below bound: Double) { self.bound = bound }

    /// The correlations of each network, by seed.
    package struct Samples: Sendable {
        var seeds: [Int]
        var draws: [Int]
        /// `correlations[seed][network]`.
        var correlations: [[Double]]

        package init(seeds: [Int], draws: [Int]? = nil, correlations: [[Double]]) {
            (self.seeds, self.correlations) = (seeds, correlations)
            self.draws = draws ?? seeds.map { _ in 1 }
        }
    }

    /// Reads networks.csv of all seeds.
    package func samples(of study: StudyReader) throws -> Samples {
        let run = try StepsRun(study)
        let networks = run.problems.flatMap { problem in
            run.depths.map { run.values("rank_correlation", StepsRun.learned, problem, $0) }
        }
        return Samples(
            seeds: run.seeds, draws: run.draws,
            correlations: run.seeds.indices.map { seed in networks.map { $0[seed] } })
    }

    package func evidence(_ samples: Samples) -> Evidence {
        let means = samples.correlations.map(Moments.mean)
        let statistic = SeedStatistic(
            "mean over networks of the rank correlation of step and layer", .linear, seeds: samples.seeds,
            draws: samples.draws, values: means)
        let count = samples.correlations.first?.count ?? 0
        let falling = samples.correlations.flatMap { $0 }.filter { $0 < 0 }.count
        return Evidence(
            [Part("", Hypothesis(statistic, .below(bound)))],
            measured:
                "The mean rank correlation of step and layer is \(NumberText.short(Moments.mean(means), digits: 2)); of "
                + "\(count * samples.seeds.count) networks it is below 0 in \(falling).",
            methods: [StepsRun.learned])
    }
}
