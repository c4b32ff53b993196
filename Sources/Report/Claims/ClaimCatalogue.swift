/// All claims, in the paper's order.
public enum ClaimCatalogue {
    /// All claims.
    public static let all: [any Claim] = [
        ToyGradientDescends(), PerturbationRecovery(),
        ConstrainedDescends(), StandardDoesNotDescend(), EquallyNear(), OtherCurricula(), SparsityFalls(),
        StandardSparsityStays(), FreeFirstLayer(),
        MoreRobustToShift(), ShiftGapWidens(), NoiseAlone(), LayerNoiseTraining(), ConstraintTransfers(),
        GradualInpainting(), LatentNormFalls(), StandardLatentFluctuates(), ObjectiveFalls(), CommonLatentNormFalls(),
        EqualInpainting(), SlowerDegradation(), InpaintingNoiseAlone(),
    ]

    /// All claims judged by a run.
    public static func judge(_ run: RunReader) -> [JudgedClaim] { all.map { $0.judgement(of: run) } }
}
