import Foundation
import Plotting
import Report

/// Distance to the optimum by layer.
enum OwnFigure: ReportFigure {
    static let (id, number, title) = ("figure-own", "Figure Own", "Unrolled ADMM, layer by layer")
    static let needs = ["study/own", "own/evaluate/"]

    static func draw(run: RunReader, into folder: URL) throws -> FigureCard {
        var sources = FigureSources(try run.study("own"))
        let curves = try sources.available(["constrained", "standard"]).map {
            (id: $0, curve: try sources.curve($0, "layers.csv", key: "layer", "distance"))
        }
        let ends = curves.map { "\($0.id) \(NumberText.short($0.curve.last))" }.joined(separator: ", ")
        let panel = Panel.curves(
            "Unrolled ADMM", x: Axis("Layer $ℓ$", ticks: .integers), "$‖y_ℓ − y^*‖_2$", curves, of: sources.study)
        let figure = Figure(
            id: id, summary: "Distance by layer; at the last one: \(ends).", width: .oneColumn, panels: [panel])
        return try write(
            figure, caption: "Distance to *y*^{∗} by layer; at the last: \(ends).", sources: sources, into: folder)
    }
}

extension StudyReport {
    static let own = StudyReport(
        id: "own", title: "Unrolled ADMM", lead: "Does unrolled ADMM descend, with a constraint on *f* − *f*(*y*^{∗})?",
        figures: [OwnFigure.self],
        claims: [
            Claim(
                "own-descends", section: "this study",
                statement: "Constrained, every layer of unrolled ADMM takes the estimate nearer to the optimum.",
                figures: ["figure-own"],
                rule: "At every layer the ratio of the mean distance to that before the layer is below 1.",
                study: "own", kind: .falls("constrained", by: "distance"))
        ], sections: [.training(study: "own", title: "Training")])
}
