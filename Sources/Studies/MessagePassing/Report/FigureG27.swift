import Foundation
import Plotting
import Report

/// What errors in the operator do to outputs, by their size and by the layer.
package enum FigureG27: ReportFigure {
    package static let (id, number, title) = ("figure-g27", "Figure G27", "Errors in the operator")
    package static let needs = ["study/oamp", "oamp/evaluate/"]

    /// Four panels. Throws `RunReaderError`, `TableError`, `PlottingError`.
    package static func draw(run: RunReader, into folder: URL) throws -> FigureCard {
        func shown(_ run: OAMPRun) -> [String] {
            [
                OAMPRun.algorithm, "uncorrected", "untied-\(run.largest)", "tied-\(run.largest)", "unet-\(run.largest)",
                "unet-adjoint-\(run.largest)", "alista-\(run.largest)", "alista-safeguarded-\(run.largest)",
            ]
        }
        let (sources, oamp) = try OAMPFigures.open(run, shown)
        let methods = shown(oamp).filter(oamp.has)
        let x = Axis("$‖ΔA‖/‖A‖$", scale: .logarithmic)
        func lines(
            _ kind: String, _ place: String, _ value: KeyPath<(share: Double, error: Double, change: Double), Double>
        )
            -> [Mark]
        {
            methods.flatMap { method -> [Mark] in
                let all = oamp.mismatch(method, kind, place)
                return OAMPFigures.line(
                    (all.first ?? []).map(\.share), all.map { $0.map { $0[keyPath: value] } }, series: method,
                    style: oamp.study.style(of: method))
            }
        }
        let layer = Axis("Layer $ℓ$", scale: .logarithmic)
        let passing = methods.filter { !oamp.columns("derivative", "sensitivity.csv", $0).isEmpty }
        let sensitivities = passing.flatMap { method -> [Mark] in
            let bySeed = oamp.columns("derivative", "sensitivity.csv", method)
            return OAMPFigures.line(
                (bySeed.first ?? []).indices.map { Double($0 + 1) }, bySeed, series: method,
                style: oamp.study.style(of: method).variant(name: ""))
        }
        let figure = Figure(
            id: id,
            summary:
                "Changes of outputs and errors by the size of the operator’s error; sensitivities by layer, beside a line in proportion to "
                + "it; and the linear estimator’s change beside its bounds.",
            columns: 2, aspect: 0.7,
            panels: [
                Panel(
                    "Change of the output", x: x, y: Axis("$‖Δĉ‖/‖ĉ‖$", scale: .logarithmic),
                    marks: lines("entries", "data", \.change)),
                Panel("Error", x: x, y: Axis("NMSE (dB)"), marks: lines("entries", "data", \.error)),
                Panel(
                    "Sensitivity by layer", x: layer, y: Axis("$‖∂ĉ_ℓ‖/‖ĉ_ℓ‖$", scale: .logarithmic),
                    marks: linear(oamp) + sensitivities),
                Panel(
                    "The linear estimator", x: Axis("Layer $ℓ$", ticks: .integers),
                    y: Axis("$‖Δ\\hat W‖/‖ΔA‖$", scale: .logarithmic), marks: bounds(oamp)),
            ])
        func told(_ place: String, _ kind: String = "entries") -> String {
            let rows = oamp.mismatch("untied-\(oamp.largest)", kind, place).compactMap(\.last)
            return
                "\(OAMPFigures.decibels(Moments.mean(rows.map(\.error)))) at \(NumberText.percent(rows.first?.share ?? .nan))"
        }
        func lost(_ method: String) -> String? {
            let (with, without) = (oamp.mismatch(method, "entries", "data"), oamp.mismatch(method, "none", "data"))
            let losses = zip(with, without).compactMap { rows, none -> Double? in
                guard let error = OAMPQuantity.nearThreePercent(rows)?.error, let least = none.first?.error else {
                    return nil
                }
                return error - least
            }
            return losses.isEmpty
                ? nil : "\(OAMPFigures.decibels(Moments.mean(losses))) (\(oamp.study.label(of: method)))"
        }
        let losses = ["untied", "unet", "alista", "alista-safeguarded"].compactMap { lost("\($0)-\(oamp.largest)") }
        let near = oamp.mismatch("untied-\(oamp.largest)", "entries", "data").first.flatMap(
            OAMPQuantity.nearThreePercent)
        let exponent = OAMPQuantity.depthExponent([.named(OAMPRun.algorithm), .largest("untied")]).numbers(oamp).map {
            "\(NumberText.short(Moments.mean($0.values))) (\($0.place))"
        }
        let caption =
            "The data come from *A* + Δ*A*, with independent normal entries in Δ*A*, and the networks know *A*. (a) Change of the output. (b) "
            + "Its error. The unrolled network has \(told("data")), \(told("network")) where the network is told *A* + Δ*A* instead, and "
            + "\(told("data", "rows")) where rows have errors of gain and phase. At \(NumberText.percent(near?.share ?? .nan)) errors grow by "
            + "\(CaptionText.list(losses)). (c) The derivative of layers’ outputs in the operator along "
            + "Δ*A*, by central differences; spaced: in proportion to the layer, from the algorithm’s first; exponents from layer 3 on: "
            + "\(CaptionText.list(exponent)). (d) ‖Δ*Ŵ*‖/‖Δ*A*‖ of the linear estimator *Ŵ* of each layer of the algorithm, its spectral bound, and "
            + "that without the spectrum, 5*v*^{2}/(4*σ*^{2})\(OAMPFigures.seeds(oamp))."
        return try write(
            figure, caption: caption, departures: OAMPDepartures.sentences(oamp.study), sources: sources, into: folder)
    }

    /// T times what the first layer has.
    private static func linear(_ run: OAMPRun) -> [Mark] {
        let values = run.means("derivative", "sensitivity.csv", OAMPRun.algorithm)
        guard let first = values.first else { return [] }
        return [
            .line(
                x: values.indices.map { Double($0 + 1) }, y: values.indices.map { first * Double($0 + 1) },
                series: "linear", style: Theme.style(role: "bound", name: "In proportion to $ℓ$"))
        ]
    }

    private static func bounds(_ run: OAMPRun) -> [Mark] {
        [
            ("printed", Theme.style(role: "alternative", variant: 1, name: "Bound without the spectrum")),
            ("spectral", Theme.style(role: "trivial", variant: 3, name: "Spectral bound")),
            ("measured", Theme.style(role: "classical", name: "")),
        ].map { column, style in
            let values = run.means(column, "bounds.csv", OAMPRun.algorithm)
            return .line(x: values.indices.map { Double($0 + 1) }, y: values, series: "bound, \(column)", style: style)
        }
    }
}
