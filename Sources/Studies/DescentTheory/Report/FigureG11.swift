import Foundation
import Plotting
import Report

/// How ζ falls with the number of training signals, and what is counted for δ.
package enum FigureG11: ReportFigure {
    package static let (id, number, title) = ("figure-g11", "Figure G11", "What N signals leave open: ζ and δ")
    package static let needs = ["study/theory", "theory/evaluate/"]

    /// Two panels. Throws `RunReaderError`, `TableError`, `PlottingError`.
    package static func draw(run: RunReader, into folder: URL) throws -> FigureCard {
        var sources = FigureSources(try run.study("theory"))
        let theory = try TheoryRun(sources.study)
        try theory.use([TheoryRun.gradient], in: &sources)
        let (sizes, misses) = (try theory.sizes(), try theory.misses())
        for network in sources.study.description.methods.map(\.id)
        where network.hasPrefix("samples-") || network == TheoryRun.retrained {
            for seed in sources.study.seeds(of: network) {
                sources.use(try sources.study.evaluation(network, seed: seed))
            }
        }
        let slope = try TheoryQuantity.zetaSlope.numbers(theory).flatMap(\.values)
        let figure = Figure(
            id: id,
            summary:
                "Two panels. On logarithmic axes ζ over N, beside a line of slope minus one half and its standard error. Slacks over layers of the "
                + "networks that were trained again, with ζ.",
            aspect: 0.8,
            panels: [
                Panel(
                    "$ζ(N)$", x: Axis("Training signals $N$", scale: .logarithmic), y: Axis("$ζ$", scale: .logarithmic),
                    marks: zetaMarks(theory, sizes)),
                Panel(
                    "Trained again", x: Axis("Layer $ℓ$", ticks: .integers),
                    y: Axis("Slack $s_ℓ$ on test signals", scale: .symmetric(exponent: -1)),
                    marks: missMarks(theory, misses)),
            ])
        let caption =
            "(a) The largest difference of *s*_{ℓ} over layers between the signals that a network with (CI) learned from and others: mean, lowest and "
            + "highest of \(CaptionText.seeds([theory.seeds.count])); slope \(NumberText.short(Moments.mean(slope), digits: 2)). Assumption 4 asks for "
            + "it uniformly over weights; this is at trained ones. Dashed: one standard error of that difference, as both sets are finite: where "
            + "*ζ* is not well above it, chance is most of what is measured. (b) *s*_{ℓ} of \(misses.trainings) networks, each "
            + "trained with *N* = \(sizes.last.map { CaptionText.number($0.size) } ?? "–") new signals and a new seed, and *ζ* = "
            + "\(NumberText.short(misses.zeta)): at the layer with most misses \(misses.count) are above, so that *δ* is at most "
            + "\(NumberText.short(misses.limit)) (Clopper and Pearson, one-sided, 95 %)."
        return try write(
            figure, caption: caption, departures: TheoryDepartures.sentences(sources.study), sources: sources,
            into: folder)
    }

    private static func zetaMarks(_ run: TheoryRun, _ sizes: [TheoryRun.Size]) -> [Mark] {
        let (x, means) = (sizes.map { Double($0.size) }, sizes.map { Moments.mean($0.zetas) })
        var marks: [Mark] = []
        if let first = x.first, let last = x.last, let top = means.first, last > first, top > 0 {
            marks.append(
                .line(
                    x: [first, last], y: [top, top * (first / last).squareRoot()], series: "slope −1/2",
                    style: Theme.style(role: "trivial", variant: 1, name: "Slope $−1/2$")))
        }
        marks.append(
            .line(
                x: x, y: sizes.map { Moments.mean($0.errors) }, series: "standard error",
                style: Theme.style(role: "alternative", name: "One standard error").variant(
                    dash: .dashed, marker: MethodStyle.Marker.none)))
        marks.append(
            .line(
                x: x, y: means,
                spread: .bars(lower: sizes.map { $0.zetas.min() ?? .nan }, upper: sizes.map { $0.zetas.max() ?? .nan }),
                series: TheoryRun.gradient, style: run.study.style(of: TheoryRun.gradient)))
        return marks
    }

    private static func missMarks(_ run: TheoryRun, _ misses: TheoryRun.Misses) -> [Mark] {
        let style = run.study.style(of: TheoryRun.retrained)
        return misses.slacks.enumerated().map { place, slacks in
            .line(
                x: slacks.indices.map { Double($0 + 1) }, y: slacks, series: "network \(place + 1)",
                style: style.variant(
                    name: place == 0 ? "Trained again" : "", dash: .solid, marker: MethodStyle.Marker.none,
                    weight: .hair))
        } + [
            .horizontal(
                at: misses.zeta, label: "$ζ$", series: "zeta", style: Theme.style(role: "bound", name: ""))
        ]
    }
}
