import Foundation
import Plotting
import Report

/// Lemma 1 on the trained networks of this study: how far they are from the optimum at each layer, and what half of the test
/// examples certifies of the other half.
package enum Figure3c: ReportFigure {
    package static let (id, number, title) = (
        "figure-3c", "Figure 3c", "Lemma 1 on these networks, and what can be certified"
    )
    package static let needs = ["study/sparse", "sparse/evaluate/"]

    private static let constrained = "constrained"
    private static let compared = [constrained, "constrained-strong", "standard-noisy", "standard"]

    /// m_l of half of the examples, and the certificates of the other half, a list of layers each.
    private struct Curves {
        var measured: [Double]
        var signed: [Double]
        var positive: [Double]
        /// The upper limit of m_L without layers.
        var direct: Double
    }

    /// A panel a network. Throws `RunReaderError`, `TableError`, `PlottingError`.
    package static func draw(run: RunReader, into folder: URL) throws -> FigureCard {
        let study = try run.study("sparse")
        var sources = FigureSources(study)
        let methods = try sources.available(compared)
        let shown = try methods.map { method in
            let own = try? study.epsilon(of: method)
            return try (method: method, epsilon: own ?? study.epsilon(of: constrained))
        }
        let curves = try shown.map { shown in
            let seeds = study.seeds(of: shown.method)
            return try seeds.map { seed in
                sources.use(try study.evaluation(shown.method, seed: seed))
                return try Self.curves(study.samples(shown.method, seed: seed), epsilon: shown.epsilon)
            }
        }
        let panels = zip(shown, curves).map { shown, curves in
            Panel(
                panelTitle(study.label(of: shown.method), shown.epsilon), x: Axis("Layer $ℓ$", ticks: .integers),
                y: Axis("Mean $‖y_ℓ − y^*‖_2$", scale: .logarithmic),
                marks: marks(curves, study.style(of: shown.method), series: shown.method))
        }
        func end(_ curves: [Curves], _ values: (Curves) -> [Double]) -> Double {
            Moments.mean(curves.map { values($0).last ?? .nan })
        }
        let words = CaptionText.list(
            zip(shown, curves).map { shown, curves in
                "\(study.label(of: shown.method)): \(NumberText.short(end(curves, \.measured))), certified "
                    + "\(NumberText.short(end(curves, \.signed))), by constraints alone "
                    + NumberText.short(end(curves, \.positive))
            })
        let figure = Figure(
            id: id,
            summary:
                "\(panels.count) panels of the mean distance to the optimum by layer, with two certificates. At the last "
                + "layer: \(words).",
            columns: min(panels.count, 2), aspect: 0.62, panels: panels)
        let direct = NumberText.short(Moments.mean(curves[0].map(\.direct)))
        let caption =
            "Mean distance to *y*^{∗} by layer, of every other test example"
            + (curves.contains { $0.count > 1 }
                ? ", means over \(CaptionText.seeds(curves.map(\.count)))" : ", one seed")
            + ". Certificates are of the other half of the test examples, with upper limits at 95 % for all layers together: "
            + "(1 − *ε*)^{ℓ}*m*_{0} + Σ(1 − *ε*)^{ℓ−k}*s*_{k}, where *s*_{k} is by how much layer *k* misses its constraint in the mean, "
            + "signed, and with max(*s*_{k}, 0), which is all that constraints say. They tell how errors fall, layer by layer: the same "
            + "examples bound the last layer itself by \(direct) (\(study.label(of: shown[0].method))). Networks without constraints have certificates, too; they are held against those of “\(study.label(of: constrained))”. "
            + "At the last layer: \(words)."
        return try write(
            figure, caption: caption,
            departures: [
                "Not in the paper. Constants of Lemma 1 that need many trainings, *δ* among them, are measured on smaller "
                    + "networks in the study of descent theory."
            ] + SparseDepartures.sentences(study, methods),
            sources: sources, into: folder)
    }

    private static func panelTitle(_ label: String, _ epsilon: Double) -> String {
        label.capitalizedFirst + ", $ε$ = \(NumberText.setting(epsilon))"
    }

    private static func curves(_ grid: SampleGrid, epsilon: Double) throws -> Curves {
        guard let distances = grid.values("distance"), distances.count > 1, grid.samples.count > 3 else {
            throw RunReaderError.noRow("two layers of four examples", file: "samples.csv")
        }
        func half(_ parity: Int) -> [[Double]] {
            distances.map { layer in layer.indices.filter { $0 % 2 == parity }.map { layer[$0] } }
        }
        let (shown, others) = (half(0), half(1))
        func limit(_ values: [Double]) -> Double {
            DescentCertificate.limit(
                mean: Moments.mean(values), deviation: Moments.standardDeviation(values), samples: values.count,
                of: distances.count)
        }
        let slacks = zip(others.dropFirst(), others).map { layer, before in
            limit(zip(layer, before).map { $0 - (1 - epsilon) * $1 })
        }
        func certificate(_ keepsSigns: Bool) -> [Double] {
            DescentCertificate.values(
                start: limit(others[0]), slacks: slacks, epsilon: epsilon, keepsSigns: keepsSigns)
        }
        let last = others[others.count - 1]
        return Curves(
            measured: shown.map(Moments.mean), signed: certificate(true), positive: certificate(false),
            direct: DescentCertificate.limit(
                mean: Moments.mean(last), deviation: Moments.standardDeviation(last), samples: last.count, of: 1))
    }

    private static func marks(_ curves: [Curves], _ style: MethodStyle, series: String) -> [Mark] {
        let layers = Array(0..<(curves.map(\.measured.count).min() ?? 0))
        func mean(_ values: (Curves) -> [Double]) -> [Double] {
            layers.map { layer in Moments.mean(curves.map { values($0)[layer] }) }
        }
        let none = MethodStyle.Marker.none
        func line(_ values: [Double], _ series: String, _ style: MethodStyle) -> Mark {
            .line(x: layers.map(Double.init), y: values, series: series, style: style)
        }
        return [
            line(
                mean(\.positive), "certificate, positive parts",
                Theme.style(role: "alternative", name: "Certificate by constraints alone").variant(marker: none)),
            line(
                mean(\.signed), "certificate",
                Theme.style(role: "truth", name: "Certificate, signed slacks").variant(marker: none)),
            .scatter(x: layers.map(Double.init), y: mean(\.measured), series: series, style: style),
        ]
    }
}
