import Foundation
import Plotting
import Report

/// What state evolution predicts of each layer, and what is measured.
package enum FigureG24: ReportFigure {
    package static let (id, number, title) = ("figure-g24", "Figure G24", "State evolution, predicted and measured")
    package static let needs = ["study/oamp", "oamp/evaluate/"]

    /// Six panels. Throws `RunReaderError`, `TableError`, `PlottingError`.
    package static func draw(run: RunReader, into folder: URL) throws -> FigureCard {
        func shown(_ run: OAMPRun) -> [(method: String, title: String)] {
            OAMPRun.operators.map { ("\(OAMPRun.algorithm)\($0.0)", "OAMP, \($0.1)") }
                + [("uncorrected", "Not corrected, Gaussian"), ("untied-\(run.largest)", "Unrolled, Gaussian")]
        }
        let (sources, oamp) = try OAMPFigures.open(run) { shown($0).map(\.method) }
        let panels = shown(oamp).filter { oamp.has($0.method) }.map { method, title in
            Panel(
                title, x: Axis("Layer $ℓ$", ticks: .integers), y: Axis("Variance (dB)"), marks: marks(oamp, method))
        }
        let figure = Figure(
            id: id,
            summary:
                "Variances of errors by layer, as lines that are predicted and points that are measured, for four operators, without the "
                + "correction, and for the trained network.",
            columns: 3, aspect: 0.95, panels: panels)
        func worst(_ method: String) -> String {
            OAMPFigures.decibels(
                Moments.mean(oamp.columns("point_ratio", "evolution.csv", method).map { $0.map(abs).max() ?? .nan }))
        }
        let caption =
            "Variances of the error of *s*_{ℓ−1}, which a layer begins with, and of *r*_{ℓ}, which its denoiser is fed, as means over "
            + "test scenes: points measured, lines predicted for each test scene itself, which it takes to be known, by the recursion *τ*^{2} = *v*^{2}(1/*q* − 1), *q* = tr(*ŴA*)/*N*, *v*^{2} = "
            + "E‖*s* − *c*‖^{2}/*N*. The largest median error of prediction of *τ*^{2} is \(worst(OAMPRun.algorithm)) (Gaussian), "
            + "\(worst("\(OAMPRun.algorithm)-fourier")) (Fourier), \(worst("\(OAMPRun.algorithm)-ill-conditioned")) (ill-conditioned), "
            + "\(worst("\(OAMPRun.algorithm)-kronecker")) (Kronecker), \(worst("uncorrected")) without the correction and "
            + "\(worst("untied-\(oamp.largest)")) for the trained network, whose corrections do not know its convolutions’ divergence."
        return try write(
            figure, caption: caption, departures: OAMPDepartures.sentences(oamp.study), sources: sources, into: folder)
    }

    private static func marks(_ run: OAMPRun, _ method: String) -> [Mark] {
        [
            ("state", "$v^2$", Theme.style(role: "proposed", name: "")),
            ("point", "$τ^2$", Theme.style(role: "baseline", name: "")),
        ].flatMap { column, name, style -> [Mark] in
            func decibels(_ column: String) -> [Double] {
                run.means(column, "evolution.csv", method).map { 10 * log10(max($0, 1e-30)) }
            }
            let (measured, predicted) = (decibels(column), decibels("\(column)_predicted"))
            let layers = measured.indices.map { Double($0 + 1) }
            return [
                .line(
                    x: layers, y: predicted, series: "\(column), predicted",
                    style: style.variant(name: "\(name), predicted", dash: .solid, marker: MethodStyle.Marker.none)),
                .scatter(x: layers, y: measured, series: column, style: style.variant(name: "\(name), measured")),
            ]
        }
    }
}
