import Foundation
import Plotting
import Report
import Stages

/// Robustness against noise between the layers.
package enum Figure6: ReportFigure {
    package static let (id, number, title) = ("figure-6", "Figure 6", "Robustness against noise between the layers")
    package static let needs = ["study/sparse", "sparse/evaluate/"]

    static let methods = ["constrained", "constrained-quiet", "standard", "standard-noisy"]
    private static let detailed = ["constrained", "standard-noisy", "standard"]

    /// Three panels of curves over three of shares. Throws `RunReaderError`, `TableError`, `PlottingError`.
    package static func draw(run: RunReader, into folder: URL) throws -> FigureCard {
        let study = try run.study("sparse")
        var sources = FigureSources(study)
        let found = try sources.available(methods, andExternalsWith: "noise.csv")
        let noises = try found.map { id in
            Noise(
                id: id, distance: try sources.curve(id, "noise.csv", key: "sigma", "distance"),
                norm: try sources.curve(id, "noise.csv", key: "sigma", "l1"),
                satisfaction: try Satisfaction(sources.evaluations(id, "noise.csv"), key: "sigma"))
        }
        let strengths = noises.last?.distance.keys ?? []
        let axis = Axis("Layer noise $\\hat{σ}$", scale: .logarithmic, ticks: .at(strengths))
        let panels =
            [
                .curves(
                    "Distance to the optimum", x: axis, "$‖y_L − y^*‖_2$", noises.map { ($0.id, $0.distance) },
                    of: study),
                .curves(
                    "Norm of the output", x: axis, "$‖y_L‖_1$", noises.map { ($0.id, $0.norm) }, of: study,
                    hasBars: false,
                    others: Mark.level(try sources.truth("l1", of: found), "$y^*$", series: "truth")),
                Panel(
                    "How often the constraint holds", x: axis,
                    y: Axis("Share, mean over layers", range: Satisfaction.range),
                    marks: noises.flatMap {
                        $0.satisfaction.overLayers.marks(series: $0.id, style: study.style(of: $0.id))
                    }),
            ]
            + detailed.compactMap { id in noises.first { $0.id == id }?.satisfaction.panel(id, study) }
        let (low, high) = (CaptionText.plain(strengths.first ?? .nan), CaptionText.plain(strengths.last ?? .nan))
        let ends = CaptionText.named(noises.map { (id: $0.id, value: $0.distance.last) }, study)
        let held = noises.map {
            "\(study.label(of: $0.id)) \(NumberText.percent($0.satisfaction.overLayers.mean.first ?? .nan))"
        }
        let figure = Figure(
            id: id,
            summary: "Curves against the strength of layer noise from \(low) to \(high), and tables of how often the "
                + "constraint holds by layer. Distance at the largest: \(ends). Share of examples at the smallest: "
                + "\(held.joined(separator: "; ")).",
            columns: 3, aspect: 0.92, panels: panels)
        let scope = CaptionText.spread(
            examples: CaptionText.examples(try sources.testExamples(of: found)),
            seeds: found.map { study.seeds(of: $0).count })
        return try write(
            figure,
            caption: caption(
                run.manifest.settings, epsilon: try study.epsilon(of: "constrained"),
                end: "\(scope) Distance at *σ̂* = \(high): \(ends)."),
            departures: [
                "The authors go to σ̂ = 1000; past 10 every network blows up, so the sweep ends at \(high).",
                "The authors' code counts the constraint as satisfied where the ratio is below 1.9, as it subtracts "
                    + "(1 − ε) twice; here it is the real test with the true ε.",
            ] + SparseDepartures.sentences(study, found), sources: sources, into: folder)
    }

    private static func caption(_ settings: StageSettings, epsilon: Double, end: String) -> String {
        let form = settings["sparse.noise.form"]?.description ?? "training's"
        let trained = settings["sparse.noise.strength"]?.description ?? "1"
        return
            "Noise of the form “\(form)” with strength *σ̂* added to the layers' outputs, but not to the last; training "
            + "noise has *σ̂* = \(trained). (a) Distance to *y*^{∗}. (b) ‖*y*_{L}‖_{1}, with that of *y*^{∗} as a line; bars over examples would show how "
            + "the images differ, and are left out. "
            + "(c) How often ‖*y*_{l} − *y*^{∗}‖ ≤ (1 − ε)‖*y*_{l−1} − *y*^{∗}‖ holds for an example "
            + "(ε = \(CaptionText.plain(epsilon))), mean over layers. The other panels give the same by layer, in "
            + "percent. \(end)"
    }

    /// What a method's outputs are under noise on its layers, against the strength σ̂.
    private struct Noise {
        var id: String
        var distance: SeedCurve
        var norm: SeedCurve
        var satisfaction: Satisfaction
    }
}
