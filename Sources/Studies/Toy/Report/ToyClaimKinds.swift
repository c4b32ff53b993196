import Report
import Stages

/// "A method's means fall at every layer, with every seed": for means over test points that are kept alone.
struct MeansFall: ClaimKind {
    /// The means by seed and layer.
    struct Samples {
        var label: String
        var seeds: [Int]
        /// `means[seed][layer]`.
        var means: [[Double]]
    }

    let method: String
    let column: String

    func samples(of study: StudyReader) throws -> Samples {
        let seeds = try study.toySeeds()
        let means = try seeds.map { seed -> [Double] in
            let rows = try study.toyRows(study.toyTable("layers.csv", seed: seed), method, perturbed: false)
            return zip(try rows.ints("layer"), try rows.doubles(column)).sorted { $0.0 < $1.0 }.map(\.1)
        }
        return Samples(label: study.label(of: method), seeds: seeds, means: means)
    }

    func judge(_ samples: Samples) -> Judgement {
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

/// "Perturbed on its way, a method still reaches the optimum, as a classical one does; a baseline fails."
struct Recovers: ClaimKind {
    /// A method's perturbed test points.
    struct Ends {
        var label: String
        /// The distances from the optimum at the end.
        var last: CrossedSample
        /// The share of points that end within `near` of their distance at the start.
        var recovered: Estimate
    }

    /// The three methods of the claim, and all that the details show.
    struct Samples {
        var proposed, reference, baseline: Ends
        var all: [Ends]
    }

    let proposed: String
    let reference: String
    let baseline: String
    /// A point has recovered where it ends within this share of its distance at the start.
    let near: Double

    init(proposed: String, reference: String, baseline: String, within near: Double) {
        (self.proposed, self.reference, self.baseline, self.near) = (proposed, reference, baseline, near)
    }

    func samples(of study: StudyReader) throws -> Samples {
        let seeds = try study.toySeeds()
        let tables = try seeds.map { try study.toyTable("distances.csv", seed: $0) }
        func ends(_ method: String) throws -> Ends {
            let rows = try tables.map { try study.toyRows($0, method, perturbed: true) }
            let last = CrossedSample(seeds: seeds, values: try rows.map { try $0.doubles("distance_last") })
            let start = CrossedSample(seeds: seeds, values: try rows.map { try $0.doubles("distance_start") })
            let recovered = last.combined(with: start) { $0 <= near * $1 ? 1 : 0 }
            return Ends(label: study.label(of: method), last: last, recovered: ShareInterval.of(recovered))
        }
        return Samples(
            proposed: try ends(proposed), reference: try ends(reference), baseline: try ends(baseline),
            all: study.toyOrder.compactMap { try? ends($0.id) }.filter { $0.last.examples > 0 })
    }

    func judge(_ samples: Samples) -> Judgement {
        let (proposed, reference, baseline) = (samples.proposed, samples.reference, samples.baseline)
        guard [proposed, reference, baseline].allSatisfy({ $0.last.examples > 0 }) else {
            return .notTested("distances.csv of the toy lacks perturbed points of one of the three methods")
        }
        let difference = proposed.last.minus(baseline.last)
        let estimate = MeanInterval.of(difference)
        let measured =
            "Of \(proposed.last.examples) perturbed points \(NumberText.percent(proposed.recovered.value)) recover "
            + "\(proposed.label), \(NumberText.percent(reference.recovered.value)) by \(reference.label) and "
            + "\(NumberText.percent(baseline.recovered.value)) \(baseline.label); the mean final distance, "
            + "\(proposed.label) − \(baseline.label), differs by \(NumberText.interval(estimate))."
        return Judgement(
            Self.verdict(
                proposed: proposed.recovered, reference: reference.recovered, baseline: baseline.recovered,
                difference: estimate),
            measured: measured,
            statistic: "mean paired difference of final distances, \(proposed.label) − \(baseline.label)",
            estimate: estimate, neutral: 0, perSeed: difference.perSeed,
            tables: [
                DetailTable(
                    "Perturbed at the third step", header: ["Method", "Final distance", "Share that recover"],
                    rows: samples.all.map { [$0.label, MeanInterval.of($0.last).cell, $0.recovered.percentCell] })
            ])
    }

    static func verdict(
        proposed: Estimate, reference: Estimate, baseline: Estimate, difference: Estimate
    ) -> Verdict {
        guard difference.isUsable else { return VerdictRule.undefined }
        if proposed.isAbove(0.5), reference.isAbove(0.5), baseline.isBelow(0.5), difference.isBelow(0) {
            return .holds
        }
        return difference.isBelow(0)
            ? .holdsInPart("the constrained network ends nearer than the standard one") : .doesNotHold
    }
}
