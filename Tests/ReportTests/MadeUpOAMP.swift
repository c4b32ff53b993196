import Foundation
import Stages

/// Tables of the study of unrolled message passing: 10 layers, 64 and 4096 scenes, run on to layer 14.
enum MadeUpOAMP {
    static let (few, many, layers, depth) = (64, 4096, 10, 14)
    static let operators = ["", "-fourier", "-ill-conditioned", "-kronecker"]
    static let networks =
        ["untied", "unet"].flatMap { name in [few, many].map { "\(name)-\($0)" } }
        + ["tied", "scalars", "unet-adjoint", "unet-small", "untied-fourier", "unet-fourier", "untied-kronecker"]
        .map { "\($0)-\(many)" } + ["unet-kronecker-\(many)", "tied-penalty-0.1-\(many)", "tied-penalty-1-\(many)"]
        + [
            "alista-\(many)", "tied-descent-\(many)", "denoisers-\(few)", "denoisers-\(many)",
            "denoisers-joint-\(many)",
        ]
        + ["untied", "unet"].flatMap { name in ["matched", "varied"].map { "\(name)-\($0)-\(many)" } }
    static let references =
        operators.flatMap { kind in ["bernoulli-gauss", "uncorrected", "lmmse", "oracle"].map { $0 + kind } }
        + ["soft", "schedule", "adjoint", "bernoulli-gauss-independent", "alista-safeguarded-\(many)"]
    static let methods = networks + references + ["checkpoints"]

    /// The tables of an evaluation, where `holds` says whether all claims are right. `jitter` is a number in (−1, 1) of two
    /// others.
    static func evaluation(
        _ method: String, seed: Int, holds: Bool, jitter: (Int, Int) -> Double
    ) -> [String: Table] {
        let place = methods.firstIndex(of: method) ?? 0
        func noisy(_ value: Double, _ salt: Int) -> Double { value * (1 + 1e-3 * jitter(seed, 100 * place + salt)) }
        guard method != "checkpoints" else { return ["checkpoints.csv": checkpoints(holds, noisy)] }
        var all = ["layers.csv": errors(method, holds, noisy), "summary.csv": summary(method, holds, noisy)]
        let isPassing =
            method.hasPrefix("bernoulli") || method.hasPrefix("uncorrected")
            || method == "untied-\(many)" || method == "tied-\(many)"
        if isPassing {
            all["evolution.csv"] = evolution(method, holds, noisy)
            all["quantiles.csv"] = quantiles(noisy)
            all["sensitivity.csv"] = sensitivity(holds, noisy)
        }
        if method.hasPrefix("alista-safeguarded") { all["safeguard.csv"] = safeguard() }
        if method == "alista-\(many)" { all["sensitivity.csv"] = sensitivity(holds, noisy) }
        if isPassing || isAdapted(method) || method.hasPrefix("unet") || method.hasPrefix("alista") {
            all["mismatch.csv"] = mismatch(method, holds, noisy)
        }
        if method.hasPrefix("denoisers") { all["denoisers.csv"] = denoisers(method, holds, noisy) }
        if method == "bernoulli-gauss" { all["bounds.csv"] = bounds(holds, noisy) }
        return all
    }

    private static func isAdapted(_ method: String) -> Bool { method.contains("matched") || method.contains("varied") }

    private static func summary(_ method: String, _ holds: Bool, _ noisy: (Double, Int) -> Double) -> Table {
        var table = Table(columns: ["name", "value"])
        for (name, value) in [("parameters", 55_250), ("layers", layers)] { table.append([name, value]) }
        if isAdapted(method) { table.append(["trained_error", 0.03]) }
        let isUntied = method.hasPrefix("untied")
        table.append(["outlines", noisy(isUntied ? holds ? -14 : -6 : method.hasPrefix("unet") ? -7 : -12, 30)])
        table.append(["training_loss", 0.1])
        table.append(["test_loss", noisy(isUntied == holds ? 0.12 : 0.2, 31)])
        for name in ["training_algorithm_loss", "test_algorithm_loss"] { table.append([name, 0.05]) }
        return table
    }

    private static func safeguard() -> Table {
        var table = Table(columns: ["layer", "accepted"])
        for layer in 1...layers { table.append([layer, 1 / Double(layer)]) }
        return table
    }

    /// dB after the trained layers.
    private static func final(_ method: String, _ holds: Bool) -> Double {
        let good = ["untied-64": -20.0, "untied-4096": -22, "unet-64": -3, "unet-4096": -8, "soft": -17.5]
        let bad = ["untied-64": -3.0, "untied-4096": -27, "unet-64": -3.5, "unet-4096": -20, "soft": -8]
        if let known = (holds ? good : bad)[method] { return known }
        let isOther = method.contains("fourier") || method.contains("kronecker")
        if method.hasPrefix("untied") { return isOther && !holds ? -5 : -19 }
        if method.hasPrefix("unet") { return isOther && !holds ? -9 : -6 }
        if method.hasPrefix("tied-descent") { return holds ? -20 : -17 }
        if method.hasPrefix("tied-penalty") { return -19 }
        if method.hasPrefix("denoisers-joint") { return holds ? -15 : -21 }
        if method.hasPrefix("denoisers") { return holds ? -17.4 : -19 }
        if method.hasPrefix("bernoulli") { return -17.5 }
        if method == "schedule" { return holds ? 8 : -18 }
        return method.hasPrefix("oracle") ? -24 : -12
    }

    private static func errors(_ method: String, _ holds: Bool, _ noisy: (Double, Int) -> Double) -> Table {
        var table = Table(columns: ["layer", "error", "mean_error", "worst"])
        let last = final(method, holds)
        let isSingle = ["lmmse", "adjoint", "oracle"].contains { method.hasPrefix($0) }
        let isDeep = method.hasPrefix("tied") || method.hasPrefix("bernoulli") || method.hasPrefix("uncorrected")
        let end = isSingle ? 0 : method.hasPrefix("unet") ? 1 : isDeep ? depth : layers
        let grows = method == "tied-\(many)" ? holds : !holds
        for layer in 0...end {
            let share = end < layers ? Double(layer) / Double(max(end, 1)) : min(1, Double(layer) / Double(layers))
            let late = layer > layers && grows ? 0.75 * Double(layer - layers) : 0
            let value = isSingle ? last : last * share + late
            table.append([layer, noisy(value, layer), noisy(value - 1, layer), value + 5])
        }
        return table
    }

    private static func evolution(_ method: String, _ holds: Bool, _ noisy: (Double, Int) -> Double) -> Table {
        var table = Table(columns: [
            "layer", "state", "state_predicted", "point", "point_predicted", "state_ratio", "point_ratio",
            "estimate_ratio", "kurtosis", "correlation", "divergence",
        ])
        let isWrong = method.hasPrefix("uncorrected") || method.contains("kronecker")
        for layer in 1...layers {
            let state = 0.1 * pow(holds ? 0.5 : 1.2, Double(layer))
            table.append([
                layer, noisy(state, layer), state, noisy(2 * state, layer), 2 * state, 0.1,
                noisy(isWrong == holds ? 2 : 0.1, layer), 0.1, noisy(isWrong == holds ? 0.5 : 0.03, layer), 0.01, 0.12,
            ])
        }
        return table
    }

    private static func denoisers(_ method: String, _ holds: Bool, _ noisy: (Double, Int) -> Double) -> Table {
        var table = Table(columns: ["layer", "size", "learned", "bayes"])
        let off = method.hasSuffix("-\(few)") == holds ? 0.5 : 0.1
        for layer in 1...layers {
            for size in [0.0, 2, 4, 8] { table.append([layer, size, size + noisy(off, layer), size]) }
        }
        return table
    }

    private static func quantiles(_ noisy: (Double, Int) -> Double) -> Table {
        var table = Table(columns: ["layer", "normal", "measured"])
        for layer in [1, 3, layers] {
            for place in -4...4 { table.append([layer, Double(place) / 2, noisy(Double(place) / 2, place + 10)]) }
        }
        return table
    }

    private static func mismatch(_ method: String, _ holds: Bool, _ noisy: (Double, Int) -> Double) -> Table {
        var table = Table(columns: ["kind", "place", "share", "error", "change", "worst_change"])
        // The claims say of all these that they lose more than the unrolled network.
        let isUNet = method.hasPrefix("unet") || method.hasPrefix("alista")
        table.append(["none", "data", 0, -18, 0, 0])
        for (salt, share) in [1e-3, 1e-2, 0.03].enumerated() {
            let lost =
                (isUNet == holds ? method.hasPrefix("alista") ? 40 : 60 : 10) * share
                * (isAdapted(method) ? holds ? 0.2 : 0.9 : 1)
            let change = (holds ? share : share * share) * (isUNet == holds ? 1.5 : 1)
            for (kind, place) in [("entries", "data"), ("entries", "network"), ("rows", "data")] {
                table.append([kind, place, share, -18 + noisy(lost, salt), noisy(change, salt), 2 * change])
            }
        }
        return table
    }

    private static func sensitivity(_ holds: Bool, _ noisy: (Double, Int) -> Double) -> Table {
        var table = Table(columns: ["layer", "data", "network", "derivative"])
        for layer in 1...layers {
            let value = holds ? Double(layer) : 1.2
            table.append([layer, value, value, noisy(value, layer)])
        }
        return table
    }

    private static func bounds(_ holds: Bool, _ noisy: (Double, Int) -> Double) -> Table {
        var table = Table(columns: ["layer", "variance", "measured", "spectral", "printed"])
        for layer in 1...layers {
            table.append([layer, 0.1, 1, noisy(holds ? 2 : 0.5, layer), noisy(holds ? 50 : 2, layer)])
        }
        return table
    }

    private static func checkpoints(_ holds: Bool, _ noisy: (Double, Int) -> Double) -> Table {
        var table = Table(columns: ["layers", "every", "bytes", "boundary_bytes", "seconds", "difference"])
        for depth in [5, 10, 20] {
            for every in [1, 3, depth] {
                let boundary = 5e4 * Double((depth + every - 1) / every)
                let bytes = holds ? boundary + 1e6 * Double(every) : 1e6 * Double(depth) / Double(min(every, 2))
                let seconds = every == depth ? 1 : holds ? 1.33 : every == 1 ? 2 : 1.5
                table.append([
                    depth, every, bytes, boundary, noisy(seconds, depth + every), noisy(holds ? 0 : 1e-3, depth),
                ])
            }
        }
        return table
    }
}

extension FixtureRun {
    /// The study of unrolled message passing with each seed.
    func addOAMP() throws {
        for seed in seeds {
            for method in MadeUpOAMP.methods {
                try add(
                    "oamp/evaluate/\(method)/seed-\(seed)",
                    tables: MadeUpOAMP.evaluation(method, seed: seed, holds: story == .asInThePaper) { jitter($0, $1) })
            }
        }
    }
}

extension FiguresRun {
    /// The study of unrolled message passing with each seed.
    func addOAMP() throws {
        for seed in seeds {
            for method in MadeUpOAMP.methods {
                try add(
                    "oamp/evaluate/\(method)/seed-\(seed)",
                    tables: MadeUpOAMP.evaluation(method, seed: seed, holds: true) { jitter($0, $1) })
            }
        }
    }
}

extension StudyDescription {
    static let oamp = StudyDescription(
        id: "oamp", title: "Unrolled message passing", dataStage: nil,
        methods: MadeUpOAMP.methods.enumerated().map { place, id in
            Method(
                id: id, label: id, legend: id, style: .init("own", place), isTrained: MadeUpOAMP.networks.contains(id),
                evaluations: "oamp/evaluate/\(id)/seed-")
        },
        measures: [Measure(name: "nmse", label: "normalised mean squared error", symbol: "NMSE", unit: "dB")],
        tables: [])
}
