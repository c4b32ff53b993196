/// Training with noise gives robustness to noise on the layers (Fig. 6).
public struct LayerNoiseTraining: Claim {
    /// Beyond this strength every network blows up, and a difference says nothing.
    public static let strongest = 10.0

    /// The anchor.
    public let id = "layer-noise"
    /// Where the paper says it.
    public let section = "IV-D, Robustness; Fig. 6"
    /// What the paper says, in our words.
    public let statement = "Training with noise gives robustness to noise that is added to the layers’ outputs."
    /// The figures that show it.
    public let figures = ["figure-6"]
    /// When the verdict is which.
    public let rule =
        "For both pairs (standard, constrained) and every *σ̂* from 1 up to, but not including, 10: holds where all "
        + "95 % intervals of the paired difference, with − without noise, are below 0; in part where some are and none "
        + "is above 0."

    /// The claim.
    public init() {}

    /// Measures and judges by `rule`.
    public func judge(_ run: RunReader) throws -> Judgement {
        let study = run.sparseCoding
        var all: [(level: String, estimate: Estimate)] = []
        var rows: [[String]] = []
        var shown: (level: String, estimate: Estimate, sample: CrossedSample)?
        for (noisy, quiet) in [("standard-noisy", "standard"), ("constrained", "constrained-quiet")] {
            let with = try study.crossedNoise(noisy, with: [quiet])
            let without = try study.crossedNoise(quiet, with: [noisy])
            for (k, sigma) in with.levels.enumerated() where sigma >= 1 && sigma < Self.strongest {
                guard let other = without.levels.firstIndex(of: sigma) else { continue }
                let sample = with.samples[k].minus(without.samples[other])
                let estimate = MeanInterval.of(sample)
                let name = "*σ̂* = \(NumberText.setting(sigma)) (\(MethodNames.name(quiet)))"
                all.append((name, estimate))
                if noisy == "standard-noisy" { shown = (name, estimate, sample) }
                rows.append([
                    "\(MethodNames.name(noisy)) against \(MethodNames.name(quiet))", NumberText.setting(sigma),
                    NumberText.short(with.samples[k].mean), NumberText.short(without.samples[other].mean),
                    estimate.cell,
                ])
            }
        }
        guard let shown else { return .notTested("noise-samples.csv has no σ̂ between 1 and 10") }
        let better = all.filter { $0.estimate.isBelow(0) }.count
        let measured =
            "Noise training lowers the distance in \(better) of \(all.count) comparisons; at \(shown.level) by "
            + "a difference of \(NumberText.interval(shown.estimate))."
        return Judgement(
            VerdictRule.smaller(all), measured: measured,
            statistic: "mean paired difference of distances at the largest σ̂ below 10, standard + noise − standard",
            estimate: shown.estimate, neutral: 0, perSeed: shown.sample.perSeed,
            tables: [
                DetailTable(
                    "Distance under layer noise", header: ["Pair", "*σ̂*", "With", "Without", "Difference"], rows: rows)
            ])
    }
}
