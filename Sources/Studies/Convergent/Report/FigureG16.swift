import Foundation
import Plotting
import Report

/// Why a denoiser cannot be firmly nonexpansive and free of divergence; and what reshaped kernels say of convolutions.
package enum FigureG16: ReportFigure {
    package static let (id, number, title) = (
        "figure-g16", "Figure G16", "Traces and sizes of Jacobians, and norms of convolutions"
    )
    package static let needs = ["study/convergent", "convergent/evaluate/"]

    /// Two panels. Throws `RunReaderError`, `TableError`, `PlottingError`.
    package static func draw(run: RunReader, into folder: URL) throws -> FigureCard {
        var sources = FigureSources(try run.study("convergent"))
        let convergent = try ConvergentRun(sources.study)
        for method in ConvergentRun.methods {
            for seed in convergent.seeds { sources.use(try sources.study.evaluation(method, seed: seed)) }
        }
        let networks = ["free", "lipschitz", "contractive", "firm", "frame"]
        let rows = networks + ["random"]
        let figure = Figure(
            id: id,
            summary:
                "Left: traces of Jacobians against their squared Frobenius norms, with the region of firmly nonexpansive maps below "
                + "the diagonal; denoisers without divergence lie on the vertical axis, and touch the region at the origin alone. Right: "
                + "exact norms of convolutions over those of reshaped kernels, from 1 to 3.",
            aspect: 0.9,
            panels: [
                Panel(
                    "Denoisers", x: Axis("tr $J$ / $N$", range: -0.1...1.15),
                    y: Axis("$‖J‖_F^2$ / $N$", range: 0...1.15), marks: regions(convergent)),
                Panel(
                    "Convolutions", x: Axis("Exact norm over reshaped kernel’s", range: 0.9...3.1),
                    y: Axis(
                        "", scale: .category(rows.map { $0 == "random" ? "Random" : sources.study.style(of: $0).name })),
                    marks: ratios(convergent, rows)),
            ])
        let slopes = ["free", "firm"].map { method in
            "\(NumberText.short(convergent.of(method).flatMap(\.slopes).max() ?? .nan)) (\(sources.study.label(of: method)))"
        }
        let products = Moments.mean(convergent.of("free").map { $0.trainedRatios.reduce(1, *) })
        let caption =
            "(a) The denoisers’ exact Jacobians *J* after *T* − 1 layers, a point for each of some test scenes and seed. A firmly "
            + "nonexpansive map has tr *J* ≥ ‖*J*‖_{F}^{2} (shaded), one without divergence tr *J* = 0: both hold at the origin alone, of "
            + "a constant. Plus signs on the vertical axis: the same denoisers after *J* − (tr *J*/*N*)*I*, by which OAMP makes them free of "
            + "divergence; each leaves the region. Lying in it is necessary, not enough: the largest singular value is "
            + "\(CaptionText.list(slopes)). (b) Norms of all convolutions as images, exactly, over those of the kernels reshaped to "
            + "matrices, by which layers are often divided: from 1 to 3, for trained weights before they are divided and for random "
            + "ones. Over the free network’s convolutions the ratios multiply to \(NumberText.short(products))."
        return try write(
            figure, caption: caption, departures: ConvergentDepartures.sentences(sources.study), sources: sources,
            into: folder)
    }

    private static func regions(_ run: ConvergentRun) -> [Mark] {
        let shade = Theme.style(role: "ablation", name: "Firmly nonexpansive: below").variant(
            dash: .solid, marker: MethodStyle.Marker.none)
        var marks: [Mark] = [
            .band(x: [0, 1], lower: [0, 0], upper: [0, 1], series: "region", style: shade),
            .vertical(at: 0, series: "axis", style: Theme.style(role: "trivial", name: "No divergence")),
        ]
        var corrected: (x: [Double], y: [Double]) = ([], [])
        for method in ["free", "lipschitz", "contractive", "firm", "frame", "soft"] {
            let all = run.of(method).flatMap { Array(zip($0.traces, $0.squares)) }
            guard !all.isEmpty else { continue }
            marks.append(
                .scatter(
                    x: all.map(\.0), y: all.map(\.1), series: method, style: run.study.style(of: method)))
            corrected.x += all.map { _ in 0 }
            corrected.y += all.map { $0.1 - $0.0 * $0.0 }
        }
        guard !corrected.x.isEmpty else { return marks }
        return marks + [
            .scatter(
                x: corrected.x, y: corrected.y, series: "corrected",
                style: Theme.style(role: "alternative", variant: 1, name: "The same, made free of divergence"))
        ]
    }

    private static func ratios(_ run: ConvergentRun, _ rows: [String]) -> [Mark] {
        rows.enumerated().compactMap { row, method in
            let isRandom = method == "random"
            let values = isRandom ? run.of("free").flatMap(\.randomRatios) : run.of(method).flatMap(\.trainedRatios)
            guard !values.isEmpty else { return nil }
            let style =
                isRandom ? Theme.style(role: "trivial", name: "").variant(marker: .cross) : run.study.style(of: method)
            return .scatter(
                x: values, y: values.map { _ in Double(row) }, series: method, style: style.variant(name: ""))
        }
    }
}
