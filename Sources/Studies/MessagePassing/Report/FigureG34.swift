import Foundation
import Plotting
import Report

/// Functions of pixels that layers learn, on the mean of the prior.
package enum FigureG34: ReportFigure {
    package static let (id, number, title) = ("figure-g34", "Figure G34", "Learned denoisers on those of Bayes")
    package static let needs = ["study/oamp", "oamp/evaluate/"]

    private static let bayes = "\(OAMPRun.algorithm)-independent"

    /// Layer by layer with the fewest and the most scenes, and end to end.
    private static func shown(_ run: OAMPRun) -> [(method: String, style: MethodStyle)] {
        [
            (
                "denoisers-\(run.smallest)",
                Theme.style(role: "baseline", name: "Layer by layer, $n$ = \(run.smallest)")
            ),
            ("denoisers-\(run.largest)", Theme.style(role: "proposed", name: "Layer by layer, $n$ = \(run.largest)")),
            (
                "denoisers-joint-\(run.largest)",
                Theme.style(role: "ablation", variant: 1, name: "End to end, $n$ = \(run.largest)")
            ),
        ]
    }

    /// Four panels. Throws `RunReaderError`, `TableError`, `PlottingError`.
    package static func draw(run: RunReader, into folder: URL) throws -> FigureCard {
        let (sources, oamp) = try OAMPFigures.open(run) { shown($0).map(\.method) + [bayes] }
        let all = shown(oamp).map {
            (networks: LearnedDenoisers.all(oamp, $0.method), method: $0.method, style: $0.style)
        }
        if let missing = all.first(where: { $0.networks.isEmpty }) { throw oamp.study.missing(missing.method) }
        let truth = Theme.style(role: "truth", name: "Bayes").variant(marker: MethodStyle.Marker.none)
        func curve(
            _ networks: [LearnedDenoisers], _ layer: Int, _ values: (LearnedDenoisers, Int) -> [Double],
            _ series: String,
            _ style: MethodStyle
        ) -> [Mark] {
            let own = networks.filter { $0.layers.count >= layer }
            guard let x = own.first?.layers[layer - 1].sizes else { return [] }
            let rows = x.indices.map { row in
                Moments.mean(own.map { one in values(one, layer - 1)[min(row, values(one, layer - 1).count - 1)] })
            }
            return [
                .line(
                    x: x, y: rows, series: "layer \(layer), \(series)",
                    style: style.variant(marker: MethodStyle.Marker.none))
            ]
        }
        let panels = Set([1, min(3, oamp.layers), oamp.layers]).sorted().map { layer in
            Panel(
                "Layer \(layer)", x: Axis("$|r|/τ$"), y: Axis("$|\\hat c|/τ$"),
                marks: curve(all[0].networks, layer, { $0.layers[$1].bayes }, "Bayes", truth)
                    + all.flatMap { curve($0.networks, layer, { $0.layers[$1].learned }, $0.method, $0.style) })
        }
        let layers = (0...oamp.layers).map(Double.init)
        func errors(_ method: String) -> [[Double]] {
            oamp.columns("error", "layers.csv", method).map { Array($0.prefix(oamp.layers + 1)) }
        }
        let lines =
            OAMPFigures.line(layers, errors(bayes), series: bayes, style: truth.variant(name: ""))
            + all.flatMap {
                OAMPFigures.line(layers, errors($0.method), series: $0.method, style: $0.style.variant(name: ""))
            }
        let figure = Figure(
            id: id,
            summary:
                "Functions that layers learned, layer by layer and end to end, beside the mean of the prior, for three layers; and errors by "
                + "layer.",
            columns: 2, aspect: 0.75,
            panels: panels + [
                Panel("Errors", x: Axis("Layer $ℓ$", ticks: .integers), y: Axis("NMSE (dB)"), marks: lines)
            ])
        let distances = all.map {
            "\(NumberText.short(Moments.mean($0.networks.map(\.distance)))) (\(oamp.study.label(of: $0.method)))"
        }
        let caption =
            "Scenes whose pixels are independent and not zero with probability 0.1, for which the algorithm with the mean of the prior is Bayes’: "
            + "what a layer makes of |*r*|/*τ*, piecewise linear, learned from a soft threshold, layer by layer or end to end; black, the mean of the "
            + "prior at the *τ* that state evolution predicts. The largest distance up to |*r*| = 6*τ*, the mean over layers, is "
            + "\(CaptionText.list(distances)). Last: errors by layer; the algorithm comes to "
            + "\(OAMPFigures.decibels(oamp.error(bayes)))\(OAMPFigures.seeds(oamp))."
        return try write(
            figure, caption: caption, departures: OAMPDepartures.sentences(oamp.study), sources: sources, into: folder)
    }
}
