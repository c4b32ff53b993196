import Foundation
import Plotting

/// Paths over the contours of least squares: gradient descent, a standard and a constrained unrolled optimizer.
public struct Figure1: ReportFigure {
    /// The stem of its files.
    public static let id = "figure-1"
    /// What the page calls it.
    public static let number = "Figure 1"
    /// A short title.
    public static let title = "Paths of one test point over the contours of f"
    /// The stages it draws from.
    public static let needs = ["toy/"]

    static let methods = [
        (id: "gradient-descent", title: "Gradient descent"), (id: "standard", title: "Standard unrolling"),
        (id: "constrained", title: "Constrained unrolling"),
    ]

    /// Nothing to set.
    public init() {}

    /// Three panels with one window and one start. Throws `RunReaderError`, `TableError`, `PlottingError`.
    public func draw(run: RunReader, into folder: URL) throws -> FigureCard {
        var sources = FigureSources(run.toy)
        let seed = try run.requireToySeeds()[0]
        sources.use(RunReader.toyEvaluation(seed: seed))
        let scene = try ToyScene(run, seed: seed)
        let present = try scene.present(Self.methods, perturbed: false, sources: &sources)
        let names = present.map(\.id)
        let ends = try scene.ends(names, perturbed: false)
        let start = try scene.start(names)
        let figure = Figure(
            id: Self.id,
            summary: "Contours of a quadratic with one path in each of \(present.count) panels, all from the same "
                + "start at distance \(NumberText.short(start)) from the optimum; they end at distance \(ends).",
            aspect: 1, panels: try scene.panels(present, perturbed: false), sharing: [.y])
        let caption =
            "Paths of one test point (seed \(seed)) over the contours of *f*(*y*; *x*) = ½‖*x* − *Ay*‖^{2}, all from the "
            + "same *y*_{0}: \(CaptionText.list(present.map { $0.title.lowercased() })). *A*^{T}*A* has the condition "
            + "number \(NumberText.short(scene.condition)). Distance to *y*^{∗}: \(NumberText.short(start)) at the "
            + "start, and at the end \(ends)."
        return try write(
            figure, caption: caption,
            departures: [
                "The paper does not give its problem or its start; these are drawn at random from named streams."
            ],
            sources: sources, into: folder)
    }
}
