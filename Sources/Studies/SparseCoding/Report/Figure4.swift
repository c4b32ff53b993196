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
        let methods = try sources.available(["constrained", "standard"])
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
        var panels = shown.enumerated().map { place, index in
            panel(
                layers[index] == 0 ? "Start $y_0$" : "Layer \(Int(layers[index]))",
                norms.map { id, levels in
                    let style = study.style(of: id)
                    return (id, style.name, style, levels.indices.contains(index) ? levels[index] : [])
                }, labelled: place % 4 == 0)
        }
        if let truths {
            let name = "Optimum $y^*$"
            panels.append(panel(name, [("truth", name, nil, truths)], labelled: panels.count % 4 == 0))
        }
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
            columns: 4, aspect: 0.78, panels: panels)
        let seeds = CaptionText.seeds(methods.map { study.seeds(of: $0).count })
        return try write(
            figure,
            caption: caption(
                layers: names.dropFirst().joined(separator: ", "), scope: "\(examples), \(seeds) together",
                means: means.joined(separator: "; "), truth: truth),
            sources: sources, into: folder)
    }

    private static func caption(layers: String, scope: String, means: String, truth: String) -> String {
        "Histograms of ‖*y*_{l}‖_{1} at the start, at layers \(layers), and of the optimum *y*^{∗}; \(scope). "
            + "Methods share their bins within a panel; each panel has axes of its own, from zero; where one "
            + "bin would hide the others, its bars are cut and their shares are written beside them. Mean norms at these "
            + "layers: \(means). Mean of the optimum: \(truth)."
    }

    /// The places of the paper's layers 0, 1, 3, 5, 7, 9, 10 among `count` layers with the start, or of seven spread
    /// evenly where there are not eleven.
    private static func shown(of count: Int) -> [Int] {
        if count == 11 { return [0, 1, 3, 5, 7, 9, 10] }
        if count <= 7 { return Array(0..<count) }
        return (0..<7).map { Int((Double($0) * Double(count - 1) / 6).rounded()) }
    }

    /// What is counted; without a style it is no method.
    private typealias Series = (id: String, name: String, style: MethodStyle?, values: [Double])

    private static func panel(_ title: String, _ series: [Series], labelled: Bool) -> Panel {
        let all = series.flatMap(\.values).filter(\.isFinite)
        let (low, high) = (all.min() ?? 0, all.max() ?? 1)
        let width = (high > low ? high - low : max(abs(low) * 0.1, 1)) / Double(bins)
        let edges = (0...bins).map { low + width * Double($0) }
        let heights: [[Double]] = series.map { entry in
            var counts = [Int](repeating: 0, count: bins)
            for value in entry.values where value.isFinite {
                let place = (value - low) / width
                counts[place.isFinite ? Int(min(max(place, 0), Double(bins - 1))) : 0] += 1
            }
            let total = Double(max(entry.values.count, 1))
            return counts.map { 100 * Double($0) / total }
        }
        let marks = zip(series, heights).map { entry, heights in
            Mark.histogram(edges: edges, heights: heights, series: entry.id, style: entry.style)
        }
        // Where a network sits at zero, one bin has nearly all examples and the rest is not seen: it is cut and named.
        let bin = (0..<bins).max { left, right in
            (heights.map { $0[left] }.max() ?? 0) < (heights.map { $0[right] }.max() ?? 0)
        }
        guard let bin else { return plot(title, marks, labelled: labelled) }
        let others = heights.flatMap { row in row.indices.filter { $0 != bin }.map { row[$0] } }.max() ?? 0
        let most = heights.map { $0[bin] }.max() ?? 0
        guard others > 0, most > 3 * others else { return plot(title, marks, labelled: labelled) }
        let limit = 1.6 * others
        let cut = zip(series, heights).filter { $1[bin] > limit }
        let words = cut.enumerated().map { index, entry in
            Mark.text(
                "\(entry.0.name): \(NumberText.short(entry.1[bin])) %",
                x: low + width * (Double(bin) + 1.8), y: limit * (0.92 - 0.13 * Double(index)), anchor: .left)
        }
        return plot(title, marks + words, limit: limit, labelled: labelled)
    }

    private static func plot(_ title: String, _ marks: [Mark], limit: Double? = nil, labelled: Bool) -> Panel {
        let axis = title.hasPrefix("Optimum") ? "$‖y^*‖_1$" : "$‖y_ℓ‖_1$"
        return Panel(
            title, x: Axis(axis, includesZero: true),
            y: Axis(labelled ? "Examples (%)" : "", range: limit.map { 0...$0 }), marks: marks)
    }
}
