import Foundation
import Stages

/// Tables of the study of loss landscapes: trainings on 4 to 32 samples in 100 steps, of which that on 8 is looked at.
enum MadeUpLandscape {
    static let methods = ["smooth", "smooth-gentle", "soft", "dense", "dense-shallow"]
    static let samples = [4, 8, 16, 32]

    /// The tables of an evaluation, where `holds` says whether all claims are right. `jitter` is a number in (−1, 1) of two
    /// others.
    static func evaluation(
        _ method: String, seed: Int, holds: Bool, jitter: (Int, Int) -> Double
    ) -> [String: Table] {
        let place = methods.firstIndex(of: method) ?? 0
        func noisy(_ value: Double, _ salt: Int) -> Double { value * (1 + 1e-3 * jitter(seed, 100 * place + salt)) }
        var summary = Table(columns: ["name", "value"])
        for (name, value) in [("layers", 5), ("outputs", 20), ("shown", 8), ("steps", 100)] {
            summary.append([name, value])
        }
        return [
            "path.csv": path(noisy), "spectra.csv": spectra(method, holds, noisy),
            "ends.csv": ends(method, holds, noisy), "summary.csv": summary,
        ]
    }

    private static func path(_ noisy: (Double, Int) -> Double) -> Table {
        var table = Table(columns: ["samples", "step", "loss", "ratio"])
        for n in samples {
            for step in stride(from: 0, through: 100, by: 10) {
                let ratio = step == 0 ? 10.0 : noisy(1, step)
                table.append([n, step, noisy(0.5 * exp(-0.05 * Double(step)), step), step < 100 ? ratio : nil])
            }
        }
        return table
    }

    private static func spectra(_ method: String, _ holds: Bool, _ noisy: (Double, Int) -> Double) -> Table {
        var table = Table(columns: ["samples", "step", "smallest", "largest", "deficiency", "dead", "ratio"])
        let dead = method == "soft" ? 3 : 0
        for (n, step) in [(4, 0), (4, 100), (8, 0), (8, 50), (8, 100), (16, 0), (16, 100)] {
            let smallest = noisy(holds ? 1e-3 : 1e-10, step + n)
            table.append([
                n, step, smallest, noisy(1e3, step), holds ? dead : dead + 2, dead, smallest * (holds ? 2 : 0.5),
            ])
        }
        return table
    }

    private static func ends(_ method: String, _ holds: Bool, _ noisy: (Double, Int) -> Double) -> Table {
        var table = Table(columns: [
            "samples", "parameters", "outputs", "rate", "steps", "loss_first", "loss_last", "ratio_least",
            "over_prediction", "short", "rising", "test_first", "test_last", "moved", "start", "residual_first",
        ])
        let isDense = method.hasPrefix("dense")
        // The samples up to which the training loss is that of interpolation.
        let most = isDense == holds ? 4 : 16
        for n in samples {
            let last = n <= (isDense || holds ? most : 4) ? 5e-5 : 0.05
            let least = (method == "soft") == holds ? 1e-8 : 0.01
            table.append([
                n, 3100, 20 * n, holds ? 0.02 : 1e8, 100, 0.5, noisy(last, n), noisy(least, n),
                noisy(holds ? 0.5 : 3, n), 0.1, 0.05, noisy(0.5, 50 + n), noisy(holds ? 1.5 * last : 0.9, n), 1, 9, 3,
            ])
        }
        return table
    }
}

extension FixtureRun {
    /// The study of loss landscapes with each seed.
    func addLandscape() throws {
        for seed in seeds {
            for method in MadeUpLandscape.methods {
                try add(
                    "landscape/evaluate/\(method)/seed-\(seed)",
                    tables: MadeUpLandscape.evaluation(method, seed: seed, holds: story == .asInThePaper) {
                        jitter($0, $1)
                    })
            }
        }
    }
}

extension FiguresRun {
    /// The study of loss landscapes with each seed.
    func addLandscape() throws {
        for seed in seeds {
            for method in MadeUpLandscape.methods {
                try add(
                    "landscape/evaluate/\(method)/seed-\(seed)",
                    tables: MadeUpLandscape.evaluation(method, seed: seed, holds: true) { jitter($0, $1) })
            }
        }
    }
}

extension StudyDescription {
    static let landscape = StudyDescription(
        id: "landscape", title: "Loss landscapes", dataStage: nil,
        methods: [
            ("smooth", StyleHint("proposed")), ("smooth-gentle", .init("proposed", 1)), ("soft", .init("proposed", 2)),
            ("dense", .init("baseline")), ("dense-shallow", .init("baseline", 1)),
        ].map { id, style in
            Method(
                id: id, label: id, legend: "\(id) network", style: style, isTrained: false,
                evaluations: "landscape/evaluate/\(id)/seed-")
        },
        measures: [Measure(name: "loss", label: "training loss over that of answering 0", symbol: "L")], tables: [])
}
