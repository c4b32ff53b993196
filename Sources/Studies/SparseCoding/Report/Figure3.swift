import Foundation
import Plotting
import Report

/// Distance to the optimum and f layer by layer.
package enum Figure3: ReportFigure {
    package static let (id, number, title) = (
        "figure-3", "Figure 3", "Distance to the optimum and objective, layer by layer"
    )
    package static let needs = ["study/sparse", "sparse/evaluate/", "data/sparse"]

    static let methods = [
        "constrained", "standard", "incremental", "layerwise", "constrained-from-2", "constrained-strong", "ista",
    ]

    /// Four panels. Throws `RunReaderError`, `TableError`, `PlottingError`.
    package static func draw(run: RunReader, into folder: URL) throws -> FigureCard {
        let study = try run.study("sparse")
        var sources = FigureSources(study)
        let methods = try sources.available(Self.methods, andExternalsWith: "layers.csv")
        var distances: [(id: String, curve: SeedCurve)] = []
        var objectives: [(id: String, curve: SeedCurve)] = []
        for method in methods {
            distances.append((method, try sources.curve(method, "layers.csv", key: "layer", "distance")))
            objectives.append((method, try sources.curve(method, "layers.csv", key: "layer", "objective")))
        }
        let trivial = try ["zero", "ridge", "ista-long"].map {
            (id: $0, distance: try sources.final($0, "distance"), objective: try sources.final($0, "objective"))
        }
        let optimum = try sources.truth("objective", of: methods)
        let layer = Axis("Layer $ℓ$", ticks: .integers)
        func lines(_ curves: [(id: String, curve: SeedCurve)], logarithmic: Bool = false) -> [Mark] {
            curves.flatMap { $0.curve.marks(series: $0.id, style: study.style(of: $0.id), logarithmic: logarithmic) }
        }
        // In the legend: words beside the frames would be in the way of the panels' common width.
        func levels(_ value: (Int) -> Double?) -> [Mark] {
            trivial.indices.compactMap { index in
                value(index).map { value in
                    .horizontal(
                        at: value, series: trivial[index].id,
                        style: study.style(of: trivial[index].id).variant(weight: .thin))
                }
            }
        }
        let best = Mark.level(optimum, "$f(y^*)$", series: "truth")
        let distanceLabel = "$‖y_ℓ − y^*‖_2$"
        let objectiveLabel = "$f(y_ℓ;\\ x)$"
        let panels = [
            Panel(
                "Distance to the optimum", x: layer, y: Axis(distanceLabel, includesZero: true), marks: lines(distances)
            ),
            Panel("Objective", x: layer, y: Axis(objectiveLabel, includesZero: true), marks: lines(objectives) + best),
            Panel(
                "Distance, logarithmic", x: layer, y: Axis(distanceLabel, scale: .logarithmic),
                marks: lines(distances, logarithmic: true) + levels { trivial[$0].distance }),
            Panel(
                "Objective, logarithmic", x: layer, y: Axis(objectiveLabel, scale: .logarithmic),
                marks: lines(objectives, logarithmic: true) + levels { trivial[$0].objective } + best),
        ]
        let examples = CaptionText.examples(try sources.testExamples(of: methods))
        let figure = Figure(
            id: id, summary: summary(distances, study), columns: 2, aspect: 0.62, panels: panels)
        return try write(
            figure, caption: caption(distances, trivial.map { ($0.id, $0.distance) }, study, examples),
            departures: [
                "The paper shows the linear axes alone, on which every network's last layer looks like zero. The "
                    + "logarithmic panels and the lines of the answers that need no network are added.",
                "“\(study.label(of: "constrained-strong").capitalizedFirst)” (ε = "
                    + "\(CaptionText.plain(try study.epsilon(of: "constrained-strong")))) is not in the "
                    + "paper: at its ε = \(CaptionText.plain(try study.epsilon(of: "constrained"))) the constraints ask "
                    + "for little.",
            ] + SparseDepartures.sentences(study, methods), sources: sources, into: folder)
    }

    private static func caption(
        _ curves: [(id: String, curve: SeedCurve)], _ trivial: [(id: String, distance: Double?)], _ study: StudyReader,
        _ examples: String
    ) -> String {
        let seeds = curves.filter { study.isTrained($0.id) }.map(\.curve.seeds)
        let ends = CaptionText.named(curves.map { (id: $0.id, value: $0.curve.last) }, study)
        let answers = trivial.compactMap { entry in entry.distance.map { (id: entry.id, value: $0) } }
        // A classical method may begin elsewhere than at the networks' random y_0.
        let start = curves.first { $0.id == "ista" }?.curve.mean.first
        let zero = trivial.first { $0.id == "zero" }?.distance
        let beginning = start.flatMap { start in zero.map { abs(start - $0) < 1e-6 * $0 } } ?? false
        return "Distance to *y*^{∗} (left) and *f* (right) by layer, on linear (top) and logarithmic axes (bottom). "
            + CaptionText.spread(examples: examples, seeds: seeds)
            + " On logarithmic axes, bars that would reach below a tenth of their mean are left out."
            + same(curves, study)
            + (beginning ? " ISTA starts at the zero vector, the networks at *y*_{0} ~ N(0, *I*)." : "")
            + " Distance at the last layer: \(ends)"
            + (answers.isEmpty ? "." : "; without a network: \(CaptionText.named(answers, study)).")
    }

    /// Says which curves lie on one another: side by side, bars look like two places.
    private static func same(_ curves: [(id: String, curve: SeedCurve)], _ study: StudyReader) -> String {
        curves.indices.flatMap { first in
            curves.indices.dropFirst(first + 1).compactMap { second -> String? in
                let (one, other) = (curves[first], curves[second])
                let isSame =
                    one.curve.keys == other.curve.keys
                    && zip(one.curve.mean, other.curve.mean).allSatisfy { abs($0 - $1) <= 1e-3 * abs($0) }
                return isSame
                    ? " “\(study.label(of: other.id).capitalizedFirst)” has the distances of “\(study.label(of: one.id))” at every layer, to a thousandth."
                    : nil
            }
        }.joined()
    }

    private static func summary(_ curves: [(id: String, curve: SeedCurve)], _ study: StudyReader) -> String {
        let parts = curves.map { entry in
            let rises = zip(entry.curve.mean, entry.curve.mean.dropFirst()).filter { $0 < $1 }.count
            return "\(study.label(of: entry.id)) goes from \(NumberText.short(entry.curve.mean.first ?? .nan)) to "
                + NumberText.short(entry.curve.last)
                + (rises == 0 ? ", falling at every layer" : ", rising at \(rises)")
        }
        return "Lines over the layers. Distance to the optimum: " + parts.joined(separator: "; ") + "."
    }
}
