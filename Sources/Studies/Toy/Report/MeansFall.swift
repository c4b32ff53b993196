import Report
import Stages

/// "A method's means fall at every layer, with every seed": for means over test points that are kept alone.
package struct MeansFall: ClaimKind {
    /// The means by seed and layer.
    package struct Samples {
        /// The method's name in sentences.
        package var label: String
        package var seeds: [Int]
        /// The draw of the problem that each seed sees.
        package var draws: [Int]
        /// `means[seed][layer]`.
        package var means: [[Double]]

        package init(label: String, seeds: [Int], draws: [Int]? = nil, means: [[Double]]) {
            (self.label, self.seeds, self.means) = (label, seeds, means)
            self.draws = draws ?? seeds.map { _ in 1 }
        }
    }

    let method: String
    let column: String

    package init(_ method: String, _ column: String) { (self.method, self.column) = (method, column) }

    package func samples(of study: StudyReader) throws -> Samples {
        let seeds = try study.toySeeds()
        let means = try seeds.map { seed -> [Double] in
            let rows = try study.toyRows(study.toyTable("layers.csv", seed: seed), method, perturbed: false)
            return zip(try rows.ints("layer"), try rows.doubles(column)).sorted { $0.0 < $1.0 }.map(\.1)
        }
        return Samples(
            label: study.label(of: method), seeds: seeds, draws: study.draws(of: ToyMethods.any, seeds: seeds),
            means: means)
    }

    package func evidence(_ samples: Samples) -> Evidence {
        let (seeds, norms) = (samples.seeds, samples.means)
        let count = norms.map(\.count).min() ?? 0
        guard count > 1 else { return Evidence([], measured: "", methods: [method]) }
        let hypotheses = (1..<count).map { l in
            Hypothesis(
                SeedStatistic(
                    "mean gradient norm (\(samples.label)) after layer \(l) over that before it", .logarithmic,
                    seeds: seeds,
                    values: norms.map { $0[l] / $0[l - 1] }), .below(1), at: "layer \(l)")
        }
        let ratios = (1..<count).map { l in (layer: l, mean: Moments.mean(norms.map { $0[l] / $0[l - 1] })) }
        let worst = ratios.max { $0.mean < $1.mean }
        let ends = (norms.map { $0[0] }, norms.map { $0[count - 1] })
        return Evidence(
            [Part("", .every, hypotheses)],
            measured:
                "The mean gradient norm (\(samples.label)) goes from \(NumberText.short(Moments.mean(ends.0))) to "
                + "\(NumberText.short(Moments.mean(ends.1))); the largest ratio of a layer’s mean to that before it is "
                + "\(NumberText.short(worst?.mean ?? .nan)), in layer \(worst?.layer ?? 0).",
            tables: [
                DetailTable(
                    "Mean gradient norm, \(samples.label)", header: ["Layer"] + seeds.map { "Seed \($0)" },
                    rows: (0..<count).map { l in ["\(l)"] + norms.map { NumberText.short($0[l]) } })
            ], methods: [method])
    }
}
