import Report

extension Claim {
    /// Section IV-D, Performance, of the study `id`, which may be another data set's.
    static func sparseDescent(_ id: String = "sparse") -> [Claim] {
        [
            sparse(
                id, "constrained-descends", .paper, "IV-D, Performance; Fig. 3",
                "Trained with (CII), every layer takes the estimate nearer to the optimum.", figures: ["figure-3"],
                rule: "At every layer the ratio of the mean distance to that before the layer is below 1.",
                .falls("constrained", by: "distance", quantity: "distance", target: target)),
            sparse(
                id, "standard-does-not-descend", .paper, "IV-D, Performance; Fig. 3",
                "Without constraints the distance is almost the same across the intermediate layers: there is no gradual "
                    + "descent.", figures: ["figure-3"],
                rule:
                    "A network descends gradually where every layer from 2 on meets (CII) in the mean. Two parts: at some "
                    + "layer from 2 on the ratio of the mean distance to that before it is above 1 − *ε*; and the ratio of the "
                    + "mean distance after the last but one layer to that after the first is between 1/1.1 and 1.1.",
                .missesConstraint(
                    ["standard"], "distance", quantity: "distance", target: target, staysWithin: 1.1,
                    beside: ["constrained", "incremental", "layerwise"])),
            sparse(
                id, "equally-near", .paper, "IV-D, Performance; Fig. 3",
                "At the last layer the constrained and the standard network are equally near the optimum. (Confounded: the "
                    + "one is trained with noise, the other without.)", figures: ["figure-3"],
                rule: "The ratio of the mean final distances, constrained to standard, is between 1/1.1 and 1.1.",
                .equallyNear(.init("constrained", against: "standard"), by: "distance", margin: .factor(1.1))),
            sparse(
                id, "equally-near-at-equal-noise", .own, "IV-D, Performance, at equal noise",
                "With noise held equal, both with and both without, the constrained and the unconstrained network end equally "
                    + "near the optimum.", figures: ["figure-3"],
                rule:
                    "The ratio of the mean final distances, with the constraint to without, is between 1/1.1 and 1.1.",
                clause: "networks with and without it end equally near the optimum",
                .equallyNear(withNoise, withoutNoise, by: "distance", margin: .factor(1.1))),
            sparse(
                id, "other-curricula", .paper, "IV-D, Performance; Fig. 3",
                "Training layer after layer, incrementally or one at a time, gives no gradual descent either.",
                figures: ["figure-3"],
                rule:
                    "As for the standard network, a part for each: at some layer from 2 on the ratio of the mean distance to "
                    + "that before it is above 1 − *ε*.",
                .missesConstraint(
                    ["incremental", "layerwise"], "distance", quantity: "distance", target: target,
                    beside: ["standard", "constrained"])),
            sparse(
                id, "sparsity-falls", .paper, "IV-D, Performance; Fig. 4",
                "Under the constraints the *ℓ*_{1} norm of the estimates falls at each and every layer.",
                figures: ["figure-4"],
                rule: "At every layer the ratio of the mean *ℓ*_{1} norm to that before the layer is below 1.",
                .falls("constrained", by: "l1", quantity: "*ℓ*_{1} norm")),
            sparse(
                id, "standard-sparsity-stays", .paper, "IV-D, Performance; Fig. 4",
                "Without constraints the *ℓ*_{1} norm barely changes from the first to the last but one layer.",
                figures: ["figure-4"], rule: "The ratio of the two mean norms is between 1/1.1 and 1.1.",
                .stays("standard", "l1", withinFactor: 1.1, quantity: "*ℓ*_{1} norm")),
            sparse(
                id, "free-first-layer", .paper, "IV-D, Performance; Fig. 3",
                "With constraints from the second layer on, the free first layer ascends in distance and in *f*, and the later "
                    + "layers descend.", figures: ["figure-3"],
                rule:
                    "Three parts: the ratio of the mean distance after the first layer to that before it is above 1; so is that "
                    + "of the mean *f*; and at every later layer the ratio of the mean distances is below 1. Counted are the "
                    + "seeds in which the first layer’s constraint binds when it is not freed (*λ*_{1} > 0 at some step).",
                .freeLayerAscends(
                    "constrained-from-2", freedFrom: "constrained", distance: "distance", objective: "objective",
                    target: .init("(CII)", epsilonOf: "constrained-from-2"))),
            sparse(
                id, "free-first-layer-from-zero", .own, "IV-D, Performance; Fig. 3, where the first constraint binds",
                "The same from *y*_{0} nearly at zero, where the first layer’s constraint binds: the free first layer ascends, "
                    + "and the later layers descend.", figures: ["figure-3"],
                rule:
                    "The rule of free-first-layer for networks that start at *y*_{0} ~ N(0, 10⁻⁴·I). From N(0, I) any layer that "
                    + "moves off its start meets the constraint, so that there is nothing to free.",
                .freeLayerAscends(
                    "near-start-from-2", freedFrom: "near-start", distance: "distance", objective: "objective",
                    target: .init("(CII)", epsilonOf: "near-start-from-2"))),
            sparse(
                id, "strong-descends", .own, "IV-D, Performance, with a larger *ε*",
                "With a larger *ε* every layer takes the estimate nearer to the optimum.", figures: ["figure-3"],
                rule: "At every layer the ratio of the mean distance to that before the layer is below 1.",
                .falls(
                    "constrained-strong", by: "distance", quantity: "distance",
                    target: .init("(CII)", epsilonOf: "constrained-strong"))),
            sparse(
                id, "strong-near", .own, "IV-D, Performance, with a larger *ε*",
                "With a larger *ε* the network ends as near the optimum as the unconstrained one with the same noise.",
                figures: ["figure-3"],
                rule: "The ratio of the mean final distances is between 1/1.1 and 1.1.",
                .equallyNear(
                    .init("constrained-strong", against: "standard-noisy"), by: "distance", margin: .factor(1.1))),
        ]
    }

    /// Section IV-D, Robustness, and Corollary 1, of the study `id`.
    static func sparseRobustness(_ id: String = "sparse") -> [Claim] {
        [
            sparse(
                id, "shift-robustness", .paper, "IV-D, Robustness; Fig. 5",
                "On inputs with added noise the constrained network stays nearer to the new optimum than all others, and lower "
                    + "in *f*. (Confounded, but for one part: it alone is trained with noise.)",
                figures: ["figure-5", "figure-5b"],
                rule:
                    "A part for each other network: at every *p* > 0 the ratios of the mean distances and of the mean *f*, "
                    + "constrained to the other, are below 1.",
                .smallerUnderShift(
                    ["standard", "standard-noisy", "incremental", "layerwise"].map {
                        MethodPair("constrained", against: $0)
                    },
                    [("distance", "distance to the new optimum"), ("objective", "*f*")],
                    tables: [
                        ("distance", "Distance to the new optimum"),
                        ("old_distance", "The authors’ metric, distance to the optimum of the clean input"),
                    ])),
            sparse(
                id, "shift-at-equal-noise", .own, "IV-D, Robustness, at equal noise",
                "With noise held equal, both with and both without, the constrained network stays nearer to the new optimum on "
                    + "inputs with added noise.", figures: ["figure-5", "figure-5b"],
                rule: "At every *p* > 0 the ratio of the mean distances, with the constraint to without, is below 1.",
                clause: "the one with it stays nearer to the optimum on shifted inputs",
                .smallerUnderShift(equalNoise, [("distance", "distance to the new optimum")])),
            sparse(
                id, "shift-gap-widens", .paper, "IV-D, Robustness; Fig. 5",
                "The gap between the two networks widens as the shift *p* grows. (Confounded: the constrained one is trained "
                    + "with noise.)", figures: ["figure-5"],
                rule:
                    "The slope against *p* of the gap in mean distance, standard − constrained, is above 0, and so is the gap at "
                    + "the largest *p*.",
                .widens([.init("constrained", against: "standard")], "distance", quantity: "distance")),
            sparse(
                id, "shift-gap-at-equal-noise", .own, "IV-D, Robustness, at equal noise",
                "With noise held equal, both with and both without, the gap between the networks widens as the shift grows.",
                figures: ["figure-5"],
                rule:
                    "The slope against *p* of the gap in mean distance, without the constraint − with it, is above 0, and so is "
                    + "the gap at the largest *p*.", .widens(equalNoise, "distance", quantity: "distance")),
            sparse(
                id, "noise-alone", .paper, "IV-D, Robustness; Figs. 5, 6",
                "Noise during training does not by itself give robustness to shifted inputs: the constraints do.",
                figures: ["figure-5b"],
                rule:
                    "Two parts, at the largest *p*: the ratio of the mean distances with noise alone to that with neither is "
                    + "above 0.95; and that with the constraint to without, as the geometric mean over both with and both "
                    + "without noise, is below 1.",
                .onlyConstraint(SparseMethods.crossed, "distance", quantity: "mean distance", margin: 0.05)),
            sparse(
                id, "layer-noise", .paper, "IV-D, Robustness; Fig. 6",
                "Training with noise gives robustness to noise that is added to the layers’ outputs.",
                figures: ["figure-6"],
                rule:
                    "A part for each pair (standard, constrained): at every *σ̂* from 1 up to, but not including, 10, the ratio "
                    + "of the mean distances, trained with noise to without, is below 1.",
                // Beyond 10 every network blows up, and a ratio says nothing.
                .smallerUnderNoise(
                    [
                        .init("standard-noisy", against: "standard"),
                        .init("constrained", against: "constrained-quiet"),
                    ], "distance", quantity: "distance", strengths: 1..<10)),
            sparse(
                id, "constraint-transfers", .paper, "III-D, Corollary 1",
                "The descent constraints that training imposed stay satisfied on shifted inputs, up to an error that grows with "
                    + "the shift.", figures: ["figure-d"],
                rule:
                    "At the largest *p*. Two parts: in every layer the mean slack, distance − (1 − *ε*) times that before the "
                    + "layer, is below *ζ* + 2*Δ*, where *ζ* is what is missed at *p* = 0, and *Δ*, the mean distance by which the "
                    + "optima move, takes the place of *M d*; and in every layer that meets (CII) at *p* = 0 with every seed the "
                    + "ratio of the mean distances is below 1 − *ε*.",
                .transfers("constrained", target, column: "distance", shiftedBy: "\(id)/ood")),
            sparse(
                id, "strong-shift", .own, "IV-D, Robustness, with a larger *ε*",
                "With a larger *ε* the network stays nearer to the new optimum than the unconstrained one with the same noise.",
                figures: ["figure-5"],
                rule: "At every *p* > 0 the ratio of the mean distances is below 1.",
                .smallerUnderShift(
                    [.init("constrained-strong", against: "standard-noisy")],
                    [("distance", "distance to the new optimum")])),
        ]
    }

    private static let target = LayerTarget.Source("(CII)", epsilonOf: "constrained")
    private static let withNoise = MethodPair("constrained", against: "standard-noisy")
    private static let withoutNoise = MethodPair("constrained-quiet", against: "standard")
    private static let equalNoise = [withNoise, withoutNoise]

    private static func sparse(
        _ study: String, _ id: String, _ question: Question, _ section: String, _ statement: String, figures: [String],
        rule: String, clause: String? = nil, _ kind: some ClaimKind
    ) -> Claim {
        Claim(
            study == "sparse" ? id : "\(study)/\(id)", question: question, section: section, statement: statement,
            figures: figures, rule: rule, clause: clause, study: study, kind: kind)
    }
}
