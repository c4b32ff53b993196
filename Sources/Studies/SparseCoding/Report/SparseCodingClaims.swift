import Report

extension Claim {
    /// Section IV-D, Performance.
    static let sparseDescent = [
        sparse(
            "constrained-descends", "IV-D, Performance; Fig. 3",
            "Trained with (CII), every layer takes the estimate nearer to the optimum.", figures: ["figure-3"],
            rule:
                "Holds where at every layer the 95 % interval of the mean distance over that of the layer before is below "
                + "1; in part where at least half of the layers do.",
            .descends("constrained", "distance", target: target)),
        sparse(
            "standard-does-not-descend", "IV-D, Performance; Fig. 3",
            "Without constraints the intermediate layers do not approach the optimum step by step.",
            figures: ["figure-3"],
            rule:
                "Holds where some layer is shown to lead away from the optimum (intervals that hold for all layers at once "
                + "with 95 %); in part where none is, but not every layer is shown to approach it.",
            .fallsNot("standard", "distance", quantity: "distance", target: target)),
        sparse(
            "equally-near", "IV-D, Performance; Fig. 3",
            "At the last layer the constrained and the standard network are equally near the optimum.",
            figures: ["figure-3"],
            rule:
                "Holds where the 95 % interval of the paired difference is within ±10 % of the standard network’s mean "
                + "distance. The trivial answers stand beside it, because near is relative.",
            .equallyNear("constrained", "standard", "distance", margin: 0.1)),
        sparse(
            "other-curricula", "IV-D, Performance; Fig. 3",
            "Training layer after layer, incrementally or one at a time, gives no gradual descent either.",
            figures: ["figure-3"],
            rule:
                "A network descends gradually where every layer from 2 on meets (CII). Holds where both curricula are "
                + "shown to miss it in some layer (intervals that hold for all layers at once with 95 %); in part where "
                + "one is.",
            .missesConstraint(
                ["incremental", "layerwise"], "distance", target: target, group: "both curricula",
                beside: ["standard", "constrained"])),
        sparse(
            "sparsity-falls", "IV-D, Performance; Fig. 4",
            "Under the constraints the *ℓ*_{1} norm of the estimates falls at each and every layer.",
            figures: ["figure-4"],
            rule:
                "Holds where at every layer the 95 % interval of the mean *ℓ*_{1} norm over that of the layer before is "
                + "below 1; in part where at least half of the layers do.",
            .falls("constrained", "l1", quantity: "*ℓ*_{1} norm")),
        sparse(
            "standard-sparsity-stays", "IV-D, Performance; Fig. 4",
            "Without constraints the *ℓ*_{1} norm barely changes from the first to the last but one layer.",
            figures: ["figure-4"],
            rule: "Holds where the 95 % interval of the ratio of the two mean norms is within 1 ± 0.1.",
            .stays("standard", "l1", within: 0.1, quantity: "*ℓ*_{1} norm", noun: "norm")),
        sparse(
            "free-first-layer", "IV-D, Performance; Fig. 3",
            "With constraints from the second layer on, the free first layer ascends in distance and in *f*, and the later "
                + "layers descend.", figures: ["figure-3"],
            rule:
                "Three parts, each by its 95 % interval: the first layer’s distance grows, its *f* grows, and every later "
                + "layer brings the distance down. Holds where all three do; in part where the first layer ascends in "
                + "either, or in the mean of some seed.",
            .freeLayerAscends(
                "constrained-from-2", distance: "distance", objective: "objective",
                target: .init("(CII)", epsilonOf: "constrained-from-2"))),
    ]

    /// Section IV-D, Robustness, and Corollary 1.
    static let sparseRobustness = [
        sparse(
            "shift-robustness", "IV-D, Robustness; Fig. 5",
            "On inputs with added noise the constrained network stays nearer to the new optimum.",
            figures: ["figure-5", "figure-5b"],
            rule:
                "Holds where at every *p* > 0 the 95 % interval of the paired difference, constrained − standard, is below "
                + "0; in part where it is at some *p* and nowhere above 0.",
            .smaller(
                "constrained", than: "standard", "distance", quantity: "distance to the new optimum", noun: "distances",
                tables: [
                    ("distance", "Distance to the new optimum"),
                    ("old_distance", "The authors’ metric: distance to the optimum of the clean input"),
                ])),
        sparse(
            "shift-gap-widens", "IV-D, Robustness; Fig. 5",
            "The gap between the two networks widens as the shift *p* grows.", figures: ["figure-5"],
            rule:
                "The gap, standard − constrained, is regressed on *p* example by example. Holds where the 95 % interval of "
                + "the mean slope is above 0 and so is the gap’s at the largest *p*; in part where only the slope’s is.",
            .widens("standard", "constrained", "distance", quantity: "distance")),
        sparse(
            "noise-alone", "IV-D, Robustness; Figs. 5, 6",
            "Noise during training does not by itself give robustness to shifted inputs: the constraints do.",
            figures: ["figure-5b"],
            rule:
                "At the largest *p*, gains are in mean distance. Holds where the 95 % interval of the gain by noise alone "
                + "is below 5 % of the standard network’s distance, and the constraint’s main effect is above 0; in part "
                + "where only the first is so.",
            .onlyConstraint(SparseMethods.crossed, "distance", quantity: "mean distance", margin: 0.05)),
        sparse(
            "layer-noise", "IV-D, Robustness; Fig. 6",
            "Training with noise gives robustness to noise that is added to the layers’ outputs.",
            figures: ["figure-6"],
            rule:
                "For both pairs (standard, constrained) and every *σ̂* from 1 up to, but not including, 10: holds where all "
                + "95 % intervals of the paired difference, with − without noise, are below 0; in part where some are and "
                + "none is above 0.",
            // Beyond 10 every network blows up, and a difference says nothing.
            .smallerUnderNoise(
                [
                    (with: "standard-noisy", without: "standard"),
                    (with: "constrained", without: "constrained-quiet"),
                ], "distance", quantity: "distance", strengths: 1..<10)),
        sparse(
            "constraint-transfers", "III-D, Corollary 1",
            "The descent constraints that training imposed stay satisfied on shifted inputs, up to an error that grows with "
                + "the shift.", figures: ["figure-d"],
            rule:
                "Counted are the layers where at *p* = 0 at least half of the test examples satisfy (CII). Holds where at "
                + "the largest *p* at least half still do in all of these layers; in part where they do in half of the "
                + "layers.",
            .staysSatisfied("constrained", constraint: "(CII)")),
    ]

    private static let target = LayerTarget.Source("(CII)", epsilonOf: "constrained")

    private static func sparse(
        _ id: String, _ section: String, _ statement: String, figures: [String], rule: String, _ kind: some ClaimKind
    ) -> Claim {
        Claim(
            id, section: section, statement: statement, figures: figures, rule: rule, study: "sparse", kind: kind)
    }
}
