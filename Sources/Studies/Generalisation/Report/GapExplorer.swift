import Foundation
import Report

/// The gap and its bounds at each T and n, chosen by sliders.
enum GapExplorer {
    static let section = PageSection(
        anchor: "explore", title: "The gap over layers and training signals",
        lead:
            "The text’s interactive example: choose a network, its layers and how many signals it learns from, and see the measured gap beside the "
            + "bounds. All numbers are those of the table under it; none is computed in the page.\n"
            + "A public experiment with finite training sets (the notebook on finite data of Wadayama’s *Deep Unfolding* book: 64 × 128, 40 layers, "
            + "80 learned numbers) prints test errors of 1.73, 1.21, 0.134, 0.064 and 0.117, where E‖*c*‖^{2} is 6.4, for 10, 50, 100, 5000 and "
            + "infinitely many signals. That infinitely many come out worse than 5000 is no effect of the data, as its learning rates differ from "
            + "row to row; here one rate serves all, and the last table has the losses."
    ) { run in
        guard let study = try? run.study("generalisation"), let own = try? GeneralisationRun(study) else { return [] }
        return [table(own), losses(own)]
    }

    /// R by n, and of networks that see new signals in each batch.
    private static func losses(_ run: GeneralisationRun) -> DetailTable {
        func cells(_ samples: Int, _ value: (GeneralisationRun.Cell) -> Double) -> [String] {
            GeneralisationRun.kinds.map {
                NumberText.short(run.mean($0, layers: run.deepest, samples: samples, value))
            }
        }
        return DetailTable(
            "Loss on held-out signals at *T* = \(run.deepest)",
            header: ["*n*"] + GeneralisationRun.kinds.map { GeneralisationRun.names[$0] ?? $0 },
            rows: run.sizes.map { [CaptionText.number($0)] + cells($0, \.test) }
                + [["new in each batch"] + cells(run.sizes[0], \.endlessTest)])
    }

    private static func table(_ run: GeneralisationRun) -> DetailTable {
        let places = GeneralisationRun.kinds.flatMap { kind in
            run.depths.flatMap { layers in run.sizes.map { (kind: kind, layers: layers, samples: $0) } }
        }
        let bounds = GapCurves.bounds
        var rows: [[String]] = []
        var values: [[Double]] = []
        for place in places {
            func mean(_ value: (GeneralisationRun.Cell) -> Double) -> Double {
                run.mean(place.kind, layers: place.layers, samples: place.samples, value)
            }
            let gap = GapCurves.estimate(
                run, run.gaps(place.kind, layers: place.layers, samples: place.samples))
            let numbers = [gap.value, mean(\.early)] + bounds.map { mean($0.value) }
            let interval =
                gap.isUsable
                ? "\(NumberText.short(gap.low, digits: 2)) to \(NumberText.short(gap.high, digits: 2))" : "–"
            let words = [numbers[0], mean(\.test), numbers[1]].map { text($0) }
            rows.append(
                [
                    GeneralisationRun.names[place.kind] ?? place.kind, "\(place.layers)",
                    CaptionText.number(place.samples), words[0], interval, words[2], words[1],
                ] + bounds.map { text(mean($0.value)) } + [ratio(mean(\.printed), gap.value)])
            values.append(numbers)
        }
        var table = DetailTable(
            "The gap of the clipped loss, means over \(CaptionText.seeds([run.seeds.count])); the same of the weights that validation keeps; the loss "
                + "on held-out signals; bounds on the gap as they come out, and the printed one over the gap",
            header: ["Network", "*T*", "*n*", "Gap", "95 % interval", "Stopped early", "Test loss"]
                + bounds.map(\.name) + ["Printed/gap"],
            rows: rows)
        table.picker = .init(
            selectors: [
                .init("Network"), .init("Layers *T*", isSlider: true), .init("Training signals *n*", isSlider: true),
            ],
            quantities: ["Measured gap", "Stopped early"]
                + bounds.map { $0.name == "Printed" ? "Printed bound" : $0.name },
            values: values, limit: 1, limitWords: "largest possible loss")
        return table
    }

    private static func text(_ value: Double) -> String { value.isNaN ? "–" : NumberText.short(value, digits: 3) }

    private static func ratio(_ bound: Double, _ gap: Double) -> String {
        gap > 0 && bound.isFinite ? NumberText.short(bound / gap, digits: 2) : "–"
    }
}
