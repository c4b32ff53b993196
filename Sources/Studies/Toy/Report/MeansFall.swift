import Report
import Stages

/// "A method's means fall at every layer, with every seed": for means over test points that are kept alone.
package struct MeansFall: ClaimKind {
    /// The means by seed and layer.
    package struct Samples {
        /// The method's name in sentences.
        package var label: String
        package var seeds: [Int]
        /// `means[seed][layer]`.
        package var means: [[Double]]

        package init(label: String, seeds: [Int], means: [[Double]]) {
            (self.label, self.seeds, self.means) = (label, seeds, means)
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
        return Samples(label: study.label(of: method), seeds: seeds, means: means)
    }

    package func judge(_ samples: Samples) -> Judgement {
        let (seeds, norms) = (samples.seeds, samples.means)
        let count = norms.map(\.count).min() ?? 0
        guard count > 1 else { return .notTested("layers.csv of the toy has no \(samples.label) network") }
        let ratios = norms.map { row in (1..<count).map { row[$0] / row[$0 - 1] } }
        let worst = ratios.map { $0.max() ?? .nan }
        let falling = (0..<(count - 1)).filter { l in ratios.allSatisfy { $0[l] < 1 } }
        let sample = CrossedSample(seeds: seeds, values: worst.map { [$0] })
        let measured =
            "The mean gradient norm falls in \(falling.count) of \(count - 1) layers"
            + (seeds.count > 1 ? " with all \(seeds.count) seeds" : "") + "; the largest ratio of successive layers is "
            + "\(NumberText.short(worst.max() ?? .nan))."
        let rows = (0..<count).map { l in ["\(l)"] + norms.map { NumberText.short($0[l]) } }
        return Judgement(
            Self.verdict(ratios), measured: measured,
            statistic: "largest ratio of mean gradient norms of successive layers",
            estimate: seeds.count > 1 ? MeanInterval.of(sample) : nil, neutral: 1, perSeed: sample.perSeed,
            tables: [
                DetailTable(
                    "Mean gradient norm, \(samples.label)", header: ["Layer"] + seeds.map { "Seed \($0)" }, rows: rows)
            ])
    }

    /// Holds where all ratios are below 1; in part where all are with some seed, or half of the layers' are with all.
    static func verdict(_ ratios: [[Double]]) -> Verdict {
        guard ratios.allSatisfy({ $0.allSatisfy(\.isFinite) }) else { return VerdictRule.undefined }
        let good = ratios.filter { $0.allSatisfy { $0 < 1 } }.count
        if good == ratios.count { return .holds }
        if good > 0 { return .holdsInPart("with \(good) of \(ratios.count) seeds") }
        let layers = ratios[0].indices.filter { l in ratios.allSatisfy { $0[l] < 1 } }
        return layers.count * 2 >= ratios[0].count
            ? .holdsInPart("in \(VerdictRule.layers(layers.map { $0 + 1 }))") : .doesNotHold
    }
}
