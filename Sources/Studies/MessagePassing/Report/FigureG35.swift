import Foundation
import Plotting
import Report

/// Networks off the scenes and the operator that they were trained on, and on their own training scenes.
package enum FigureG35: ReportFigure {
    package static let (id, number, title) = (
        "figure-g35", "Figure G35", "Training for errors, scenes of another kind, and the gap"
    )
    package static let needs = ["study/oamp", "oamp/evaluate/"]

    /// Three panels. Throws `RunReaderError`, `TableError`, `PlottingError`.
    package static func draw(run: RunReader, into folder: URL) throws -> FigureCard {
        func moved(_ run: OAMPRun) -> [String] {
            OAMPRun.networks.map { "\($0)-\(run.largest)" } + [OAMPRun.algorithm, "soft", "lmmse"]
        }
        let (sources, oamp) = try OAMPFigures.open(run) { run in
            moved(run)
                + networks.flatMap { network in
                    run.sizes.map { "\(network)-\($0)" } + OAMPRun.adaptations.map { run.adapted(network, $0) }
                }
        }
        let methods = moved(oamp).filter { !oamp.summary("outlines", $0).isEmpty }
        let rows = methods.map { oamp.study.style(of: $0).name }
        let figure = Figure(
            id: id,
            summary:
                "Errors without and with an error in the operator of an unrolled network and a U-Net, trained without errors, with that of the "
                + "test data and with others; errors of each method on scenes of its training’s kind and of another; and gaps between test and "
                + "training scenes by the number of training scenes.",
            columns: 3, aspect: 0.95,
            panels: [
                Panel(
                    "Trained for errors", x: Axis("NMSE (dB)"), y: Axis("", scale: .category(adapted(oamp).map(\.row))),
                    marks: adaptationMarks(oamp)),
                Panel(
                    "Scenes of another kind", x: Axis("NMSE (dB)"), y: Axis("", scale: .category(rows)),
                    marks: [
                        .scatter(
                            x: methods.map { Moments.mean(oamp.summary("outlines", $0)) },
                            y: methods.indices.map(Double.init), series: "outlines",
                            style: look.variant(name: "Outlines of polygons", marker: .openSquare)),
                        .scatter(
                            x: methods.map { oamp.error($0) }, y: methods.indices.map(Double.init), series: "made-up",
                            style: look.variant(name: "Scenes of training’s kind")),
                    ]),
                Panel(
                    "Gap", x: Axis("Training scenes $n$", scale: .logarithmic), y: Axis("Test less training"),
                    marks: gaps(oamp)),
            ])
        return try write(
            figure, caption: caption(oamp), departures: OAMPDepartures.sentences(oamp.study), sources: sources,
            into: folder)
    }

    private static let networks = ["untied", "unet"]
    private static let look = Theme.style(role: "truth", name: "").variant(marker: .circle)

    /// Networks trained without errors, with the test data's and with others, and the row that each has.
    private static func adapted(_ run: OAMPRun) -> [(method: String, row: String)] {
        networks.flatMap { network -> [(method: String, row: String)] in
            let main = "\(network)-\(run.largest)"
            let name = run.study.style(of: main).name
            return [(main, name)]
                + zip(OAMPRun.adaptations, ["same error", "other errors"]).map {
                    (run.adapted(network, $0), "\(name), \($1)")
                }
        }.filter { run.has($0.method) }
    }

    /// The size of the error with which networks were trained.
    private static func trainedError(_ run: OAMPRun) -> Double {
        adapted(run).flatMap { run.summary("trained_error", $0.method) }.first ?? .nan
    }

    /// Errors without an error of the operator, and with one of the size that networks were trained with.
    private static func adaptationMarks(_ run: OAMPRun) -> [Mark] {
        let (all, size) = (adapted(run).map(\.method), trainedError(run))
        let places = all.indices.map(Double.init)
        return [
            .scatter(
                x: all.map { errorWithErrors($0, run) }, y: places, series: "with errors",
                style: look.variant(
                    name: size.isFinite ? "An error of \(NumberText.percent(size))" : "An error", marker: .openTriangle)
            ),
            // Above, where both are the same.
            .scatter(
                x: all.map { run.error($0) }, y: places, series: "without errors",
                style: look.variant(name: "No error of the operator", marker: .triangle)),
        ]
    }

    /// The mean error in dB with an error of the operator of about that size.
    private static func errorWithErrors(_ method: String, _ run: OAMPRun) -> Double {
        let size = trainedError(run)
        return Moments.mean(
            run.mismatch(method, "entries", "data").map { rows in
                size.isFinite ? OAMPQuantity.nearest(size, rows)?.error ?? .nan : .nan
            })
    }

    private static func gaps(_ run: OAMPRun) -> [Mark] {
        let style = Theme.style(role: "bound", name: "")
        return [.horizontal(at: 0, label: "", series: "none", style: style)]
            + ["untied", "tied", "unet", "unet-small", "alista"].flatMap { network -> [Mark] in
                let sizes = run.sizes(of: network).filter { !run.gaps("\(network)-\($0)").isEmpty }
                let bySize = sizes.map { run.gaps("\(network)-\($0)") }
                return OAMPFigures.line(
                    sizes.map(Double.init), run.seeds.indices.map { seed in bySize.map { $0[seed] } },
                    series: "gap, \(network)", style: run.study.style(of: "\(network)-\(run.largest)"))
            }
    }

    private static func caption(_ run: OAMPRun) -> String {
        let wonBack = CaptionText.list(
            OAMPRun.adaptations.flatMap { adaptation in
                OAMPQuantity.wonBack("untied", adaptation: adaptation).numbers(run).map {
                    NumberText.percent(Moments.mean($0.values))
                }
            })
        func withErrors(_ network: String) -> String {
            let all = adapted(run).filter { $0.method.hasPrefix("\(network)-") }
            return CaptionText.list(all.map { NumberText.short(errorWithErrors($0.method, run)) }) + " dB"
        }
        func outlines(_ method: String) -> String {
            OAMPFigures.decibels(Moments.mean(run.summary("outlines", method)))
        }
        func gap(_ network: String) -> String {
            let all = [run.smallest, run.largest].map { run.gaps("\(network)-\($0)") }
            return CaptionText.list(all.filter { !$0.isEmpty }.map { NumberText.short(Moments.mean($0)) })
        }
        return
            "(a) Errors where data come from *A*, and from *A* + Δ*A* with ‖Δ*A*‖ = \(NumberText.short(trainedError(run)))‖*A*‖, of networks with "
            + "\(CaptionText.number(run.largest)) training scenes: as they are trained elsewhere; with the very Δ*A* of the test data in the training data; "
            + "and with sixteen others of its size, each of which saw some scenes\(OAMPFigures.seeds(run)). All networks know *A* alone. With Δ*A* "
            + "these have \(withErrors("untied")) (unrolled OAMP) and \(withErrors("unet")) (U-Net); of what Δ*A* costs unrolled OAMP, training "
            + "with the same error and with others wins back \(wonBack). (b) Networks with as many scenes on outlines of "
            + "polygons with one amplitude and random phases, of the same mean power: unrolled OAMP has \(outlines("untied-\(run.largest)")), the algorithm "
            + "\(outlines(OAMPRun.algorithm)), the U-Net \(outlines("unet-\(run.largest)")). (c) The mean of min(NMSE, 1) on test scenes less that on "
            + "training scenes, less the same of the algorithm, so that an easy training set does not count; weights are those that "
            + "validation kept. With the fewest and the most scenes: \(gap("untied")) (unrolled OAMP), \(gap("unet")) (U-Net)."
    }
}
