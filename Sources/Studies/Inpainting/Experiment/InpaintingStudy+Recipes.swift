import Bench
import Stages

extension InpaintingStudy {
    /// What stands between "lambda_" or "slack_" and the layer in histories, for each set of (26).
    static let constraintSets = ["", "latent_"]

    /// The 2×2 of constraint × noise, trained with every seed, and, where they are wanted, `constrained` with one piece of the
    /// parametrisation changed, or all, trained once. All see the same data, starts, batches, rates and numbers of steps.
    package func methods() throws -> [TrainedMethod] {
        try [
            method("standard", "standard", "Standard", .init("baseline"), isConstrained: false, isNoisy: false),
            method(
                "standard-noisy", "standard + noise", "Standard, trained with noise", .init("baseline", 1),
                isConstrained: false, isNoisy: true),
            method(
                "constrained-quiet", "constrained, no noise", "Constrained, no noise", .init("proposed", 1),
                isConstrained: true, isNoisy: false),
            method(
                "constrained", "constrained", "Constrained", .init("proposed"), isConstrained: true, isNoisy: true),
        ] + (settings.training.ablations ? ablations() : [])
    }

    /// What an ablation changes of a run's settings, by their names.
    typealias Changes = [String: SettingValue]

    private static let fine: Changes = ["inpainting.network.coarse-to-fine": false]
    /// Eq. (26) and μ_λ as the paper has them: the norms themselves are some tens of times larger than their ratios.
    private static let difference: Changes = [
        "inpainting.constraint.form": "difference", "inpainting.constraint.dual-rate": 1e-3,
    ]
    private static let pixel: Changes = ["inpainting.flow.squeeze": "pixel"]
    private static let half: Changes = ["inpainting.flow.deeper": "half"]
    private static let rotation: Changes = ["inpainting.flow.mixing": "rotation"]
    private static let ungated: Changes = ["inpainting.flow.gated": false]
    private static let unbounded: Changes = ["inpainting.flow.minimum-scale": 0.0]
    private static let shift: Changes = ["inpainting.flow.frozen-shifts": false]
    /// Couplings that see neither hole nor place, and start as GLOW's do.
    private static let blind: Changes = [
        "inpainting.flow.sees-place": false, "inpainting.flow.weight-deviation": 0.05,
        "inpainting.flow.bias-deviations": [0.0, 0.0],
    ]
    /// The authors' code: its flow, constraints, and optimiser without clipping, warm-up and decline, at a rate that trains in
    /// the run's steps (theirs is 1e-5); at twice that the standard profile's networks of 32×32 diverge.
    private static let authors = union([
        fine, pixel, half, rotation, ungated, unbounded, shift, blind,
        [
            "inpainting.network.semantics": "authors", "inpainting.network.scalar-rate": 1.0,
            "inpainting.constraint.form": "meanRatio", "inpainting.constraint.dual-rate": 1e-3,
            "inpainting.training.rate": 1e-3, "inpainting.training.final-share": 1.0,
            "inpainting.training.warm-up": 0, "inpainting.training.clip": 0.0,
        ],
    ])

    private static func union(_ changes: [Changes]) -> Changes {
        changes.reduce(into: [:]) { $0.merge($1) { $1 } }
    }

    /// Each piece's name, its name in sentences, and what it changes.
    private static let pieces: [(name: String, label: String, changes: Changes)] = [
        ("difference", "differences of (26)", difference),
        ("normalised", "normalised differences", ["inpainting.constraint.form": "normalised"]),
        ("decline", "equal latents at the start", ["inpainting.flow.decline": 1.0]),
        ("fine", "all levels from the start", fine),
        (
            "shared", "one flow for all layers",
            ["inpainting.network.shared-flow": true, "inpainting.network.coarse-to-fine": false]
        ),
        ("pixel", "pixel squeeze", pixel), ("half", "half the channels deeper", half),
        ("rotation", "1×1 start as rotations", rotation), ("ungated", "no gate on the hole", ungated),
        ("unbounded", "unbounded scales", unbounded),
        ("additive", "additive couplings", ["inpainting.flow.minimum-scale": 1.0]),
        ("shift", "shifts learnt", shift), ("blind", "couplings see no hole", blind),
        ("glow", "GLOW as published", union([fine, pixel, half, rotation, ungated, unbounded, shift, blind])),
        ("authors", "authors’ semantics", authors),
    ]

    private func ablations() throws -> [TrainedMethod] {
        try Self.pieces.enumerated().map { index, piece in
            try method(
                "ablation-\(piece.name)", piece.label, piece.label, .init("ablation", index), isConstrained: true,
                isNoisy: true, changes: piece.changes, isAblation: true)
        } + [
            method(
                "ablation-authors-standard", "authors’ semantics, standard", "authors’ semantics, standard",
                .init("ablation", Self.pieces.count), isConstrained: false, isNoisy: false, changes: Self.authors,
                isAblation: true)
        ]
    }

    private func method(
        _ id: String, _ label: String, _ legend: String, _ style: StudyDescription.StyleHint, isConstrained: Bool,
        isNoisy: Bool, changes: Changes = [:], isAblation: Bool = false
    ) throws -> TrainedMethod {
        let own = try settings.changing(changes, place: id)
        // From the second layer on: there is no z_0, and ∇f_1(y_0) = 0.
        let sets = [("gradient", false), ("latent", true)].map { measure, isLatent in
            Recipe.Constraint(
                measure: measure, form: own.constraint.form, epsilon: own.constraint.epsilon, firstLayer: 2,
                isLatent: isLatent)
        }
        return TrainedMethod(
            Recipe(
                id: id, label: label, network: "GLOW-Prox", constraints: sets,
                dualRate: isConstrained ? own.constraint.dualRate : 0,
                noise: isNoisy ? Self.noise(own) : nil, changes: changes),
            legend: legend, style: style, isAblation: isAblation)
    }
    /// The authors' code has noise of length 1.
    private static func noise(_ own: Settings<InpaintingDeclarations>) -> Recipe.Noise {
        own.network.semantics == .authors
            ? .init(form: NoiseWord.unit.rawValue, strength: 1)
            : .init(form: NoiseWord.declining.rawValue, strength: own.noise.strength)
    }

    /// What recipes call their noise.
    enum NoiseWord: String, CaseIterable {
        /// `DecliningNoise`.
        case declining
        /// `UnitNoise`, which networks are fed in looks at validation and tests, too.
        case unit
    }
}
