import Foundation
import Stages

/// Tables of the study of convergent unrolling: networks of 10 layers, 24 iterations.
enum MadeUpConvergent {
    static let methods = [
        "free", "lipschitz", "firm", "contractive", "frame", "soft", "free-untied", "contractive-untied", "free-tail",
    ]
    private static let (layers, last) = (10, 24)

    /// The tables of an evaluation, where `holds` says whether all claims are right. `jitter` is a number in (−1, 1) of two
    /// others.
    static func evaluation(
        _ method: String, seed: Int, holds: Bool, jitter: (Int, Int) -> Double
    ) -> [String: Table] {
        let place = methods.firstIndex(of: method.replacing("-descent", with: "")) ?? 0
        func noisy(_ value: Double, _ salt: Int) -> Double { value * (1 + 1e-3 * jitter(seed, 100 * place + salt)) }
        let all = [
            "iterations.csv": iterations(method, holds, noisy), "summary.csv": summary(method, holds, noisy),
            "jacobians.csv": jacobians(method, holds, noisy), "norms.csv": norms(method, holds, noisy),
            "shifts.csv": shifts(noisy),
        ]
        return all.filter { $0.value.rowCount > 0 }
    }

    private static func iterations(_ method: String, _ holds: Bool, _ noisy: (Double, Int) -> Double) -> Table {
        var table = Table(columns: [
            "run", "iteration", "nmse", "nmse_worst", "residual_median", "residual_worst", "distance_median",
            "distance_worst", "size_worst",
        ])
        let runs = ["trained", "random"] + (method.hasSuffix("untied") ? ["cycle"] : [])
        for run in runs {
            for k in 0...last {
                let late = Double(max(0, k - layers)) / Double(last - layers)
                let isFree = method == "free"
                // The free network is better after its layers, and worse long after, where the claims hold.
                let base = isFree ? 0.2 : holds ? 0.3 : 0.8
                let nmse = isFree ? base * pow(holds ? 25 : 0.75, late) : base
                let grows = isFree ? holds : false
                var residual = (k > layers ? pow(grows ? 1.2 : 0.8, Double(k - layers)) : 1) / Double(max(k, 1))
                if run == "cycle" { residual = k > 14 && holds ? 1e-4 : 0.5 }
                let distance = pow(0.8, Double(k))
                table.append([
                    run, k, k == 0 ? 1 : noisy(nmse, k), noisy(2 * nmse, k),
                    k == 0 ? nil : noisy(residual / 2, k), k == 0 ? nil : noisy(residual, k), distance / 2, distance,
                    noisy(1, k),
                ])
            }
        }
        return table
    }

    private static func summary(_ method: String, _ holds: Bool, _ noisy: (Double, Int) -> Double) -> Table {
        var table = Table(columns: ["name", "value"])
        table.append(["layers", layers])
        table.append(["parameters", 100])
        for (place, run) in ["trained", "random", "cycle"].enumerated() {
            table.append(["\(run)_growth", noisy(holds ? 0.98 : 1.2, place)])
            table.append(["\(run)_size", noisy(method == "free" && holds ? 1e8 : 3, place)])
            table.append(["\(run)_size_over_bound", noisy(holds ? 0.3 : 1.5, place)])
            table.append(["\(run)_distance_over_bound", noisy(holds ? 0.9 : 1.4, place)])
        }
        return table
    }

    private static func jacobians(_ method: String, _ holds: Bool, _ noisy: (Double, Int) -> Double) -> Table {
        var table = Table(columns: ["scene", "layer", "trace", "square", "norm"])
        guard method != "free-tail" else { return table }
        for scene in 0..<3 {
            table.append([
                scene, layers, noisy(0.5 + 0.1 * Double(scene), scene), noisy(holds ? 0.35 : 0.9, scene),
                noisy(1.1, scene),
            ])
        }
        return table
    }

    private static func norms(_ method: String, _ holds: Bool, _ noisy: (Double, Int) -> Double) -> Table {
        var table = Table(columns: ["weights", "layer", "convolution", "exact", "reshaped"])
        guard !["soft", "free-tail"].contains(method) else { return table }
        for weights in ["trained", "random"] {
            for convolution in 1...(method == "frame" ? 1 : 3) {
                table.append([weights, 1, convolution, noisy(holds ? 1.6 : 1.01, convolution), 1])
            }
        }
        return table
    }

    private static func shifts(_ noisy: (Double, Int) -> Double) -> Table {
        var table = Table(columns: [
            "noise", "nmse_trained_depth", "nmse_last", "residual_trained_depth", "residual_last",
        ])
        for (place, noise) in [15, 35].enumerated() {
            table.append([noise, noisy(0.3, place), noisy(0.4, place), noisy(0.1, place), noisy(0.01, place)])
        }
        return table
    }
}

extension FixtureRun {
    /// The study of convergent unrolling with each seed.
    func addConvergent() throws {
        for seed in seeds {
            for method in MadeUpConvergent.methods + (seed == seeds.first ? ["firm-descent"] : []) {
                try add(
                    "convergent/evaluate/\(method)/seed-\(seed)",
                    tables: MadeUpConvergent.evaluation(method, seed: seed, holds: story == .asInThePaper) {
                        jitter($0, $1)
                    })
            }
        }
    }
}

extension FiguresRun {
    /// The study of convergent unrolling with each seed.
    func addConvergent() throws {
        for seed in seeds {
            for method in MadeUpConvergent.methods {
                try add(
                    "convergent/evaluate/\(method)/seed-\(seed)",
                    tables: MadeUpConvergent.evaluation(method, seed: seed, holds: true) { jitter($0, $1) })
            }
        }
    }
}

extension StudyDescription {
    static let convergent = StudyDescription(
        id: "convergent", title: "Convergent unrolling", dataStage: nil,
        methods: [
            ("free", StyleHint("baseline")), ("lipschitz", .init("proposed", 1)), ("firm", .init("proposed")),
            ("contractive", .init("proposed", 2)), ("frame", .init("classical", 2)), ("soft", .init("classical")),
            ("free-untied", .init("baseline", 2)), ("contractive-untied", .init("proposed", 3)),
            ("free-tail", .init("alternative")), ("firm-descent", .init("ablation")),
        ].map { id, style in
            Method(
                id: id, label: id, legend: "\(id) network", style: style, isTrained: false,
                evaluations: "convergent/evaluate/\(id)/seed-")
        },
        measures: [Measure(name: "nmse", label: "squared error over that of zero", symbol: "NMSE")], tables: [])
}
