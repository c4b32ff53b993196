import Foundation
import Plotting
import Report

/// Histograms of ‖y_l‖₁ at some layers, and of the optimum.
package enum Figure4: ReportFigure {
    package static let (id, number, title) = ("figure-4", "Figure 4", "ℓ1 norms of the layers' outputs")
    package static let needs = ["study/sparse", "sparse/evaluate/constrained/", "sparse/evaluate/standard/"]

    private static let bins = 36

    /// Eight panels. Throws `RunReaderError`, `TableError`, `PlottingError`.
    package static func draw(run: RunReader, into folder: URL) throws -> FigureCard {
        let study = try run.study("sparse")
        var sources = FigureSources(study)
        let methods = try sources.available(["constrained", "standard"], andExternalsWith: "samples.csv")
        let grids = try methods.map { method in
            try study.seeds(of: method).map { seed in
                sources.use(try study.evaluation(method, seed: seed))
                return try study.samples(method, seed: seed)
            }
        }
        // A network may have fewer layers than the other.
        let layers = Set(grids.joined().flatMap(\.levels)).sorted()
        let norms = zip(methods, grids).map { method, grids in
            (id: method, levels: layers.map { layer in grids.flatMap { $0.values("l1", at: layer) ?? [] } })
        }
        let truths = try methods.first.map { method in
            try study.seeds(of: method).prefix(1).flatMap { try study.truth(method, seed: $0).doubles("l1") }
        }
        let shown = Self.shown(of: layers.count)
        guard !shown.isEmpty else { throw RunReaderError.noRow("any layer", file: "samples.csv") }
        let bins = Bins(of: norms.flatMap { entry in shown.flatMap { entry.levels[$0] } } + (truths ?? []))
        var histograms = shown.map { index in
            (
                title: layers[index] == 0 ? "Start $y_0$" : "Layer \(Int(layers[index]))",
                series: zip(norms, grids).map { entry, grids in
                    let style = study.style(of: entry.id)
                    return Series(
                        id: entry.id, name: style.name, style: style,
                        parts: grids.map { $0.values("l1", at: layers[index]) ?? [] })
                }
            )
        }
        if let truths {
            let name = "Optimum $y^*$"
            histograms.append((name, [Series(id: "truth", name: name, style: nil, parts: [truths])]))
        }
        let panels = histograms.map { panel($0.title, $0.series, bins) }
        let examples = CaptionText.examples(truths?.filter(\.isFinite).count)
        let means = norms.map { entry in
            "\(study.label(of: entry.id)) "
                + shown.map { NumberText.short(Moments.mean(entry.levels[$0])) }.joined(separator: ", ")
        }
        let truth = truths.map { NumberText.short(Moments.mean($0)) } ?? "unknown"
        let names = shown.map { CaptionText.plain(layers[$0]) }
        let figure = Figure(
            id: id,
            summary:
                "Histograms of the l1 norm at layers \(names.joined(separator: ", ")). Mean norms: \(means.joined(separator: "; ")); "
                + "optimum \(truth).",
            columns: 4, aspect: 0.78, panels: panels, sharing: .x)
        let seeds = CaptionText.seeds(methods.map { study.seeds(of: $0).count })
        return try write(
            figure,
            caption: caption(
                layers: names.dropFirst().joined(separator: ", "), scope: "\(examples), \(seeds) together",
                means: means.joined(separator: "; "), truth: truth),
            departures: SparseDepartures.sentences(study, methods), sources: sources, into: folder)
    }

    private static func caption(layers: String, scope: String, means: String, truth: String) -> String {
        "Histograms of ‖*y*_{l}‖_{1} at the start, at layers \(layers), and of the optimum *y*^{∗}; \(scope), with a thin "
            + "line for each seed by itself where there are several. All panels have the same horizontal axis and bins, which are "
            + "logarithmic; what is below the lowest bin is counted in it. Where one bin would hide the others, its bars are cut "
            + "and their shares are written beside them. Mean norms at these "
            + "layers: \(means). Mean of the optimum: \(truth)."
    }

    /// The places of the paper's layers 0, 1, 3, 5, 7, 9, 10 among `count` layers with the start, or of seven spread
    /// evenly where there are not eleven.
    private static func shown(of count: Int) -> [Int] {
        if count == 11 { return [0, 1, 3, 5, 7, 9, 10] }
        if count <= 7 { return Array(0..<count) }
        return (0..<7).map { Int((Double($0) * Double(count - 1) / 6).rounded()) }
    }

    /// What is counted, one part for each seed; without a style it is no method.
    private struct Series {
        var id: String
        var name: String
        var style: MethodStyle?
        var parts: [[Double]]
    }

    /// Bins that all panels share, evenly wide on a logarithmic axis.
    private struct Bins {
        let edges: [Double]

        /// Three decades below the largest norm at most: a network at zero has no place on the axis.
        init(of values: [Double]) {
            let positive = values.filter { $0.isFinite && $0 > 0 }
            let high = max((positive.max() ?? 1) * 1.001, .leastNormalMagnitude)
            let low = max(min(positive.min() ?? high / 10, high / 2), high / 1000)
            edges = (0...bins).map { low * pow(high / low, Double($0) / Double(bins)) }
        }

        /// The share of each bin in per cent.
        func shares(_ values: some Collection<Double>) -> [Double] {
            var counts = [Int](repeating: 0, count: edges.count - 1)
            let width = log(edges[edges.count - 1] / edges[0]) / Double(counts.count)
            for value in values where value.isFinite {
                let place = value > edges[0] ? log(value / edges[0]) / width : 0
                counts[min(Int(place), counts.count - 1)] += 1
            }
            let total = Double(max(values.count, 1))
            return counts.map { 100 * Double($0) / total }
        }
    }

    /// The axis' end: it holds all bars but those of one bin that would hide the others, of a network that sits at zero, say.
    private static func top(of heights: [[Double]]) -> Double {
        let tallest = (heights.first?.indices ?? 0..<0).map { bin in heights.map { $0[bin] }.max() ?? 0 }.sorted(by: >)
        let (most, others) = (tallest.first ?? 0, tallest.dropFirst().first ?? 0)
        return others > 0 && most > 3 * others ? 1.6 * others : 1.05 * max(most, 1e-9)
    }

    private static func panel(_ title: String, _ series: [Series], _ bins: Bins) -> Panel {
        let top = top(of: series.map { bins.shares($0.parts.joined()) })
        var marks: [Mark] = []
        var words: [Mark] = []
        for entry in series {
            let heights = bins.shares(entry.parts.joined())
            marks.append(.histogram(edges: bins.edges, heights: heights, series: entry.id, style: entry.style))
            if entry.parts.count > 1 {
                marks += entry.parts.enumerated().map { seed, part in
                    .outline(
                        edges: bins.edges, heights: bins.shares(part), series: "\(entry.id), seed \(seed + 1)",
                        style: entry.style?.variant(name: ""))
                }
            }
            let step = bins.edges[1] / bins.edges[0]
            for bin in heights.indices where heights[bin] > top {
                // Beside the bar, on the side that has more room.
                let isLeft = 2 * bin < heights.count
                words.append(
                    .text(
                        "\(entry.name): \(NumberText.short(heights[bin])) %",
                        x: isLeft ? bins.edges[bin + 1] * pow(step, 0.8) : bins.edges[bin] / pow(step, 0.8),
                        y: top * (0.92 - 0.13 * Double(words.count)), anchor: isLeft ? .left : .right))
            }
        }
        return Panel(
            title, x: Axis("$‖y_ℓ‖_1$", scale: .logarithmic, range: bins.edges[0]...bins.edges[bins.edges.count - 1]),
            y: Axis("Examples (%)", range: 0...top), marks: marks + words)
    }
}
