/// Both networks end equally near the optimum (Fig. 3).
public struct EquallyNear: Claim {
    /// The margin of equivalence as a share of the standard network's mean distance.
    public static let margin = 0.1

    /// The anchor.
    public let id = "equally-near"
    /// Where the paper says it.
    public let section = "IV-D, Performance; Fig. 3"
    /// What the paper says, in our words.
    public let statement = "At the last layer the constrained and the standard network are equally near the optimum."
    /// The figures that show it.
    public let figures = ["figure-3"]
    /// When the verdict is which.
    public let rule =
        "Holds where the 95 % interval of the paired difference is within ±10 % of the standard network’s mean "
        + "distance. The trivial answers stand beside it, because near is relative."

    /// The claim.
    public init() {}

    /// Measures and judges by `rule`.
    public func judge(_ run: RunReader) throws -> Judgement { try Self.judgement(run.sparseCoding) }

    /// Whether the two networks of a study end equally near, with the study's references beside them.
    static func judgement(_ study: StudyReader) throws -> Judgement {
        let constrained = try study.crossedLayers("constrained", with: ["standard"])
        let standard = try study.crossedLayers("standard", with: ["constrained"])
        guard let a = constrained.last, let b = standard.last else { return .notTested("samples.csv has no layers") }
        let difference = a.minus(b)
        let estimate = MeanInterval.of(difference)
        let trivial = TrivialAnswers.references(study, columns: ["distance"])
            .map { "\(MethodNames.name($0.id)) \(NumberText.short($0.means[0]))" }
        let measured =
            "The mean distance at the last layer is \(NumberText.short(a.mean)) constrained and "
            + "\(NumberText.short(b.mean)) standard, a difference of \(NumberText.interval(estimate)) against a margin "
            + "of ±\(NumberText.short(margin * b.mean))."
            + (trivial.isEmpty ? "" : " Trivial answers: \(trivial.joined(separator: ", ")).")
        return Judgement(
            VerdictRule.equivalent(estimate, margin: margin * b.mean), measured: measured,
            statistic: "mean paired difference of final distances, constrained − standard", estimate: estimate,
            neutral: 0,
            margin: Judgement.range(-margin * b.mean, margin * b.mean), perSeed: difference.perSeed)
    }
}

extension CrossedSample {
    /// The mean of each seed.
    var perSeed: [Judgement.SeedValue] { zip(seeds, seedMeans).map { .init(seed: $0, value: $1) } }
}
