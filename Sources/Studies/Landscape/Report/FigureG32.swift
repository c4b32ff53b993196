import Foundation
import Plotting
import Report

/// One training, looked at closely: the loss with what is predicted of it, the PL ratio, and the smallest eigenvalue of K.
package enum FigureG32: ReportFigure {
    package static let (id, number, title) = ("figure-g32", "Figure G32", "Gradient descent and the PL∗ condition")
    package static let needs = ["study/landscape", "landscape/evaluate/"]

    /// Numbers outside are left out: rounding.
    private static let losses = 1e-10...10.0
    private static let ratios = 1e-8...1e3
    private static let eigenvalues = 1e-6...1e2
    private static let methods = ["smooth", "soft", "dense", "dense-shallow"]

    /// Three panels. Throws `RunReaderError`, `TableError`, `PlottingError`.
    package static func draw(run: RunReader, into folder: URL) throws -> FigureCard {
        var sources = FigureSources(try run.study("landscape"))
        let landscape = try LandscapeRun(sources.study)
        for method in methods {
            for seed in landscape.seeds { sources.use(try sources.study.evaluation(method, seed: seed)) }
        }
        let x = Axis("Step $t$", range: 0...Double(landscape.steps))
        let smooth = landscape.trainings("smooth", landscape.shown)
        let figure = Figure(
            id: id,
            summary:
                "Three panels over the steps of gradient descent, on logarithmic axes: training losses, PL ratios, and the smallest "
                + "eigenvalues of K.",
            aspect: 1,
            panels: [
                Panel(
                    "Training loss", x: x, y: Axis("$L(w_t)/L_{zero}$", scale: .logarithmic, range: losses),
                    marks: methods.map { line(landscape, $0, \.losses, within: losses) }
                        + [predicted(landscape)]),
                Panel(
                    "PL ratio", x: x,
                    y: Axis("$ρ_t = ½‖∇L‖^2/L$", scale: .logarithmic, range: ratios),
                    marks: methods.map { line(landscape, $0, \.ratios, within: ratios) }),
                Panel(
                    "Smallest eigenvalue", x: x,
                    y: Axis("$λ_{min}(K_t)$", scale: .logarithmic, range: eigenvalues),
                    marks: methods.compactMap { smallest(landscape, $0) } + words(landscape)),
            ])
        let dead = landscape.spectra("soft").compactMap(\.first).map { Double($0.dead) }
        let isMany = landscape.seeds.count > 1
        let caption =
            "Training on *n* = \(landscape.shown) samples, \(landscape.shown * landscape.outputs) outputs against "
            + "\(smooth.first.map { CaptionText.number($0.parameters) } ?? "–") parameters"
            + (isMany ? "; geometric means over \(CaptionText.seeds([landscape.seeds.count]))" : "")
            + ". (a) The loss over that of answering 0; spaced dashes: (1 − *η*·min *ρ*)^{t} of the smooth network. (b) The PL ratio: "
            + "PL∗ holds on the way where it stays above 0. (c) The smallest eigenvalue of *K* = *JJ*^{T}, the constant of the "
            + "theorem, exactly. With the soft threshold it is 0 throughout, as \(NumberText.short(Moments.mean(dead))) outputs are "
            + "dead at the start; values below the axes are left out."
        return try write(
            figure, caption: caption, departures: LandscapeDepartures.sentences(sources.study), sources: sources,
            into: folder)
    }

    /// Geometric means over seeds, up to where the first of them ends or the mean leaves the axis.
    private static func line(
        _ run: LandscapeRun, _ method: String, _ column: KeyPath<LandscapeRun.Path, [Double]>,
        within range: ClosedRange<Double>
    ) -> Mark {
        let paths = run.of(method).map(\.path)
        let count = paths.map { min($0[keyPath: column].count, $0.steps.count) }.min() ?? 0
        let means = (0..<count).map { place in
            LandscapeRun.geometricMean(paths.map { $0[keyPath: column][place] })
        }
        let places = Array(means.indices.prefix { range.contains(means[$0]) })
        return .line(
            x: places.map { paths[0].steps[$0] }, y: places.map { means[$0] }, series: method,
            style: run.study.style(of: method).variant(marker: MethodStyle.Marker.none))
    }

    private static func predicted(_ run: LandscapeRun) -> Mark {
        let trainings = run.trainings("smooth", run.shown)
        let steps = stride(from: 0, through: Double(run.steps), by: max(1, Double(run.steps) / 200))
        let values = steps.map { step in
            LandscapeRun.geometricMean(trainings.map { $0.first * pow(max(1 - $0.rate * $0.leastRatio, 0), step) })
        }
        let shown = zip(steps, values).filter { losses.contains($0.1) }
        return .line(
            x: shown.map(\.0), y: shown.map(\.1), series: "predicted",
            style: Theme.style(role: "bound", name: "Predicted, smooth"))
    }

    /// What a logarithmic axis cannot show.
    private static func words(_ run: LandscapeRun) -> [Mark] {
        guard run.spectra("soft").joined().allSatisfy({ $0.smallest == 0 }) else { return [] }
        return [.text("Soft threshold: 0 throughout", x: Double(run.steps) / 2, y: eigenvalues.lowerBound * 10)]
    }

    /// Where every seed's is above 0; nil where none is.
    private static func smallest(_ run: LandscapeRun, _ method: String) -> Mark? {
        let spectra = run.spectra(method)
        let count = spectra.map(\.count).min() ?? 0
        let points = (0..<count).compactMap { place -> (Double, Double)? in
            let value = LandscapeRun.geometricMean(spectra.map { $0[place].smallest })
            return eigenvalues.contains(value) ? (Double(spectra[0][place].step), value) : nil
        }
        guard !points.isEmpty else { return nil }
        return .line(
            x: points.map(\.0), y: points.map(\.1), series: method,
            style: run.study.style(of: method).variant(marker: MethodStyle.Marker.none))
    }
}
