import Foundation
import Plotting
import Report

/// Which piece of the inpainting network's parametrisation does what.
package enum FigureA: ReportFigure {
    package static let (id, number, title) = ("figure-a", "Figure A", "What each piece of the inpainting network does")
    package static let needs = [
        "study/inpainting", "inpainting/evaluate/constrained/", "inpainting/evaluate/gated/",
        "inpainting/evaluate/ablation-",
    ]

    /// Three panels of dots and the table. Throws `RunReaderError`, `TableError`, `PlottingError`.
    package static func draw(run: RunReader, into folder: URL) throws -> FigureCard {
        let study = try run.study("inpainting")
        var sources = FigureSources(study)
        let measured = try sources.available(Ablation.ids(study).filter { study.loss(of: $0) == nil })
        for method in measured { _ = try sources.evaluations(method, "layers.csv") }
        let all = try Ablation.all(study)
        let ablations = all.filter { $0.measures != nil }
        let ridge = try sources.final("ridge", "hole")
        let clean = Theme.style(role: "truth", name: "Clean images").variant(weight: .thin)
        let panels = [
            panel(
                "Error in the hole", "Mean squared error", ablations, \.hole,
                others: ridge.map { [.vertical(at: $0, series: "ridge", style: study.style(of: "ridge"))] } ?? []),
            panel("Error of the known pixels", "Mean squared error", ablations, \.known),
            panel(
                "Chequer", "Over that of clean images", ablations, \.chequer,
                others: [.vertical(at: 1, series: "truth", style: clean.variant(marker: MethodStyle.Marker.none))]),
        ]
        for lost in all where lost.measures == nil {
            let reason = study.loss(of: lost.id)?.reason ?? ""
            sources.note("\(lost.name) \(lost.state.rawValue)\(reason.isEmpty ? "" : ": \(reason)").")
        }
        let again = ablations.flatMap { ablation in
            study.retrained(ablation.id).filter { $0.seed == ablation.measures?.seed }
        }
        if !again.isEmpty { sources.note(RetrainedSeed.sentence(again)) }
        let chequers = ablations.compactMap { ablation in
            ablation.measures.map { (id: ablation.id, value: $0.chequer.mean(at: 1)) }
        }
        let holes = ablations.compactMap { ablation in
            ablation.measures.map { (id: ablation.id, value: $0.hole.last) }
        }
        let figure = Figure(
            id: id,
            summary: "Dots for each layer of \(ablations.count) networks, with a table. Error in the hole at the last "
                + "layer: \(CaptionText.named(holes, study)). Chequer at the first layer over that of clean images: "
                + "\(CaptionText.named(chequers, study)).",
            columns: 3, aspect: 1.35, panels: panels, sharing: [.y],
            table: AblationTable(ablations).figure)
        let epsilon = CaptionText.plain(try study.epsilon(of: "constrained"))
        let caption =
            "“Constrained”, the network on gated flows, and “constrained” with one piece changed, by layer on "
            + "\(CaptionText.examples(try sources.testExamples(of: measured), "test images")); "
            + seeds(ablations)
            + ". Mean squared error (a) in the hole and (b) of the known pixels; (c) root mean square "
            + "of the diagonal details (*a* − *b* − *c* + *d*)/2 of all 2×2 squares, which a chequerboard raises, over "
            + "that of the clean images. Table: learning rates, errors, chequer, the largest ratio of mean ‖*z*_{l}‖ to that of the layer "
            + "before over *l* = 2…*L*, and the layers where the test images' mean misses the constraints (26), ε = "
            + "\(epsilon)."
        return try write(
            figure, caption: caption,
            departures: ["Not in the paper."] + InpaintingDepartures.constraint(study.run.manifest.settings)
                + unequalSteps(ablations),
            sources: sources, into: folder)
    }

    /// A row of dots for each network, a dot for each layer.
    private static func panel(
        _ title: String, _ label: String, _ ablations: [Ablation], _ curve: KeyPath<Ablation.Measures, SeedCurve>,
        others: [Mark] = []
    ) -> Panel {
        let curves = ablations.map { $0.measures?[keyPath: curve] }
        let layers = curves.compactMap { $0 }.map(\.keys).max { $0.count < $1.count } ?? []
        let dots = layers.enumerated().map { index, layer in
            Mark.scatter(
                x: curves.map { $0?.mean(at: layer) ?? .nan }, y: curves.indices.map(Double.init),
                series: "layer \(CaptionText.plain(layer))",
                style: Theme.ordered(index, of: layers.count, name: "Layer \(CaptionText.plain(layer))"))
        }
        return Panel(
            title, x: Axis(label, scale: .logarithmic),
            y: Axis("", scale: .category(ablations.map { FigureText.settable($0.name) })),
            marks: others + dots)
    }

    /// Which seed all have, and how far the seeds of “constrained” are apart: what less says nothing.
    private static func seeds(_ ablations: [Ablation]) -> String {
        guard let own = ablations.first(where: { $0.id == "constrained" })?.measures else { return "one seed" }
        guard let spread = own.spread else { return "one seed (\(own.seed))" }
        return
            "all with seed \(own.seed). Over \(spread.seeds) seeds the errors of “constrained” in the hole at the last layer "
            + "lie from \(NumberText.short(spread.low)) to \(NumberText.short(spread.high))"
    }

    /// Says where the networks were not trained equally long: then they cannot be compared in error.
    private static func unequalSteps(_ ablations: [Ablation]) -> [String] {
        let own = ablations.first { $0.id == "constrained" }?.measures?.steps
        let others = ablations.filter { $0.id != "constrained" }.compactMap { $0.measures?.steps }
        guard let own, let other = others.first(where: { $0 != own }) else { return [] }
        return [
            "The ablations are trained for \(other) steps, “constrained” for \(own): "
                + "errors are to be compared among the ablations."
        ]
    }
}
