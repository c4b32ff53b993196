import Stages

/// A constrained network recovers from a perturbation, a standard one fails (Fig. 2).
public struct PerturbationRecovery: Claim {
    /// A point has recovered where it ends within this share of its distance at the start.
    public static let near = 0.1

    /// The anchor.
    public let id = "perturbation-recovery"
    /// Where the paper says it.
    public let section = "I; Fig. 2"
    /// What the paper says, in our words.
    public let statement =
        "Perturbed at its third step, the constrained network still reaches the optimum, as gradient descent does; the "
        + "standard network fails."
    /// The figures that show it.
    public let figures = ["figure-2"]
    /// When the verdict is which.
    public let rule =
        "A test point recovers where, perturbed, it ends within 10 % of its distance at the start. Holds where constrained "
        + "and gradient descent recover in most points and standard in fewer than half (95 % intervals), and the "
        + "constrained network ends nearer; in part where only the last is so."

    /// The claim.
    public init() {}

    /// Measures and judges by `rule`.
    public func judge(_ run: RunReader) throws -> Judgement {
        let seeds = try run.requireToySeeds()
        let tables = try seeds.map { try run.toyDistances(seed: $0) }
        func ends(_ method: String) throws -> (last: CrossedSample, recovered: Estimate) {
            let rows = try tables.map {
                try $0.rows(where: "method", is: method).rows(where: "perturbed", is: "1")
            }
            let last = CrossedSample(seeds: seeds, values: try rows.map { try $0.doubles("distance_last") })
            let start = CrossedSample(seeds: seeds, values: try rows.map { try $0.doubles("distance_start") })
            let near = last.combined(with: start) { $0 <= Self.near * $1 ? 1 : 0 }
            return (last, ShareInterval.of(near))
        }
        let constrained = try ends("constrained")
        let standard = try ends("standard")
        let descent = try ends("gradient-descent")
        guard constrained.last.examples > 0, standard.last.examples > 0, descent.last.examples > 0 else {
            return .notTested("distances.csv of the toy lacks perturbed points of one of the three methods")
        }
        let difference = constrained.last.minus(standard.last)
        let estimate = MeanInterval.of(difference)
        let measured =
            "Of \(constrained.last.examples) perturbed points \(NumberText.percent(constrained.recovered.value)) recover "
            + "constrained, \(NumberText.percent(descent.recovered.value)) by gradient descent and "
            + "\(NumberText.percent(standard.recovered.value)) standard; the mean final distance, constrained − "
            + "standard, differs by \(NumberText.interval(estimate))."
        var rows: [[String]] = []
        for method in RunReader.toyMethods {
            guard let end = try? ends(method), end.last.examples > 0 else { continue }
            rows.append([MethodNames.name(method), MeanInterval.of(end.last).cell, end.recovered.percentCell])
        }
        return Judgement(
            Self.verdict(
                constrained: constrained.recovered, descent: descent.recovered, standard: standard.recovered,
                difference: estimate),
            measured: measured, statistic: "mean paired difference of final distances, constrained − standard",
            estimate: estimate, neutral: 0, perSeed: difference.perSeed,
            tables: [
                DetailTable(
                    "Perturbed at the third step", header: ["Method", "Final distance", "Share that recover"],
                    rows: rows)
            ])
    }

    static func verdict(
        constrained: Estimate, descent: Estimate, standard: Estimate, difference: Estimate
    ) -> Verdict {
        guard difference.isUsable else { return VerdictRule.undefined }
        if constrained.isAbove(0.5), descent.isAbove(0.5), standard.isBelow(0.5), difference.isBelow(0) {
            return .holds
        }
        return difference.isBelow(0)
            ? .holdsInPart("the constrained network ends nearer than the standard one") : .doesNotHold
    }
}

extension Estimate {
    /// "63 % [60 %, 66 %]".
    var percentCell: String {
        "\(NumberText.percent(value)) [\(NumberText.percent(low)), \(NumberText.percent(high))]"
    }
}
