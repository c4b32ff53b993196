import Foundation
import Plotting
import Report

/// What becomes of tied networks past their layers, and what keeps them.
package enum FigureG26: ReportFigure {
    package static let (id, number, title) = (
        "figure-g26", "Figure G26", "Past the layers: a penalty on movement, or descent"
    )
    package static let needs = ["study/oamp", "oamp/evaluate/"]

    /// Two panels. Throws `RunReaderError`, `TableError`, `PlottingError`.
    package static func draw(run: RunReader, into folder: URL) throws -> FigureCard {
        func shown(_ run: OAMPRun) -> [String] {
            ["tied-\(run.largest)"] + run.penalised.map(\.method) + [run.descending, OAMPRun.algorithm, "uncorrected"]
        }
        let (sources, oamp) = try OAMPFigures.open(run, shown)
        let methods = shown(oamp).filter(oamp.has)
        // Before, all are alike, and fall fast.
        let first = min(4, oamp.layers)
        let styles =
            [
                Theme.style(role: "proposed", variant: 1, name: "Tied, trained")
            ]
            + oamp.penalised.enumerated().map { place, one in
                Theme.style(role: "baseline", variant: place, name: "Penalty $β$ = \(NumberText.setting(one.weight))")
            } + [Theme.style(role: "proposed", name: "With (CII)")]
        func style(_ method: String, _ place: Int) -> MethodStyle {
            let isTrained = oamp.study.isTrained(method)
            return (isTrained && styles.indices.contains(place) ? styles[place] : oamp.study.style(of: method)).variant(
                marker: MethodStyle.Marker.none)
        }
        let curves = methods.enumerated().flatMap { place, method -> [Mark] in
            let bySeed = oamp.columns("error", "layers.csv", method)
            return OAMPFigures.line(
                (bySeed.first ?? []).indices.dropFirst(first).map(Double.init),
                bySeed.map { Array($0.dropFirst(first)) }, series: method, style: style(method, place))
        }
        let rows = methods.enumerated().map { style($1, $0).name }
        let depth = Mark.vertical(
            at: Double(oamp.layers), label: "$T$", series: "depth", style: Theme.style(role: "trivial", name: ""))
        let figure = Figure(
            id: id,
            summary:
                "Left: errors of tied networks by layer, far past the layers that were trained. Right: what each gains or loses from the last "
                + "trained layer to the last one of all.",
            aspect: 0.9,
            panels: [
                Panel("Errors", x: Axis("Layer $ℓ$"), y: Axis("NMSE (dB)"), marks: [depth] + curves),
                Panel(
                    "From layer $T$ to the last", x: Axis("NMSE (dB)"), y: Axis("", scale: .category(rows)),
                    marks: moves(oamp, methods)),
            ])
        let caption =
            "(a) From layer \(first) on: tied networks with *T* = \(oamp.layers) trained layers, run on; the penalty on movement is *β*Σ‖*ĉ*_{ℓ} − *ĉ*_{ℓ−1}‖^{2} over the "
            + "second half of the layers, in units of the loss\(OAMPFigures.seeds(oamp)). (b) Errors after *T* layers (filled) and "
            + "after the last (open): with the penalty "
            + CaptionText.list(oamp.penalised.map { "\(NumberText.setting($0.weight)): \(growth(oamp, $0.method))" })
            + "; with (CII) \(growth(oamp, oamp.descending)); with neither \(growth(oamp, "tied-\(oamp.largest)"))."
        return try write(
            figure, caption: caption, departures: OAMPDepartures.sentences(oamp.study), sources: sources, into: folder)
    }

    /// "+0.3 dB".
    private static func growth(_ run: OAMPRun, _ method: String) -> String {
        let all = run.columns("error", "layers.csv", method)
        let value = Moments.mean(all.map { ($0.last ?? .nan) - ($0.count > run.layers ? $0[run.layers] : .nan) })
        return (value > 0 ? "+" : "") + OAMPFigures.decibels(value)
    }

    private static func moves(_ run: OAMPRun, _ methods: [String]) -> [Mark] {
        let look = Theme.style(role: "truth", name: "Layer $T$").variant(marker: .circle)
        let last = methods.map { method in
            Moments.mean(run.columns("error", "layers.csv", method).map { $0.last ?? .nan })
        }
        return [
            .scatter(
                x: methods.map { run.error($0) }, y: methods.indices.map(Double.init), series: "layer T", style: look),
            .scatter(
                x: last, y: methods.indices.map(Double.init), series: "last layer",
                style: look.variant(name: "Last layer", marker: .openSquare)),
        ]
    }
}
