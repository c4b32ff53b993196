import Report
import Stages

/// "Perturbed on its way, a method still reaches the optimum, as a classical one does; a baseline fails."
package struct Recovers: ClaimKind {
    /// A method's perturbed test points.
    package struct Ends {
        package var label: String
        /// The distances from the optimum at the end.
        package var last: CrossedSample
        /// The share of points that end within `near` of their distance at the start.
        package var recovered: Estimate

        /// `near` is a share of the distance at the start.
        package init(_ label: String, start: CrossedSample, last: CrossedSample, within near: Double) {
            (self.label, self.last) = (label, last)
            recovered = ShareInterval.of(last.combined(with: start) { $0 <= near * $1 ? 1 : 0 })
        }
    }

    /// The three methods of the claim, and all that the details show.
    package struct Samples {
        package var proposed, reference, baseline: Ends
        package var all: [Ends]

        package init(proposed: Ends, reference: Ends, baseline: Ends, all: [Ends] = []) {
            (self.proposed, self.reference, self.baseline, self.all) = (proposed, reference, baseline, all)
        }
    }

    let proposed: String
    let reference: String
    let baseline: String
    /// A point has recovered where it ends within this share of its distance at the start.
    let near: Double

    package init(proposed: String, reference: String, baseline: String, within near: Double) {
        (self.proposed, self.reference, self.baseline, self.near) = (proposed, reference, baseline, near)
    }

    package func samples(of study: StudyReader) throws -> Samples {
        let seeds = try study.toySeeds()
        let tables = try seeds.map { try study.toyTable("distances.csv", seed: $0) }
        func ends(_ method: String) throws -> Ends {
            let rows = try tables.map { try study.toyRows($0, method, perturbed: true) }
            let last = CrossedSample(seeds: seeds, values: try rows.map { try $0.doubles("distance_last") })
            let start = CrossedSample(seeds: seeds, values: try rows.map { try $0.doubles("distance_start") })
            return Ends(study.label(of: method), start: start, last: last, within: near)
        }
        return Samples(
            proposed: try ends(proposed), reference: try ends(reference), baseline: try ends(baseline),
            all: study.toyOrder.compactMap { try? ends($0.id) }.filter { $0.last.examples > 0 })
    }

    package func judge(_ samples: Samples) -> Judgement {
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
