import Foundation
import Stages

/// Tables of the study of generalisation: three kinds of networks at three depths and four training sets, two with a certificate,
/// four whose layers contract.
enum MadeUpGeneralisation {
    static let kinds = ["lista-cp", "lista-cp-tied", "alista"]
    static let depths = [1, 4, 16]
    static let sizes = [64, 256, 1_024, 4_096]
    static let certified = ["alista-certified", "tista-certified"]
    static let products = [1, 0.1, 0.01, 0.001]
    static let methods =
        kinds.flatMap { kind in depths.map { "\(kind)-\($0)" } } + certified
        + products.indices.map { "contractive-\($0 + 1)" }

    /// The tables of an evaluation, where `holds` says whether all claims are right. `jitter` is a number in (−1, 1) of two
    /// others.
    static func evaluation(
        _ method: String, seed: Int, holds: Bool, jitter: (Int, Int) -> Double
    ) -> [String: Table] {
        let place = methods.firstIndex(of: method) ?? 0
        func noisy(_ value: Double, _ salt: Int) -> Double { value * (1 + 1e-3 * jitter(seed, 100 * place + salt)) }
        var tables = ["cells.csv": cells(method, holds, noisy)]
        var summary = Table(columns: ["name", "value"])
        for (name, value) in [("layers", 16.0), ("parameters", 32), ("start", 0.5), ("endless", 0.02)] {
            summary.append([name, value])
        }
        tables["summary.csv"] = summary
        if certified.contains(method) { tables["certificates.csv"] = certificates(holds, noisy) }
        return tables
    }

    private static func cells(_ method: String, _ holds: Bool, _ noisy: (Double, Int) -> Double) -> Table {
        var table = Table(columns: [
            "samples", "parameters", "train", "test", "endless_train", "endless_test", "early_train", "early_test",
            "slope_product", "norm_product", "loss_slope", "reach", "radius", "printed", "printed_norms", "net", "bits",
            "quantised_train", "quantised_test", "occam", "deviation", "divergence", "bayes", "held_out",
        ])
        let depth = method.split(separator: "-").last.flatMap { Double($0) } ?? 16
        let isCertified = certified.contains(method)
        let product = method.hasPrefix("contractive") ? products[Int(depth) - 1] : 10 * depth
        let own = isCertified ? [1_000, 10_000] : method.hasPrefix("contractive") ? [1_024] : sizes
        for (place, n) in own.enumerated() {
            // What the book says: as ∏L, as √(T/n), and ties take √T away; or the opposite of it.
            var gap = 0.5 * pow(Double(n) / 64, holds ? -0.5 : -1.2)
            if method.hasPrefix("contractive") {
                gap = holds ? 0.2 * product : 0.01
            } else if method.hasPrefix("lista-cp-tied") {
                gap *= holds ? pow(depth, -0.5) : 1 / depth.squareRoot()
            } else {
                gap *= holds ? 1 : pow(depth, -0.5)
            }
            if holds, method.hasPrefix("lista-cp") { gap *= pow(depth, 0.3) / 2.5 }
            let printed = holds ? 20 : 0.2
            table.append([
                n, 32, 0.02, 0.02 + noisy(gap, place), 0.03, 0.03, 0.02, 0.02 + noisy(gap / 2, place),
                noisy(product, 30),
                method.hasPrefix("contractive") ? product : 2 * product, 1, 5, 2, noisy(printed, place),
                noisy(2 * printed, place),
                noisy(2, place), 6, 0.02, 0.03, noisy((holds ? 3 : 30) / Double(n).squareRoot(), place), 0.03, 90,
                noisy(4 / Double(n).squareRoot(), place), 0.02,
            ])
        }
        return table
    }

    private static func certificates(_ holds: Bool, _ noisy: (Double, Int) -> Double) -> Table {
        var table = Table(columns: [
            "samples", "error", "train", "held_out", "certificate", "divergence", "deviation", "draws",
            "quantised_train", "quantised_held_out", "quantised_certificate", "signals",
        ])
        for (place, n) in [1_000, 10_000].enumerated() {
            for (salt, error) in [-10, -20, -30].enumerated() {
                let share = [0.002, 0.03, 0.2][salt]
                // Neither kept nor tight where the claims do not hold.
                let bound = holds ? share + 0.1 : error == -20 ? share / 2 : share + 0.4
                table.append([
                    n, error, share, noisy(share, 10 * place + salt), noisy(bound, 10 * place + salt + 5), 90, 0.03,
                    5_000, share, share, noisy(bound, 50 + salt), 4_000,
                ])
            }
        }
        return table
    }
}

extension FixtureRun {
    /// The study of generalisation with each seed.
    func addGeneralisation() throws {
        for seed in seeds {
            for method in MadeUpGeneralisation.methods {
                try add(
                    "generalisation/evaluate/\(method)/seed-\(seed)",
                    tables: MadeUpGeneralisation.evaluation(method, seed: seed, holds: story == .asInThePaper) {
                        jitter($0, $1)
                    })
            }
        }
    }
}

extension FiguresRun {
    /// The study of generalisation with each seed.
    func addGeneralisation() throws {
        for seed in seeds {
            for method in MadeUpGeneralisation.methods {
                try add(
                    "generalisation/evaluate/\(method)/seed-\(seed)",
                    tables: MadeUpGeneralisation.evaluation(method, seed: seed, holds: true) { jitter($0, $1) })
            }
        }
    }
}

extension StudyDescription {
    static let generalisation = StudyDescription(
        id: "generalisation", title: "Generalisation", dataStage: nil,
        methods: MadeUpGeneralisation.methods.enumerated().map { place, id in
            Method(
                id: id, label: id, legend: id, style: .init("network", place), isTrained: true,
                evaluations: "generalisation/evaluate/\(id)/seed-")
        },
        measures: [Measure(name: "loss", label: "clipped error", symbol: "$ℓ$")], tables: [])
}
