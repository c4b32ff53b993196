import Stages

/// In the toy the constrained network's gradient norm falls at every layer (Fig. 1).
public struct ToyGradientDescends: Claim {
    /// The anchor.
    public let id = "toy-descends"
    /// Where the paper says it.
    public let section = "I; Fig. 1"
    /// What the paper says, in our words.
    public let statement = "In the toy problem the network trained with (CI) takes a descent step at every layer."
    /// The figures that show it.
    public let figures = ["figure-1"]
    /// When the verdict is which.
    public let rule =
        "Holds where the mean gradient norm over the test points falls at every layer and with every seed; in part where "
        + "it does with some seeds, or in at least half of the layers."

    /// The claim.
    public init() {}

    /// Measures and judges by `rule`.
    public func judge(_ run: RunReader) throws -> Judgement {
        let seeds = try run.requireToySeeds()
        let norms = try seeds.map { try Self.gradients("constrained", run.toyLayers(seed: $0)) }
        let count = norms.map(\.count).min() ?? 0
        guard count > 1 else { return .notTested("layers.csv of the toy has no constrained network") }
        let ratios = norms.map { row in (1..<count).map { row[$0] / row[$0 - 1] } }
        let worst = ratios.map { $0.max() ?? .nan }
        let falling = (0..<(count - 1)).filter { l in ratios.allSatisfy { $0[l] < 1 } }.map { $0 + 1 }
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
                    "Mean gradient norm, constrained", header: ["Layer"] + seeds.map { "Seed \($0)" }, rows: rows)
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

    /// A method's mean gradient norm by layer, without perturbation.
    static func gradients(_ method: String, _ table: Table) throws -> [Double] {
        let rows = try table.rows(where: "method", is: method).rows(where: "perturbed", is: "0")
        return zip(try rows.ints("layer"), try rows.doubles("gradient_mean")).sorted { $0.0 < $1.0 }.map(\.1)
    }
}
