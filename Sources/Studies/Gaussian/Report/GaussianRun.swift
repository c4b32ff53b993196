import Foundation
import Report
import Stages

/// The tables of the study of Gaussian measurements, of all methods and seeds that were evaluated.
struct GaussianRun {
    /// Errors in dB of one method with one seed for one kind of signals, layer by layer from y_0 on and beyond the last.
    struct Curve {
        var error: [Double] = []
        var meanError: [Double] = []
        var worst: [Double] = []
    }

    /// A network as it was evaluated with one seed.
    struct Evaluation {
        /// By kind of signals: "seen", "dense", "large".
        var curves: [String: Curve]
        /// NaN where a network has none.
        var steps: [Double] = []
        var thresholds: [Double] = []
        var coupling: [Double] = []
        var guarded: [Guarded] = []
        /// L, of a method from outside.
        var layers: Int?
    }

    /// What iterations under a rule came to for one kind of signals.
    struct Guarded {
        var signals: String
        /// "none", "residual", "companion", or "algorithm" itself.
        var rule: String
        /// (f − f*)/(f(0) − f*), from y_0 on.
        var median: [Double] = []
        var worst: [Double] = []
        /// NaN at y_0.
        var accepted: [Double] = []
        /// Signals on which the algorithm is nearer to the minimum.
        var worse: [Double] = []
    }

    static let seen = "seen"
    /// The networks that learn numbers alone, and those that learn matrices, as figures list them.
    static let scalars = ["fixed-pair", "learned-steps", "learned-thresholds", "learned-both", "alista", "tista"]
    static let matrices = [
        "lista", "lista-tied", "lista-cp", "lista-cp-tied", "lista-cpss", "lista-cpss-tied", "tilista",
    ]
    static let classical = ["ista", "fista", "amp", "oamp"]
    /// Those that learn a step, or a threshold, for each layer, and no matrix.
    static let stepsByLayer = ["learned-steps", "learned-both", "alista"]
    static let thresholdsByLayer = ["learned-thresholds", "learned-both", "alista"]
    /// Errors in dB above it cannot be told apart: the network has run away.
    static let largestError = 100.0
    static var networks: [String] { scalars + matrices }

    /// The signal-to-noise ratios in dB, as their place in names, the first one's empty: "", "-at-20-db".
    let suffixes: [String]
    let study: StudyReader
    /// L of the networks.
    let layers: Int
    private let evaluations: [String: [Int: Evaluation]]

    /// Throws `RunReaderError`, `TableError`.
    init(_ study: StudyReader) throws {
        self.study = study
        suffixes = study.description.methods.filter { $0.id.hasPrefix("ista") && $0.origin == nil }.map {
            String($0.id.dropFirst(4))
        }
        let further = suffixes.filter { !$0.isEmpty }
        var all: [String: [Int: Evaluation]] = [:]
        for method in study.finished {
            let isFirst = !further.contains(where: method.id.hasSuffix)
            for seed in study.seeds(of: method.id) {
                all[method.id, default: [:]][seed] = try Self.evaluation(study, method, seed, isFirst: isFirst)
            }
        }
        evaluations = all
        let networks = study.description.methods.filter { $0.isTrained && all[$0.id] != nil }
        guard let depth = networks.compactMap(\.layers).min() else { throw study.missing(Self.networks[0]) }
        layers = depth
    }

    /// The seeds of some methods in common; none where one is not there.
    func seeds(_ methods: [String]) -> [Int] { (try? study.seeds(ofAll: methods)) ?? [] }

    /// Whether the run has a method.
    func has(_ method: String) -> Bool { evaluations[method] != nil }

    /// The methods from outside that were measured.
    var externals: [String] { study.externals.filter(has) }

    /// L of a method: the networks', unless it was made elsewhere with a depth of its own.
    func depth(of method: String) -> Int {
        evaluations[method]?.values.compactMap(\.layers).max() ?? layers
    }

    /// A number of each of some seeds.
    func values(_ method: String, _ seeds: [Int], _ number: (Evaluation) -> Double) -> [Double] {
        seeds.map { evaluations[method]?[$0].map(number) ?? .nan }
    }

    /// The error in dB after a layer, the last one for nil.
    func errors(
        _ method: String, _ seeds: [Int], signals: String = seen, layer: Int? = nil,
        _ column: KeyPath<Curve, [Double]> = \.error
    ) -> [Double] {
        values(method, seeds) { evaluation in
            let values = evaluation.curves[signals]?[keyPath: column] ?? []
            let place = layer ?? evaluation.layers ?? layers
            return values.indices.contains(place) ? values[place] : .nan
        }
    }

    /// The mean over a method's own seeds of a list by layer.
    func means(_ method: String, _ list: (Evaluation) -> [Double]) -> [Double] {
        let lists = seeds([method]).compactMap { evaluations[method]?[$0].map(list) }
        return (0..<(lists.map(\.count).min() ?? 0)).map { place in Moments.mean(lists.map { $0[place] }) }
    }

    /// Errors in dB by layer, means over the seeds.
    func curve(_ method: String, signals: String = seen, _ column: KeyPath<Curve, [Double]> = \.error) -> [Double] {
        means(method) { $0.curves[signals]?[keyPath: column] ?? [] }
    }

    /// The runs under a rule with each seed of a method.
    func guarded(_ method: String, signals: String, rule: String) -> [Guarded] {
        seeds([method]).compactMap { seed in
            evaluations[method]?[seed]?.guarded.first { $0.signals == signals && $0.rule == rule }
        }
    }

    /// Whether the problem and the noise are those of published comparisons.
    func isPublic(_ suffix: String, decibels: Double) -> Bool {
        let settings = study.run.manifest.settings
        guard settings["gaussian.rows"] == .int(250), settings["gaussian.columns"] == .int(500), layers == 16,
            let level = level(suffix)
        else { return false }
        return decibels >= 200 ? level >= 200 : level == decibels
    }

    /// A ratio in dB, by its place in names.
    func level(_ suffix: String) -> Double? {
        let levels = study.run.manifest.settings["gaussian.snr"].map { Self.numbers(in: "\($0)") } ?? []
        guard let place = suffixes.firstIndex(of: suffix), levels.indices.contains(place) else { return nil }
        return levels[place]
    }

    /// "20 dB" of a ratio's place in names; "no noise".
    func words(_ suffix: String) -> String {
        level(suffix).map { $0 >= 200 ? "no noise" : "\(NumberText.setting($0)) dB" } ?? ""
    }

    /// "at 40 dB", "without noise".
    func place(_ suffix: String) -> String {
        let words = words(suffix)
        return words == "no noise" ? "without noise" : "at \(words)"
    }

    private static func numbers(in text: String) -> [Double] {
        text.split { !"0123456789.eE+-".contains($0) }.compactMap { Double($0) }
    }

    /// Algorithms have no parameters, and safeguards are tried at the first ratio alone.
    private static func evaluation(
        _ study: StudyReader, _ method: StudyDescription.Method, _ seed: Int, isFirst: Bool
    ) throws -> Evaluation {
        let table = try study.table("layers.csv", of: method.id, seed: seed)
        var curves: [String: Curve] = [:]
        let (error, mean) = (try table.doubles("error"), try table.doubles("mean_error"))
        let worst = try table.doubles("worst")
        for (row, kind) in try table.strings("signals").enumerated() {
            curves[kind, default: Curve()].error.append(error[row])
            curves[kind]?.meanError.append(mean[row])
            curves[kind]?.worst.append(worst[row])
        }
        guard method.isTrained else {
            guard method.origin != nil else { return Evaluation(curves: curves) }
            let summary = try study.table("summary.csv", of: method.id, seed: seed)
            return Evaluation(curves: curves, layers: Int(exactly: try summary.number("layers")))
        }
        let parameters = try study.table("parameters.csv", of: method.id, seed: seed)
        return Evaluation(
            curves: curves, steps: try parameters.doubles("step"), thresholds: try parameters.doubles("threshold"),
            coupling: try parameters.doubles("coupling"),
            guarded: isFirst ? try guarded(study.table("safeguard.csv", of: method.id, seed: seed)) : [])
    }

    private static func guarded(_ table: Table) throws -> [Guarded] {
        let (signals, rules) = (try table.strings("signals"), try table.strings("rule"))
        let (median, worst) = (try table.doubles("median"), try table.doubles("worst"))
        let (accepted, worse) = (try table.doubles("accepted"), try table.doubles("worse"))
        var all: [Guarded] = []
        for row in signals.indices {
            if all.last?.signals != signals[row] || all.last?.rule != rules[row] {
                all.append(Guarded(signals: signals[row], rule: rules[row]))
            }
            let place = all.count - 1
            all[place].median.append(median[row])
            all[place].worst.append(worst[row])
            all[place].accepted.append(accepted[row])
            all[place].worse.append(worse[row])
        }
        return all
    }
}
