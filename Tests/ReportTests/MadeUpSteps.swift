import Foundation
import Stages

/// Tables of the study of learned steps: two problems, networks of three and five steps.
enum MadeUpSteps {
    private static let problems: [(id: String, kind: String, least: Double, most: Double, count: Int)] = [
        ("linear-100", "linear", 1, 100, 100), ("wishart", "wishart", 0.2, 2.5, 200),
    ]
    private static let depths = [3, 5]
    private static let networks = ["learned", "learned-worst-case", "learned-periodic"]
    private static let known = ["optimal", "constant", "best-constant", "chebyshev", "conjugate-gradients", "nesterov"]

    /// The tables of an evaluation, where `holds` says whether all claims are right. `jitter` is a number in (−1, 1) of two
    /// others.
    static func evaluation(seed: Int, holds: Bool, jitter: (Int, Int) -> Double) -> [String: Table] {
        var problemRows = Table(columns: [
            "problem", "kind", "eigenvalues", "smallest", "largest", "condition", "constant_step", "constant_rate",
        ])
        var rows = Table(columns: [
            "problem", "method", "layers", "loss", "sampled", "norm", "rate", "chebyshev_norm", "rank_correlation",
            "chebyshev_difference",
        ])
        var layerRows = Table(columns: [
            "problem", "method", "layers", "layer", "step", "rate", "log10_product", "norm", "loss",
        ])
        var polynomials = Table(columns: ["problem", "method", "layers", "eigenvalue", "factor"])
        for problem in problems {
            let rate = (problem.most - problem.least) / (problem.most + problem.least)
            problemRows.append([
                problem.id, problem.kind, problem.count, problem.least, problem.most, problem.most / problem.least,
                2 / (problem.most + problem.least), rate,
            ])
            for method in networks + known {
                for layers in networks.contains(method) ? depths : Array(1...5) {
                    let loss = Double(problem.count) * pow(0.5, Double(layers)) * factor(method, holds)
                    let noise = method.hasPrefix("learned") ? 1 + 1e-3 * jitter(seed, layers) : 1
                    rows.append([
                        problem.id, method, layers, method == "conjugate-gradients" ? nil as Double? : loss * noise,
                        loss * noise, factor(method, holds) * 0.3 * noise,
                        rate * (method == "learned" ? (holds ? 0.9 : 2) : 1) * noise, 0.3,
                        method == "learned" ? (holds ? -0.9 : 0.1) * noise : nil,
                        (holds ? 0.01 : 0.5) * noise,
                    ])
                    guard depths.contains(layers) else { continue }
                    for layer in 1...layers {
                        let step = 1 / (problem.least + Double(layer + layers % 2)) * (1 + 0.1 * jitter(layer, seed))
                        layerRows.append([
                            problem.id, method, layers, layer, step, 1.2, Double(layer) * 0.1,
                            pow(0.9, Double(layer)), loss,
                        ])
                    }
                }
            }
        }
        for method in ["learned", "chebyshev", "constant"] {
            for k in 0...20 {
                polynomials.append(["linear-100", method, 5, 1 + 99 * Double(k) / 20, abs(0.3 * cos(Double(k)))])
            }
        }
        return [
            "problems.csv": problemRows, "networks.csv": rows, "layers.csv": layerRows, "polynomials.csv": polynomials,
        ]
    }

    /// A method's loss over that of the learned steps' where all claims are right.
    private static func factor(_ method: String, _ holds: Bool) -> Double {
        switch method {
        case "learned", "learned-worst-case": holds ? 1.001 : 9
        case "optimal": holds ? 1 : 2
        case "chebyshev": holds ? 1.01 : 30
        case "conjugate-gradients": holds ? 1 : 3
        default: 4
        }
    }

    /// The table of a training: how the losses fell.
    static var training: [String: Table] {
        var history = Table(columns: ["problem", "layers", "update", "loss"])
        for problem in problems {
            for layers in depths {
                let least = Double(problem.count) * pow(0.5, Double(layers))
                for update in [0, 1, 10, 100] {
                    history.append([problem.id, layers, update, least * (1 + 1 / Double(1 + update))])
                }
            }
        }
        return ["history.csv": history]
    }
}

extension FixtureRun {
    /// The study of learned steps with each seed.
    func addSteps() throws {
        for seed in seeds {
            try add(
                "steps/evaluate/seed-\(seed)",
                tables: MadeUpSteps.evaluation(seed: seed, holds: story == .asInThePaper) { jitter($0, $1) })
        }
    }
}

extension FiguresRun {
    /// The study of learned steps with each seed.
    func addSteps() throws {
        for seed in seeds {
            try add("steps/train/learned/seed-\(seed)", tables: MadeUpSteps.training)
            try add(
                "steps/evaluate/seed-\(seed)",
                tables: MadeUpSteps.evaluation(seed: seed, holds: true) { jitter($0, $1) })
        }
    }
}

extension StudyDescription {
    static let steps = StudyDescription(
        id: "steps", title: "Learned steps", dataStage: nil,
        methods: [
            ("learned", StyleHint("proposed")), ("learned-periodic", .init("proposed", 1)),
            ("learned-worst-case", .init("proposed", 2)), ("optimal", .init("bound")),
            ("constant", .init("baseline")), ("best-constant", .init("baseline", 1)),
            ("chebyshev", .init("alternative")),
            ("conjugate-gradients", .init("classical")), ("nesterov", .init("classical", 1)),
        ].map { id, style in
            Method(
                id: id, label: "\(id) steps", legend: "\(id) steps", style: style, isTrained: id.hasPrefix("learned"),
                trainings: id.hasPrefix("learned") ? "steps/train/\(id)/seed-" : nil,
                evaluations: "steps/evaluate/seed-")
        },
        measures: [Measure(name: "loss", label: "mean squared error", symbol: "$E‖x_T‖_2^2$")], tables: [])
}
