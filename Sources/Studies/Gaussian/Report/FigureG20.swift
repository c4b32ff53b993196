import Foundation
import Plotting
import Report

/// What a safeguard makes of networks.
package enum FigureG20: ReportFigure {
    package static let (id, number, title) = ("figure-g20", "Figure G20", "Networks with a safeguard")
    package static let needs = ["study/gaussian", "gaussian/evaluate/"]

    private static let drawn = ["lista", "alista"]
    private static let kinds = [("as trained for", "seen"), ("entries × 3", "large")]
    /// Gaps outside are cut off: rounding, and networks that run away.
    private static let range = 1e-6...1e3

    /// A column for each network and kind of signals: the objective above, what was taken below. Throws `RunReaderError`,
    /// `TableError`, `PlottingError`.
    package static func draw(run: RunReader, into folder: URL) throws -> FigureCard {
        var sources = FigureSources(try run.study("gaussian"))
        let gaussian = try GaussianRun(sources.study)
        let shown = drawn.filter(gaussian.has)
        guard !shown.isEmpty else { throw sources.study.missing(drawn[0]) }
        try GaussianFigures.use(shown, gaussian, in: &sources)
        let cells = shown.flatMap { method in kinds.map { (method, $0.0, $0.1) } }
        let panels =
            cells.map { method, words, signals in
                Panel(
                    "\(gaussian.study.label(of: method)), \(words)", x: Axis("Iteration $k$", scale: .logarithmic),
                    y: Axis("Worst gap", scale: .logarithmic), marks: gaps(gaussian, method, signals))
            }
            + cells.map { method, _, signals in
                Panel(
                    "", x: Axis("Iteration $k$", scale: .logarithmic), y: Axis("Layers taken"),
                    marks: accepted(gaussian, method, signals))
            }
        func worse(_ rule: String) -> String {
            let all = GaussianQuantity.worse(rule: rule).numbers(gaussian)
            let hit = all.filter { $0.values.contains { $0 > 0 } }.count
            return "\(hit) of \(all.count) networks"
        }
        let figure = Figure(
            id: id,
            summary:
                "\(panels.count) panels over iterations. Above, the gap to the minimum of the objective: networks alone stay above "
                + "it or run away, with a safeguard they go down. Below, the share of signals whose layer was taken.",
            columns: cells.count, aspect: 0.9, panels: panels, sharing: [.x, .yWithinRows])
        let share = sources.study.run.manifest.settings["gaussian.safeguard.share"].map { "\($0)" } ?? "a share"
        let caption =
            "The LASSO’s objective above its minimum, (*f* − *f*^{∗})/(*f*(0) − *f*^{∗}), worst of the signals, mean over seeds; the last "
            + "layer is repeated. A layer is taken where its residual ‖*y* − *T*(*y*)‖ is below "
            + "\(share) times that of the last one taken, and else ISTA’s step *T* is (rule on residuals); with the algorithm beside it the better of "
            + "this and of ISTA’s own iterate is given out. Below: the share of signals whose layer was taken, or whose iterate was "
            + "the better one. Signals on which the network with the safeguard ends farther from the minimum than the algorithm: with the rule on residuals in \(worse("residual")), with the "
            + "algorithm beside it in \(worse("companion"))."
        return try write(
            figure, caption: caption, departures: GaussianDepartures.sentences(sources.study), sources: sources,
            into: folder)
    }

    private static func style(_ rule: String) -> MethodStyle {
        let none = MethodStyle.Marker.none
        return switch rule {
        case "none": Theme.style(role: "baseline", name: "Network alone").variant(marker: none)
        case "residual": Theme.style(role: "proposed", variant: 1, name: "Rule on residuals").variant(marker: none)
        case "companion":
            Theme.style(role: "proposed", name: "Algorithm beside it").variant(dash: .dotted, marker: none)
        default: Theme.style(role: "classical", name: "ISTA alone").variant(marker: none)
        }
    }

    private static func mean(
        _ run: GaussianRun, _ method: String, _ signals: String, _ rule: String,
        _ column: KeyPath<GaussianRun.Guarded, [Double]>
    ) -> [Double] {
        let lists = run.guarded(method, signals: signals, rule: rule).map { $0[keyPath: column] }
        return (0..<(lists.map(\.count).min() ?? 0)).map { place in Moments.mean(lists.map { $0[place] }) }
    }

    private static func gaps(_ run: GaussianRun, _ method: String, _ signals: String) -> [Mark] {
        ["algorithm", "none", "residual", "companion"].map { rule in
            let values = mean(run, method, signals, rule, \.worst)
            // As far as it is inside: a line across a gap would show what is not there.
            let places = values.indices.dropFirst().prefix { range.contains(values[$0]) }
            return .line(
                x: places.map(Double.init), y: places.map { values[$0] }, series: rule, style: style(rule))
        }
    }

    private static func accepted(_ run: GaussianRun, _ method: String, _ signals: String) -> [Mark] {
        ["residual", "companion"].map { rule in
            let values = mean(run, method, signals, rule, \.accepted)
            let places = values.indices.dropFirst().filter { values[$0].isFinite }
            return .line(
                x: places.map(Double.init), y: places.map { values[$0] }, series: rule, style: style(rule))
        }
    }
}
