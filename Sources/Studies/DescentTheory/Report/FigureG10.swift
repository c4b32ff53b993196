import Foundation
import Plotting
import Report

/// Corollary 1: slacks under a shift, and what bounds them.
package enum FigureG10: ReportFigure {
    package static let (id, number, title) = ("figure-g10", "Figure G10", "Corollary 1: slacks of shifted signals")
    package static let needs = ["study/theory", "theory/distance/", "theory/evaluate/"]

    /// Slacks of two networks by layer, and the bounds. Throws `RunReaderError`, `TableError`, `PlottingError`.
    package static func draw(run: RunReader, into folder: URL) throws -> FigureCard {
        var sources = FigureSources(try run.study("theory"))
        let theory = try TheoryRun(sources.study)
        let networks = [TheoryRun.gradient, TheoryRun.standard]
        try theory.use(networks, in: &sources)
        let levels = theory.distances[0].map(\.level)
        let shift = Axis("Shift $p$", scale: .logarithmic)
        let panels =
            try networks.map { network in
                Panel(
                    network == TheoryRun.gradient ? "Constrained, (CI)" : "Standard", x: shift,
                    y: Axis("Slack $s_ℓ$", scale: .symmetric(exponent: -1)),
                    marks: try slackMarks(theory, network, levels))
            } + [
                Panel(
                    "Bounds, (CI)", x: shift, y: Axis("Slack", scale: .logarithmic),
                    marks: try boundMarks(theory, levels))
            ]
        let functions = Set(theory.distances.joined().map(\.function)).sorted()
        let figure = Figure(
            id: id,
            summary:
                "Three panels over the size of a shift. Slacks by layer of the constrained network start below zero and rise above it; some of "
                + "the unconstrained one are above zero from the start; the printed bound is far above both, and the provable one farther.",
            aspect: 0.95, panels: panels)
        let caption =
            "Signals *x* + *n*, *n* ~ N(0, *p*^{2}*I*): *s*_{ℓ} = *E*[‖*G*(*y*_{ℓ})‖ − (1 − *ε*)‖*G*(*y*_{ℓ−1})‖], a thin line a layer and the largest "
            + "of them"
            + (theory.seeds.count > 1 ? ", means over \(CaptionText.seeds([theory.seeds.count]))" : ", one seed")
            + ". Band: the right side of (11), *ζ* + 2‖*D*‖*d*, from the lower to the upper end of the distance *W*_{1}. From above it is *E*‖*n*‖; from "
            + "below it is shown by functions of slope 1 (\(CaptionText.list(functions))). (c) The same bound, and what can be proved, where outputs "
            + "move with *x*: *ζ* + (*M*_{ℓ} + (1 − *ε*)*M*_{ℓ−1})*d* with *M*_{ℓ} from norms of the weights, and a jump for negative thresholds, at which "
            + "(15) is not continuous; and with slopes that were met at test signals, which proves nothing. The largest over layers is shown; a slack "
            + "of 0 or below has no place on this axis."
        return try write(
            figure, caption: caption, departures: TheoryDepartures.sentences(sources.study), sources: sources,
            into: folder)
    }

    private static func band(_ run: TheoryRun, _ network: String, _ levels: [Double]) throws -> Mark {
        func mean(_ end: DistanceEnd) throws -> [Double] {
            let all = try run.seeds.map { try run.corollary(network, $0, end) }
            return levels.indices.map { level in Moments.mean(all.map { $0[level] }) }
        }
        return .band(
            x: levels, lower: try mean(.lower), upper: try mean(.upper), series: "printed",
            style: Theme.style(role: "ablation", name: "(11) as printed, $W_1$ bracketed"))
    }

    /// The largest slack at each level.
    private static func largest(_ run: TheoryRun, _ network: String, _ levels: [Double]) -> [Double] {
        let all = run.seeds.map { run.largestSlacks(network, $0) }
        return levels.indices.map { level in
            Moments.mean(all.map { $0.indices.contains(level) ? $0[level] : .nan })
        }
    }

    private static func slackMarks(_ run: TheoryRun, _ network: String, _ levels: [Double]) throws -> [Mark] {
        let style = run.study.style(of: network)
        let all = run.seeds.map { run.shifts(network, $0) }
        let layers = 1..<max(2, all.joined().map(\.slack.count).min() ?? 0)
        let lines = layers.map { layer in
            Mark.line(
                x: levels,
                y: levels.indices.map { level in
                    Moments.mean(all.map { $0.indices.contains(level) ? $0[level].slack[layer] : .nan })
                }, series: "layer \(layer)",
                style: style.variant(name: "", dash: .solid, marker: MethodStyle.Marker.none, weight: .hair))
        }
        return [try band(run, network, levels)] + lines + [
            .line(
                x: levels, y: largest(run, network, levels), series: network,
                style: style.variant(name: network == TheoryRun.gradient ? "Largest, (CI)" : "Largest, standard"))
        ] + [.horizontal(at: 0, label: "0", series: "zero", style: Theme.style(role: "trivial", variant: 1, name: ""))]
    }

    private static func boundMarks(_ run: TheoryRun, _ levels: [Double]) throws -> [Mark] {
        let network = TheoryRun.gradient
        /// The largest right side over layers.
        func bound(_ constants: KeyPath<TheoryRun.Slopes, [Double]>, hasJumps: Bool) throws -> [Double] {
            let seeds = try run.seeds.enumerated().map { place, seed -> [Double] in
                let (slopes, zeta) = (try run.slopes(network, seed), try run.zeta(network, seed))
                let jumps = hasJumps ? slopes.jump : slopes.jump.map { _ in 0 }
                return run.distances[place].map { distance in
                    zeta + (run.rises(slopes[keyPath: constants], jumps: jumps, distance: distance.upper).max() ?? .nan)
                }
            }
            return levels.indices.map { level in Moments.mean(seeds.map { $0[level] }) }
        }
        let none = MethodStyle.Marker.none
        let bounds: [(values: [Double], series: String, style: MethodStyle)] = [
            (
                try bound(\.bound, hasJumps: true), "provable",
                Theme.style(role: "bound", name: "As it can be proved, by weights")
            ),
            (
                try bound(\.largest, hasJumps: false), "met",
                Theme.style(role: "alternative", variant: 1, name: "With slopes that were met").variant(marker: none)
            ),
        ]
        return [try band(run, network, levels)]
            + bounds.filter { $0.values.contains(where: \.isFinite) }.map {
                .line(x: levels, y: $0.values, series: $0.series, style: $0.style)
            } + [
                .line(
                    x: levels, y: largest(run, network, levels), series: network,
                    style: run.study.style(of: network).variant(name: "Largest, (CI)")),
                .line(
                    x: levels, y: largest(run, TheoryRun.standard, levels), series: TheoryRun.standard,
                    style: run.study.style(of: TheoryRun.standard).variant(name: "Largest, standard")),
            ]
    }
}
