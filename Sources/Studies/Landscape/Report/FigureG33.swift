import Foundation
import Plotting
import Report

/// How many samples networks interpolate after some steps of gradient descent, and what that does to signals they have not
/// seen.
package enum FigureG33: ReportFigure {
    package static let (id, number, title) = ("figure-g33", "Figure G33", "Interpolation and generalisation")
    package static let needs = ["study/landscape", "landscape/evaluate/"]

    /// Smaller losses are drawn here.
    private static let losses = 1e-8...10.0
    private static let methods = ["smooth", "soft", "dense", "dense-shallow"]

    /// Two panels. Throws `RunReaderError`, `TableError`, `PlottingError`.
    package static func draw(run: RunReader, into folder: URL) throws -> FigureCard {
        var sources = FigureSources(try run.study("landscape"))
        let landscape = try LandscapeRun(sources.study)
        for method in methods {
            for seed in landscape.seeds { sources.use(try sources.study.evaluation(method, seed: seed)) }
        }
        let x = Axis("Samples over parameters, $n/P$", scale: .logarithmic)
        let limit = Mark.vertical(
            at: 1 / Double(landscape.outputs), label: "$nN = P$", series: "limit",
            style: Theme.style(role: "trivial", name: ""))
        let level = Mark.horizontal(
            at: LandscapeRun.interpolation, series: "interpolation",
            style: Theme.style(role: "trivial", variant: 1, name: "Interpolation"))
        let start = LandscapeRun.geometricMean(landscape.trainings("smooth", landscape.shown).map(\.testFirst))
        let untrained = Mark.horizontal(
            at: start, series: "start", style: Theme.style(role: "alternative", variant: 1, name: "LISTA’s start"))
        let figure = Figure(
            id: id,
            summary:
                "Left: training losses after gradient descent over the number of samples. Right: errors of test signals, with a line for "
                + "those of LISTA’s start.",
            aspect: 0.85,
            panels: [
                Panel(
                    "Training", x: x, y: Axis("$L(w_{last})/L_{zero}$", scale: .logarithmic, range: losses),
                    marks: [limit, level] + methods.map { line(landscape, $0) { max($0.last, losses.lowerBound) } }),
                Panel(
                    "Test", x: x, y: Axis("Squared error over that of 0", scale: .logarithmic),
                    marks: [limit, untrained] + methods.map { line(landscape, $0, \.testLast) }),
            ])
        let strict = LandscapeQuantity.strict
        func most(_ method: String, _ level: Double = LandscapeRun.interpolation) -> String {
            NumberText.short(LandscapeRun.geometricMean(LandscapeQuantity.interpolated(landscape, method, to: level)))
        }
        let isMany = landscape.seeds.count > 1
        let caption =
            "Networks of nearly as many parameters *P*, after \(CaptionText.number(landscape.steps)) steps of gradient descent on all *n* "
            + "samples"
            + (isMany
                ? "; geometric means over \(CaptionText.seeds([landscape.seeds.count])), bars from the least to the most"
                : "")
            + ". Left: the training loss over that of answering 0, of which \(NumberText.setting(LandscapeRun.interpolation)) is called "
            + "interpolation: of \(most("smooth")) samples with a smooth threshold, \(most("soft")) with the soft one, "
            + "\(most("dense")) and \(most("dense-shallow")) in fully connected networks of \(landscape.layers) and of 2 layers; at most "
            + "\(landscape.samples.last ?? 0), as no more were tried. Smaller losses stand on the axis. Right of *nN* = *P* *K* has no inverse in any network. Right panel: "
            + "squared errors of test signals over those of answering 0; LISTA starts at \(NumberText.short(start)), as ISTA. Rates are 1/λ_{max}(*K*_{0}), and are not searched; which network "
            + "interpolates more hangs on the loss that is called so: to \(NumberText.short(strict)) it is "
            + "\(most("smooth", strict)) with a smooth threshold, \(most("dense-shallow", strict)) in two layers."
        return try write(
            figure, caption: caption, departures: LandscapeDepartures.sentences(sources.study), sources: sources,
            into: folder)
    }

    private static func line(
        _ run: LandscapeRun, _ method: String, _ value: (LandscapeRun.Training) -> Double
    ) -> Mark {
        let all = run.samples.map { run.trainings(method, $0) }
        let values = all.map { $0.map(value) }
        let isMany = run.seeds.count > 1
        return .line(
            x: all.map { Double($0[0].samples) / Double($0[0].parameters) }, y: values.map(LandscapeRun.geometricMean),
            spread: isMany
                ? .bars(lower: values.map { $0.min() ?? .nan }, upper: values.map { $0.max() ?? .nan }) : nil,
            series: method, style: run.study.style(of: method))
    }
}
