import Foundation
import Report

/// A number of each seed that claims of this study are about.
package enum GaussianQuantity: Sendable {
    /// The error of one network less that of another, in dB, after the last layer.
    case difference(String, minus: String)
    /// The same at a ratio that not every run has: the place in names, "-at-20-db".
    case differenceAt(String, String, minus: String)
    /// The same on signals of another kind, "dense" or "large".
    case differenceOn(String, String, minus: String)
    /// By how much each layer changes the error of a method, in dB.
    case changes(of: String)
    /// What constraints change: the error with them less that without, in dB, of every network.
    case constraint(signals: String, pastDepth: Bool)
    /// The rank correlation of a layer's number with its place.
    case order(Column, of: [String])
    /// The mean over signals of errors in dB less the error of all signals together, of every network.
    case conventions
    /// The share of signals, over all kinds, on which a network under a rule ends farther from the minimum than the
    /// algorithm: of every network.
    case worse(rule: String)
    /// The median gap of a network without safeguard after the last iteration over that of the algorithm.
    case gap(signals: String)

    /// A number that layers have.
    package enum Column: Sendable {
        case step
        case threshold
        case coupling
    }

    /// The numbers, with where they were measured. What a run does not have is left out.
    func numbers(_ run: GaussianRun) -> [GaussianNumbers.Number] {
        switch self {
        case .difference(let one, let other): [difference(run, one, other, "")].compactMap { $0 }
        case .differenceAt(let suffix, let one, let other):
            // A run whose first ratio is this one has it without a place in names.
            [suffix, ""].first { run.has(one + $0) && ($0 == suffix || run.level($0) == 20) }.flatMap { suffix in
                difference(run, one + suffix, other + suffix, run.study.label(of: one))
            }.map { [$0] } ?? []
        case .differenceOn(let signals, let one, let other):
            [difference(run, one, other, "", signals: signals)].compactMap { $0 }
        case .changes(let method):
            run.has(method) ? (1...run.depth(of: method)).map { change(run, method, layer: $0) } : []
        case .constraint(let signals, let pastDepth):
            GaussianRun.networks.compactMap { network in
                difference(
                    run, network + "-constrained", network, run.study.label(of: network), signals: signals,
                    layer: pastDepth ? 3 * run.layers : run.layers)
            }
        case .order(let column, let methods):
            methods.filter(run.has).map { method in
                number(run, method) { evaluation in
                    let all =
                        switch column {
                        case .step: evaluation.steps
                        case .threshold: evaluation.thresholds
                        case .coupling: evaluation.coupling
                        }
                    return Self.rankCorrelation(all)
                }
            }
        case .conventions:
            GaussianRun.networks.filter(run.has).map { method in
                number(run, method) { evaluation in
                    guard let curve = evaluation.curves[GaussianRun.seen], curve.error.count > run.layers else {
                        return .nan
                    }
                    return curve.meanError[run.layers] - curve.error[run.layers]
                }
            }
        case .worse(let rule):
            GaussianRun.networks.filter(run.has).map { method in
                number(run, method) { evaluation in
                    let runs = evaluation.guarded.filter { $0.rule == rule }
                    return runs.isEmpty ? .nan : runs.reduce(0) { $0 + ($1.worse.last ?? .nan) }
                }
            }
        case .gap(let signals):
            GaussianRun.networks.filter(run.has).map { method in
                number(run, method) { evaluation in
                    func last(_ rule: String) -> Double {
                        evaluation.guarded.first { $0.signals == signals && $0.rule == rule }?.median.last ?? .nan
                    }
                    // A network that runs away has no gap that could be written down; what counts is that it is large.
                    return min(last("none") / last("algorithm"), 1e12)
                }
            }
        }
    }

    private func number(
        _ run: GaussianRun, _ method: String, _ value: (GaussianRun.Evaluation) -> Double
    ) -> GaussianNumbers.Number {
        let seeds = run.seeds([method])
        return .init(
            run.study.label(of: method), methods: [method], seeds: seeds,
            draws: run.study.draws(of: method, seeds: seeds), run.values(method, seeds, value))
    }

    private func change(_ run: GaussianRun, _ method: String, layer: Int) -> GaussianNumbers.Number {
        let seeds = run.seeds([method])
        let errors = [layer, layer - 1].map { run.errors(method, seeds, layer: $0) }
        return .init(
            "layer \(layer)", methods: [method], seeds: seeds, draws: run.study.draws(of: method, seeds: seeds),
            zip(errors[0], errors[1]).map { $0 - $1 })
    }

    private func difference(
        _ run: GaussianRun, _ one: String, _ other: String, _ place: String, signals: String = GaussianRun.seen,
        layer: Int? = nil
    ) -> GaussianNumbers.Number? {
        guard run.has(one), run.has(other) else { return nil }
        let seeds = run.seeds([one, other])
        // Two networks that run away have no difference that could be told.
        let errors = [one, other].map { method in
            run.errors(method, seeds, signals: signals, layer: layer).map {
                min($0, GaussianRun.largestError)
            }
        }
        return .init(
            place, methods: [one, other], seeds: seeds, draws: run.study.draws(of: one, seeds: seeds),
            zip(errors[0], errors[1]).map { $0 - $1 })
    }

    /// Spearman's, of values with their places; NaN where a value is none or all are equal.
    static func rankCorrelation(_ values: [Double]) -> Double {
        guard values.count > 1, values.allSatisfy(\.isFinite) else { return .nan }
        let centre = Double(values.count - 1) / 2
        let ranks = values.map { value in
            Double(values.filter { $0 < value }.count) + Double(values.filter { $0 == value }.count - 1) / 2 - centre
        }
        let places = values.indices.map { Double($0) - centre }
        let spread = ranks.reduce(0) { $0 + $1 * $1 } * places.reduce(0) { $0 + $1 * $1 }
        return spread > 0 ? zip(ranks, places).reduce(0) { $0 + $1.0 * $1.1 } / spread.squareRoot() : .nan
    }
}
