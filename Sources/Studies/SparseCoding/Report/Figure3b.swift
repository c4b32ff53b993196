import Foundation
import Plotting
import Report

/// What descent costs and buys: the constrained networks over ε.
package enum Figure3b: ReportFigure {
    package static let (id, number, title) = ("figure-3b", "Figure 3b", "What descent costs and buys: networks over ε")
    package static let needs = ["study/sparse", "sparse/evaluate/", "sparse/ood"]

    /// The end at which nothing is asked for: trained with the same noise, without the constraint.
    private static let unconstrained = "standard-noisy"

    /// Three panels. Throws `RunReaderError`, `TableError`, `PlottingError`.
    package static func draw(run: RunReader, into folder: URL) throws -> FigureCard {
        let study = try run.study("sparse")
        var sources = FigureSources(study)
        let methods = try Self.methods(&sources)
        var curves: [(id: String, epsilon: Double, style: MethodStyle, curve: SeedCurve)] = []
        for (index, method) in methods.enumerated() {
            let name =
                "$ε$ = \(CaptionText.plain(method.epsilon))" + (method.id == unconstrained ? ", no constraint" : "")
            curves.append(
                (
                    method.id, method.epsilon, Theme.ordered(index, of: methods.count, name: name),
                    try sources.curve(method.id, "layers.csv", key: "layer", "distance")
                ))
        }
        let ends = curves.map { (epsilon: $0.epsilon, seeds: $0.curve.bySeed.compactMap(\.last)) }
        var shifted: [(epsilon: Double, seeds: [Double])] = []
        var level = Double.nan
        for method in methods {
            let curve = try sources.curve(method.id, "ood.csv", key: "level", "distance")
            level = curve.keys.last ?? level
            shifted.append((method.epsilon, curve.bySeed.compactMap(\.last)))
        }
        let top = CaptionText.plain(level)
        let panels = [
            Panel(
                "By layer", x: Axis("Layer $ℓ$", ticks: .integers), y: Axis("$‖y_ℓ − y^*‖_2$", scale: .logarithmic),
                marks: curves.flatMap { $0.curve.marks(series: $0.id, style: $0.style, bars: false) }),
            against("At the last layer", "$‖y_L − y^*‖_2$", ends, study),
            against("Shifted inputs, $p = \(top)$", "$‖y_L − \\tilde{y}^*‖_2$", shifted, study),
        ]
        func words(_ values: [(epsilon: Double, seeds: [Double])]) -> String {
            CaptionText.list(
                values.map { "\(NumberText.short(Moments.mean($0.seeds))) (ε = \(CaptionText.plain($0.epsilon)))" })
        }
        let figure = Figure(
            id: id,
            summary:
                "Distance to the optimum by layer, at the last layer, and for shifted inputs, for \(methods.count) values "
                + "of ε. At the last layer: \(words(ends)). Shifted: \(words(shifted)).",
            aspect: 0.95, panels: panels)
        let examples = CaptionText.examples(try sources.testExamples(of: methods.map(\.id)))
        return try write(
            figure,
            caption:
                "(a) Distance to *y*^{∗} by layer for constrained networks that differ in ε; (b) the same at the last layer, "
                + "and (c) for inputs shifted by *p* = \(top), against ε. ε = 0 is “\(study.label(of: unconstrained))”: the same "
                + "training noise without the constraint. "
                + CaptionText.spread(
                    examples: examples, seeds: methods.map { study.seeds(of: $0.id).count }, barred: [])
                + " In (b) and (c) a point for each seed, joined by their means. At the last layer: \(words(ends)); shifted: \(words(shifted)).",
            departures: ["Not in the paper, which has ε = 0.05 alone."]
                + SparseDepartures.sentences(study, methods.map(\.id)), sources: sources, into: folder)
    }

    /// The networks with constraints on all layers and noise, by ascending ε, after the one that has none.
    private static func methods(_ sources: inout FigureSources) throws -> [(id: String, epsilon: Double)] {
        let study = sources.study
        let constrained = study.description.methods.filter {
            ["constrained", "constrained-strong"].contains($0.id) || $0.id.hasPrefix("epsilon-")
        }
        let found = try sources.available(constrained.map(\.id))
        let values = try found.map { (id: $0, epsilon: try study.epsilon(of: $0)) }.sorted { $0.epsilon < $1.epsilon }
        return (study.seeds(of: unconstrained).isEmpty ? [] : [(unconstrained, 0)]) + values
    }

    /// A number of each network against its ε: a point for each seed, and a line through the means.
    private static func against(
        _ title: String, _ label: String, _ values: [(epsilon: Double, seeds: [Double])], _ study: StudyReader
    ) -> Panel {
        let style = study.style(of: "constrained").variant(name: "")
        return Panel(
            title, x: Axis("$ε$"), y: Axis(label, includesZero: true),
            marks: [
                .line(
                    x: values.map(\.epsilon), y: values.map { Moments.mean($0.seeds) }, series: "mean",
                    style: style.variant(marker: MethodStyle.Marker.none)),
                .scatter(
                    x: values.flatMap { entry in entry.seeds.map { _ in entry.epsilon } }, y: values.flatMap(\.seeds),
                    series: "seeds", style: style),
            ])
    }
}
