import Bench
import Stages

extension InpaintingStudy {
    /// What stands between "lambda_" or "slack_" and the layer in histories, for each set of (26).
    static let constraintSets = ["", "latent_"]

    /// The 2×2 of constraint × noise on the paper's network, and two of its networks on gated flows, trained with every seed;
    /// and, where they are wanted, `constrained` with one piece changed, trained once. All see the same data, batches and
    /// numbers of steps, and choose their rates alike.
    package func methods() throws -> [TrainedMethod] {
        try [
            method(
                "standard", "standard", "Standard", .init("baseline"), isConstrained: false, isNoisy: false),
            method(
                "standard-noisy", "standard, trained with noise", "Standard, trained with noise", .init("baseline", 1),
                isConstrained: false, isNoisy: true),
            method(
                "constrained-quiet", "constrained, no noise", "Constrained, no noise", .init("proposed", 1),
                isConstrained: true, isNoisy: false),
            method(
                "constrained", "constrained", "Constrained", .init("proposed"), isConstrained: true, isNoisy: true),
            method(
                "gated", "constrained, gated flow", "Constrained, gated flow", .init("proposed", 2),
                isConstrained: true, isNoisy: true, changes: Self.gated),
            method(
                "gated-standard", "standard + noise, gated flow", "Standard + noise, gated flow",
                .init("baseline", 2), isConstrained: false, isNoisy: true, changes: Self.gated),
        ] + (settings.training.ablations ? ablations() : [])
    }

    /// What a recipe changes of a run's settings, by their names.
    typealias Changes = [String: SettingValue]

    private static let anchored: Changes = [
        "inpainting.constraint.form": "anchored", "inpainting.constraint.dual-rate": 0.04,
    ]
    private static let coarse: Changes = ["inpainting.network.coarse-to-fine": true]
    private static let haar: Changes = ["inpainting.flow.squeeze": "haar"]
    private static let quarter: Changes = ["inpainting.flow.deeper": "quarter"]
    private static let swap: Changes = ["inpainting.flow.mixing": "halfSwap"]
    private static let gate: Changes = ["inpainting.flow.gated": true]
    private static let frozen: Changes = ["inpainting.flow.frozen-shifts": true]
    /// Couplings that see the hole and each pixel's place, and start with weights large enough to use them.
    private static let seeing: Changes = [
        "inpainting.flow.sees-place": true, "inpainting.flow.weight-deviation": 0.2,
        "inpainting.flow.bias-deviations": [0.7, 0.3],
    ]
    /// A parametrisation whose every iterate is a clean image away from the hole: all these pieces at once.
    private static let gated = union([
        anchored, coarse, haar, quarter, swap, gate, frozen, seeing, ["inpainting.flow.minimum-scale": 0.6],
    ])
    /// The authors' code: its flow, constraints, and optimiser without clipping, warm-up and decline, at a rate of its own.
    private var authors: Changes {
        [
            "inpainting.network.semantics": "authors", "inpainting.network.scalar-rate": 1.0,
            "inpainting.flow.minimum-scale": 0.0, "inpainting.constraint.form": "meanRatio",
            "inpainting.constraint.dual-rate": 1e-3,
            "inpainting.training.rate": .double(settings.training.authorsRate),
            "inpainting.training.candidates": 1, "inpainting.training.final-share": 1.0,
            "inpainting.training.warm-up": 0, "inpainting.training.clip": 0.0,
        ]
    }

    private static func union(_ changes: [Changes]) -> Changes {
        changes.reduce(into: [:]) { $0.merge($1) { $1 } }
    }

    /// Each piece's name, its name in sentences, and what it changes.
    private static let pieces: [(name: String, label: String, changes: Changes)] = [
        (
            "difference", "(26) as differences, as printed",
            ["inpainting.constraint.form": "difference", "inpainting.constraint.dual-rate": 1e-5]
        ),
        (
            "normalised", "(26) as normalised differences",
            ["inpainting.constraint.form": "normalised", "inpainting.constraint.dual-rate": 0.04]
        ),
        ("decline", "equal latents at the start", ["inpainting.flow.decline": 1.0]),
        ("coarse", "coarse to fine", coarse),
        ("shared", "one flow for all layers", ["inpainting.network.shared-flow": true]),
        ("haar", "Haar squeeze", haar), ("quarter", "a quarter of the channels deeper", quarter),
        ("swap", "1×1 start as swaps", swap), ("gate", "a gate on the hole", gate),
        ("unbounded", "unbounded scales", ["inpainting.flow.minimum-scale": 0.0]),
        ("additive", "additive couplings", ["inpainting.flow.minimum-scale": 1.0]),
        ("frozen", "shifts not learnt", frozen), ("seeing", "couplings see the hole", seeing),
    ]

    private func ablations() throws -> [TrainedMethod] {
        let pieces = Self.pieces + [("authors", "authors’ semantics", authors)]
        return try pieces.enumerated().map { index, piece in
            try method(
                "ablation-\(piece.name)", piece.label, piece.label, .init("ablation", index), isConstrained: true,
                isNoisy: true, changes: piece.changes, isAblation: true)
        } + [
            method(
                "ablation-authors-standard", "authors’ semantics, standard", "authors’ semantics, standard",
                .init("ablation", pieces.count), isConstrained: false, isNoisy: false, changes: authors,
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
        let choosesRate = own.training.rates.areChosen
        return TrainedMethod(
            Recipe(
                id: id, label: label, network: "GLOW-Prox", constraints: sets,
                dualRate: isConstrained ? own.constraint.dualRate : 0,
                noise: isNoisy ? Self.noise(own) : nil,
                rateOf: isAblation && choosesRate ? (isConstrained ? "constrained" : "standard") : nil, changes: changes
            ),
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
