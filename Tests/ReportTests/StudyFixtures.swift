import Stages

/// What the studies of this project say of themselves.
extension StudyDescription {
    static let all = [
        toy, sparse, inpainting, steps, recovery, gaussian, theory, convergent, oamp, landscape, generalisation,
    ]

    static let toy = StudyDescription(
        id: "toy", title: "Toy", dataStage: nil,
        methods: crossed.map { method in
            network(method, study: "toy", epsilon: 0.1, evaluations: "toy/evaluate/seed-")
        }
            + [
                reference(
                    "gradient-descent", "gradient descent", "Gradient descent", .init("classical", 4), layers: 100)
            ]
            .map { method in
                var method = method
                method.evaluations = "toy/evaluate/seed-"
                return method
            },
        measures: [Measure(name: "distance", label: "distance to the optimum", symbol: "$‖y_ℓ − y^*‖_2$")], tables: [])

    static let sparse = StudyDescription(
        id: "sparse", title: "Sparse coding", dataStage: "data/sparse",
        methods: (crossed + [
            (
                "constrained-from-2", "constrained, first layer free", "Constrained, first layer free",
                .init("proposed", 2)
            ),
            ("constrained-strong", "constrained, larger ε", "Constrained, larger $ε$", .init("proposed", 3)),
            (
                "near-start", "constrained, from nearly zero", "Constrained, from nearly zero", .init("proposed", 4)
            ),
            (
                "near-start-from-2", "first layer free, from nearly zero", "First layer free, from nearly zero",
                .init("proposed", 5)
            ),
            ("incremental", "incremental", "Incremental", .init("alternative", 0)),
            ("layerwise", "layer by layer", "Layer by layer", .init("alternative", 1)),
            ("standard-slow", "standard, rate/10", "Standard, rate/10", .init("baseline", 2)),
            ("standard-ista", "standard, started at ISTA", "Standard, started at ISTA", .init("baseline", 3)),
        ]).map { network($0, study: "sparse", epsilon: $0.id == "constrained-strong" ? 0.2 : 0.05) } + [
            reference("zero", "zero vector", "Zero vector", .init("trivial", 1), study: "sparse"),
            reference("ridge", "ridge regression", "Ridge", .init("trivial", 0), study: "sparse"),
            reference("ista", "ISTA", "ISTA", .init("classical", 0), study: "sparse", layers: 10),
            reference("fista", "FISTA", "FISTA", .init("classical", 2), study: "sparse", layers: 10),
            reference(
                "ista-long", "ISTA, 10 times longer", "ISTA, $10L$", .init("classical", 1), study: "sparse", layers: 100
            ),
            reference(
                "fista-long", "FISTA, 10 times longer", "FISTA, $10L$", .init("classical", 3), study: "sparse",
                layers: 100),
        ],
        measures: [
            Measure(name: "distance", label: "distance to the optimum", symbol: "$‖y_ℓ − y^*‖_2$"),
            Measure(name: "objective", label: "objective", symbol: "$f(y_ℓ;\\ x)$"),
            Measure(name: "l1", label: "*ℓ*_{1} norm", symbol: "$‖y_ℓ‖_1$"),
        ], tables: [])

    static let inpainting = StudyDescription(
        id: "inpainting", title: "Inpainting", dataStage: "data/inpainting",
        methods: [crossed[0], crossed[1], crossed[3], crossed[2]].map {
            network($0, study: "inpainting", epsilon: 0.05)
        }
            + ablations.enumerated().map { index, names in
                var method = network(
                    (
                        "ablation-\(names.id)", names.label,
                        names.label.prefix(1).uppercased() + names.label.dropFirst(),
                        .init("ablation", index)
                    ), study: "inpainting", epsilon: 0.05)
                (method.isAblation, method.seeds) = (true, [1])
                (method.isConstrained, method.isNoisy) = (
                    names.id != "authors-standard", names.id != "authors-standard"
                )
                return method
            } + [
                reference("mean", "mean image", "Mean image", .init("trivial", 2), study: "inpainting"),
                reference("harmonic", "harmonic interpolation", "Harmonic", .init("trivial", 3), study: "inpainting"),
                reference(
                    "biharmonic", "biharmonic interpolation", "Biharmonic", .init("trivial", 4), study: "inpainting"),
                reference("ridge", "ridge regression", "Ridge", .init("trivial", 0), study: "inpainting"),
                reference(
                    "flow-prox", "proximal descent with one flow", "Proximal descent, one flow", .init("classical", 5),
                    study: "inpainting", layers: 5),
                reference(
                    "flow-prox-long", "proximal descent with one flow, 10 times longer", "Proximal descent, $10L$",
                    .init("classical", 6), study: "inpainting", layers: 50),
            ],
        measures: [
            Measure(
                name: "distance", label: "distance to the clean image", symbol: "$‖y_ℓ − y‖_2$",
                unit: "images go from 0 to 1"),
            Measure(name: "hole", label: "squared error in the hole", symbol: "hole"),
        ], tables: [])

    private typealias Names = (id: String, label: String, legend: String, style: StyleHint)

    /// Constraint × noise.
    private static let crossed: [Names] = [
        ("standard", "standard", "Standard", .init("baseline", 0)),
        ("standard-noisy", "standard, trained with noise", "Standard, trained with noise", .init("baseline", 1)),
        ("constrained", "constrained", "Constrained", .init("proposed", 0)),
        ("constrained-quiet", "constrained, no noise", "Constrained, no noise", .init("proposed", 1)),
    ]

    private static let ablations = [
        ("difference", "differences of (26)"), ("normalised", "normalised differences"),
        ("decline", "equal latents at the start"), ("fine", "all levels from the start"),
        ("shared", "one flow for all layers"), ("pixel", "pixel squeeze"), ("half", "half the channels deeper"),
        ("rotation", "1×1 start as rotations"), ("ungated", "no gate on the hole"), ("unbounded", "unbounded scales"),
        ("additive", "additive couplings"), ("shift", "shifts learnt"), ("blind", "couplings see no hole"),
        ("glow", "GLOW as published"), ("authors", "authors’ semantics"),
        ("authors-standard", "authors’ semantics, standard"),
    ].map { (id: $0, label: $1) }

    private static func network(
        _ names: Names, study: String, epsilon: Double, evaluations: String? = nil
    ) -> Method {
        Method(
            id: names.id, label: names.label, legend: names.legend, style: names.style, isTrained: true,
            isConstrained: names.style.role == "proposed",
            isNoisy: names.style.role == "proposed" ? names.id != "constrained-quiet" : names.id == "standard-noisy",
            epsilon: epsilon, layers: study == "inpainting" ? 5 : 10, seeds: [1], rates: "\(study)/rate/\(names.id)",
            trainings: "\(study)/train/\(names.id)/seed-",
            evaluations: evaluations ?? "\(study)/evaluate/\(names.id)/seed-")
    }

    private static func reference(
        _ id: String, _ label: String, _ legend: String, _ style: StyleHint, study: String = "toy", layers: Int? = nil
    ) -> Method {
        Method(
            id: id, label: label, legend: legend, style: style, isTrained: false, layers: layers,
            evaluations: "\(study)/evaluate/\(id)/seed-")
    }
}
