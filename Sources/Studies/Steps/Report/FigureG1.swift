import Foundation
import Plotting
import Report

/// The product of norms, the norm of the product, and the mean squared error, layer by layer.
package enum FigureG1: ReportFigure {
    package static let (id, number, title) = (
        "figure-g1", "Figure G1", "Product of norms and norm of the product, layer by layer"
    )
    package static let needs = ["study/steps", "steps/evaluate/"]

    private static let methods = ["constant", "chebyshev", "learned-worst-case", "learned"]

    /// Three panels. Throws `RunReaderError`, `TableError`, `PlottingError`.
    package static func draw(run: RunReader, into folder: URL) throws -> FigureCard {
        var sources = FigureSources(try run.study("steps"))
        let steps = try StepsRun(sources.study)
        let (problem, layers) = try steps.shown()
        for seed in steps.seeds { sources.use(try sources.study.evaluation(StepsRun.learned, seed: seed)) }
        func panel(_ title: String, _ label: String, _ column: String, start: Double) throws -> Panel {
            let marks = try methods.flatMap { method -> [Mark] in
                let style = sources.study.style(of: method)
                // Steps that are set are the same with every seed; of networks those of one loss are enough.
                let seeds = method == StepsRun.learned ? steps.seeds : [steps.seeds[0]]
                return try seeds.enumerated().map { index, seed in
                    var values = try steps.layers(column, method, problem, layers, seed: seed)
                    if column == "log10_product" { values = values.map { pow(10, $0) } }
                    return .line(
                        x: (0...values.count).map(Double.init), y: [start] + values,
                        series: index == 0 ? method : "\(method), seed \(seed)",
                        style: index == 0
                            ? style : style.variant(name: "", marker: MethodStyle.Marker.none, weight: .hair))
                }
            }
            return Panel(
                title, x: Axis("Layer $k$", ticks: .integers), y: Axis(label, scale: .logarithmic), marks: marks)
        }
        let panels = [
            try panel("Product of norms", "$∏_{j≤k} ρ(η_j)$", "log10_product", start: 1),
            try panel("Norm of the product", "$‖∏_{j≤k} (I − η_j H)‖_2$", "norm", start: 1),
            try panel(
                "Mean squared error", "$E‖x_k‖_2^2$", "loss", start: Double(problem.eigenvalues)),
        ]
        func ends(_ value: (String) -> Double) -> String {
            CaptionText.named(methods.map { ($0, value($0)) }, sources.study)
        }
        let products = ends { pow(steps.mean("rate", $0, problem, layers), Double(layers)) }
        let norms = ends { steps.mean("norm", $0, problem, layers) }
        let losses = ends { steps.mean("loss", $0, problem, layers) }
        let figure = Figure(
            id: id,
            summary:
                "Three panels over the layers of a network of \(layers) steps. The product of norms ends at \(products); the norm "
                + "of the product at \(norms); the mean squared error at \(losses).",
            aspect: 0.85, panels: panels)
        let seeds = steps.seeds.count
        let caption =
            "Gradient descent on ½*x*^{T}*Hx*, \(problem.words), with *T* = \(layers) steps, layer by layer. (a) The product of the "
            + "layers’ factors, which the printed theorem speaks of, and which no steps bring below that of the constant one: at "
            + "the end \(products). (b) The factor of the layers together, which is what falls: \(norms). (c) The mean squared "
            + "error from *x*_{0} ~ N(0, *I*): \(losses). Between first and last layer learned steps "
            + "may leave the error larger than it was: they descend as a whole, not layer by layer."
            + (seeds > 1 ? " Learned steps: seed \(steps.seeds[0]), and as thin lines \(seeds - 1) more." : "")
        return try write(
            figure, caption: caption, departures: StepsDepartures.sentences(sources.study), sources: sources,
            into: folder)
    }
}
