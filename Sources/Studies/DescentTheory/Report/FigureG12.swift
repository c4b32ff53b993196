import Foundation
import Plotting
import Report

/// How much of what Corollary 1 allows is used.
package enum FigureG12: ReportFigure {
    package static let (id, number, title) = ("figure-g12", "Figure G12", "Corollary 1: slack over bound")
    package static let needs = ["study/theory", "theory/distance/", "theory/evaluate/"]

    /// A panel for each end of the distance. Throws `RunReaderError`, `TableError`, `PlottingError`.
    package static func draw(run: RunReader, into folder: URL) throws -> FigureCard {
        var sources = FigureSources(try run.study("theory"))
        let theory = try TheoryRun(sources.study)
        try theory.use([TheoryRun.gradient, TheoryRun.standard], in: &sources)
        let levels = theory.distances[0].map(\.level)
        let categories = levels.map { "$p$ = \(NumberText.setting($0))" }
        let panels = try [DistanceEnd.upper, .lower].map { end in
            Panel(
                end == .upper ? "$W_1$ from above" : "$W_1$ from below",
                x: Axis("Largest slack over $ζ + 2‖D‖d$", includesZero: true),
                y: Axis("", scale: .category(categories)),
                marks: try marks(theory, end, levels))
        }
        let figure = Figure(
            id: id,
            summary:
                "Two panels of ratios at each shift. With the distance from above the constrained network uses a small share of the bound; the "
                + "unconstrained one uses more, and is above one where the shift is small.",
            aspect: 0.7, panels: panels, sharing: [.y])
        let caption =
            "The largest slack over layers at each shift, over the right side of (11): above 1 it is broken, below 0 every layer descends by "
            + "more than *ε*. Means over \(CaptionText.seeds([theory.seeds.count])), lowest to highest. As *p* falls to 0 the right side falls to *ζ*, which "
            + "training asks of networks with constraints alone."
        return try write(
            figure, caption: caption, departures: TheoryDepartures.sentences(sources.study), sources: sources,
            into: folder)
    }

    private static func marks(_ run: TheoryRun, _ end: DistanceEnd, _ levels: [Double]) throws -> [Mark] {
        try [TheoryRun.gradient, TheoryRun.standard].map { network in
            let ratios = try run.seeds.map { seed in
                zip(run.largestSlacks(network, seed), try run.corollary(network, seed, end)).map { $0 / $1 }
            }
            let all = levels.indices.map { level in ratios.map { $0.indices.contains(level) ? $0[level] : .nan } }
            return .intervals(
                at: levels.indices.map(Double.init), estimates: all.map(Moments.mean),
                lower: all.map { $0.min() ?? .nan }, upper: all.map { $0.max() ?? .nan }, series: network,
                style: run.study.style(of: network))
        } + [.vertical(at: 1, label: "1", series: "bound", style: Theme.style(role: "bound", name: ""))]
    }
}
