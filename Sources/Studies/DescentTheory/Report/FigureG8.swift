import Foundation
import Plotting
import Report

/// Lemma 1 by layer: what was measured, as it is printed, as it can be proved, and what other signals certify.
package enum FigureG8: ReportFigure {
    package static let (id, number, title) = (
        "figure-g8", "Figure G8", "Lemma 1, layer by layer, and what can be certified"
    )
    package static let needs = ["study/theory", "theory/distance/", "theory/evaluate/"]

    /// A panel for each network. Throws `RunReaderError`, `TableError`, `PlottingError`.
    package static func draw(run: RunReader, into folder: URL) throws -> FigureCard {
        var sources = FigureSources(try run.study("theory"))
        let theory = try TheoryRun(sources.study)
        try theory.use(theory.networks, in: &sources)
        for seed in sources.study.seeds(of: TheoryRun.retrained) {
            sources.use(try sources.study.evaluation(TheoryRun.retrained, seed: seed))
        }
        let misses = try theory.misses()
        let panels = try theory.networks.map { network in
            Panel(
                title(network), x: Axis("Layer $ℓ$", ticks: .integers),
                y: Axis(try sources.study.measure(TheoryRun.measure(of: network)).symbol, scale: .logarithmic),
                marks: try marks(theory, network, delta: misses.limit))
        }
        let bounds = try theory.seeds.map { try theory.bounds(TheoryRun.gradient, $0, delta: misses.limit) }
        func mean(_ number: (DescentBounds) -> Double) -> String {
            NumberText.short(Moments.mean(bounds.map(number)))
        }
        let figure = Figure(
            id: id,
            summary:
                "\(panels.count) panels of a mean norm over layers, on logarithmic axes. The certificate with signed slacks lies on the "
                + "points, that with positive parts falls by one twentieth a layer, and the printed bound of (CI) stays far above.",
            columns: min(panels.count, 2), aspect: 0.62, panels: panels)
        let direct = NumberText.short(
            Moments.mean(try theory.seeds.map { try theory.directLimit(TheoryRun.gradient, $0) }))
        let caption =
            "What each network’s constraints are of, or would be, on test signals"
            + (theory.seeds.count > 1 ? ", means over \(CaptionText.seeds([theory.seeds.count]))" : ", one seed")
            + ". Certificates: of a set of signals that no network has seen, (1 − *ε*)^{ℓ}*m*_{0} + Σ(1 − *ε*)^{ℓ−k}*s*_{k} with upper limits, "
            + "signed, and with max(*s*_{k}, 0), which is all that constraints say: they tell how errors fall, layer by layer, while the "
            + "same signals bound *m*_{L} itself by \(direct). With (CI): (10) as printed and (10′) as it can be "
            + "proved, for *ε* = \(NumberText.setting(theory.epsilon)), *ζ* = \(mean(\.zeta)), *M* = \(mean(\.largest)), and *δ* at the upper limit "
            + "\(NumberText.short(misses.limit)) that \(misses.count) of \(misses.trainings) networks leave; the floor of (10) is "
            + "\(mean(\.printedFloor)), and *m*_{0} is \(mean(\.start)). Dotted in the last panel: the subgradient’s norm at *y*^{∗}."
        return try write(
            figure, caption: caption, departures: TheoryDepartures.sentences(sources.study), sources: sources,
            into: folder)
    }

    private static func title(_ network: String) -> String {
        [
            TheoryRun.gradient: "Constrained, (CI)", TheoryRun.distance: "Constrained, (CII)",
            TheoryRun.standard: "Standard", TheoryRun.subgradient: "(CI) by a subgradient",
        ][network] ?? ""
    }

    private static func marks(_ run: TheoryRun, _ network: String, delta: Double) throws -> [Mark] {
        let none = MethodStyle.Marker.none
        let curves = try run.seeds.map { try run.curve(network, $0, "test").mean }
        let layers = Array(0..<(curves.map(\.count).min() ?? 0))
        func line(_ values: [[Double]], _ series: String, _ style: MethodStyle) -> Mark {
            .line(
                x: layers.map(Double.init), y: layers.map { layer in Moments.mean(values.map { $0[layer] }) },
                series: series, style: style)
        }
        var marks: [Mark] = []
        if network == TheoryRun.gradient {
            let bounds = try run.seeds.map { try run.bounds(network, $0, delta: delta) }
            let printed = Theme.style(role: "bound", name: "Lemma 1 as printed, (10)")
            if bounds.allSatisfy(\.printedFloor.isFinite) {
                marks.append(line(bounds.map { layers.map($0.printed) }, "printed", printed))
            }
            marks.append(
                line(
                    bounds.map { layers.map($0.provable) }, "provable",
                    printed.variant(name: "As it can be proved, (10′)", dash: .dotted)))
        }
        for (keepsSigns, style) in [
            (
                false,
                Theme.style(role: "alternative", name: "Certificate by constraints alone").variant(marker: none)
            ),
            (true, Theme.style(role: "truth", name: "Certificate, signed slacks").variant(marker: none)),
        ] {
            marks.append(
                line(
                    try run.seeds.map { try run.certificate(network, $0, keepsSigns: keepsSigns) },
                    keepsSigns ? "certificate" : "certificate, positive parts", style))
        }
        marks.append(
            .scatter(
                x: layers.map(Double.init), y: layers.map { layer in Moments.mean(curves.map { $0[layer] }) },
                series: network, style: run.study.style(of: network)))
        if network == TheoryRun.subgradient {
            marks += Mark.level(
                run.mean { run.atOptima("subgradient", $0) }, "at $y^*$", series: "subgradient at optima",
                style: Theme.style(role: "trivial", variant: 1, name: ""))
        }
        return marks
    }
}

extension TheoryRun {
    /// Remembers the stages of some networks, and of their shifts, as used.
    func use(_ networks: [String], in sources: inout FigureSources) throws {
        for seed in seeds {
            for network in networks { sources.use(try study.evaluation(network, seed: seed)) }
            sources.use(Self.distanceStage(study.draw(of: Self.gradient, seed: seed)))
        }
    }
}
