import Foundation
import Plotting
import Report

/// Whether what denoisers are to remove is normal noise that knows nothing of the error before.
package enum FigureG25: ReportFigure {
    package static let (id, number, title) = ("figure-g25", "Figure G25", "The noise that denoisers see")
    package static let needs = ["study/oamp", "oamp/evaluate/"]

    /// Three panels. Throws `RunReaderError`, `TableError`, `PlottingError`.
    package static func draw(run: RunReader, into folder: URL) throws -> FigureCard {
        func shown(_ run: OAMPRun) -> [String] {
            [OAMPRun.algorithm, "uncorrected", "untied-\(run.largest)", "tied-\(run.largest)"]
        }
        let (sources, oamp) = try OAMPFigures.open(run, shown)
        let methods = shown(oamp).filter(oamp.has)
        let x = Axis("Layer $ℓ$", ticks: .integers)
        func lines(_ column: String) -> [Mark] {
            methods.flatMap { method -> [Mark] in
                let bySeed = oamp.columns(column, "evolution.csv", method)
                return OAMPFigures.line(
                    (bySeed.first ?? []).indices.map { Double($0 + 1) }, bySeed, series: method,
                    style: oamp.study.style(of: method))
            }
        }
        let zero = Mark.horizontal(at: 0, series: "zero", style: Theme.style(role: "trivial", name: ""))
        let figure = Figure(
            id: id,
            summary:
                "Excess kurtosis by layer, correlation of neighbouring errors by layer, and quantiles of errors less normal ones, with the "
                + "correction and without.",
            columns: 3, aspect: 1,
            panels: [
                Panel("Kurtosis", x: x, y: Axis("Excess kurtosis"), marks: [zero] + lines("kurtosis")),
                Panel("Correlation", x: x, y: Axis("With the error before"), marks: [zero] + lines("correlation")),
                Panel(
                    "Quantiles, last layer", x: Axis("Normal"), y: Axis("Measured less normal"),
                    marks: quantiles(oamp, methods)),
            ])
        func largest(_ method: String) -> String {
            NumberText.short(
                Moments.mean(oamp.columns("kurtosis", "evolution.csv", method).map { $0.map(abs).max() ?? .nan }))
        }
        let caption =
            "(*r*_{ℓ} − *c*)/*τ*, of all pixels’ real and imaginary parts, *τ* each scene’s own. (a) Excess kurtosis, 0 of normal noise: "
            + "at most \(largest(OAMPRun.algorithm)) with the correction and \(largest("uncorrected")) without. (b) Correlation of the error "
            + "of *r*_{ℓ} with that of *s*_{ℓ−1}, which the correction is to keep at 0. (c) Quantiles at the last layer less those of "
            + "normal numbers, over the latter\(OAMPFigures.seeds(oamp))."
        return try write(
            figure, caption: caption, departures: OAMPDepartures.sentences(oamp.study), sources: sources, into: folder)
    }

    /// Deviations of the last layer's quantiles from normal ones.
    private static func quantiles(_ run: OAMPRun, _ methods: [String]) -> [Mark] {
        let line = Mark.horizontal(at: 0, series: "normal", style: Theme.style(role: "trivial", name: ""))
        return [line]
            + methods.compactMap { method in
                guard let tables = try? run.tables("quantiles.csv", method) else { return nil }
                let all = tables.compactMap { table -> (x: [Double], y: [Double])? in
                    guard let layers = try? table.ints("layer"), let normal = try? table.doubles("normal"),
                        let measured = try? table.doubles("measured"), let last = layers.last
                    else { return nil }
                    let rows = layers.indices.filter { layers[$0] == last }
                    return (rows.map { normal[$0] }, rows.map { measured[$0] - normal[$0] })
                }
                guard let x = all.first?.x else { return nil }
                return .line(
                    x: x, y: x.indices.map { row in Moments.mean(all.map { $0.y[row] }) },
                    series: "quantiles, \(method)",
                    style: run.study.style(of: method).variant(name: "", marker: MethodStyle.Marker.none))
            }
    }
}
