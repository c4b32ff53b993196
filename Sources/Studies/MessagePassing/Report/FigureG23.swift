import Foundation
import Plotting
import Report

/// How many times more scenes the U-Net needs, target by target.
package enum FigureG23: ReportFigure {
    package static let (id, number, title) = ("figure-g23", "Figure G23", "Scenes for the same error")
    package static let needs = ["study/oamp", "oamp/evaluate/"]

    /// Two panels. Throws `RunReaderError`, `TableError`, `PlottingError`.
    package static func draw(run: RunReader, into folder: URL) throws -> FigureCard {
        let (sources, oamp) = try OAMPFigures.open(run) { run in
            run.sizes.flatMap { ["untied-\($0)", "unet-\($0)"] } + [OAMPRun.algorithm]
        }
        let ratios = oamp.seeds.indices.map { SampleRatio(oamp, seed: $0) }
        let published = SampleRatio(
            sizes: PublishedTomography.images, slow: PublishedTomography.unet.map { -$0 },
            fast: PublishedTomography.primalDual.map { -$0 })
        let look = Theme.style(role: "proposed", name: "Ratio")
        let open = Theme.style(role: "alternative", name: "At least")
        func marks(_ all: [SampleRatio], _ series: String, sign: Double) -> [Mark] {
            let points = all.flatMap(\.points)
            let (known, least) = (points.filter { !$0.isAtLeast }, points.filter(\.isAtLeast))
            func scatter(_ some: [SampleRatio.Point], _ name: String, _ style: MethodStyle) -> [Mark] {
                some.isEmpty
                    ? []
                    : [
                        .scatter(
                            x: some.map { sign * $0.target }, y: some.map(\.ratio), series: "\(series), \(name)",
                            style: style)
                    ]
            }
            return scatter(known, "ratio", look) + scatter(least, "at least", open.variant(marker: .triangle))
        }
        let y = Axis("U-Net’s scenes over unrolled’s", scale: .logarithmic)
        let figure = Figure(
            id: id,
            summary:
                "Ratios of training scenes that a U-Net and the unrolled network need for the same error, over the error, as points or as "
                + "lower bounds; left of these networks, right of published ones.",
            aspect: 0.9,
            panels: [
                Panel(
                    "Made-up scenes", x: Axis("Target NMSE (dB)"), y: y, marks: marks(ratios, "scenes", sign: 1)),
                Panel(
                    "Published: CT, ellipses", x: Axis("Target PSNR (dB)"), y: y,
                    marks: marks([published], "published", sign: -1)),
            ])
        let share = ratios.flatMap(\.points).filter(\.isAtLeast).count
        let count = ratios.flatMap(\.points).count
        let caption =
            "For errors from that of the U-Net with the fewest scenes to the best of the unrolled network, the number of scenes with which "
            + "the U-Net comes there over that of the unrolled network, by lines in log *n*. Triangles are lower bounds (\(share) of "
            + "\(count) here): the U-Net does not come there with \(CaptionText.number(oamp.largest)) scenes, or the unrolled "
            + "network is there with \(CaptionText.number(oamp.smallest)); more than "
            + "\(CaptionText.number(oamp.largest / max(oamp.smallest, 1))) these numbers of scenes cannot show. The median, so counted, is "
            + "\(CaptionText.list(ratios.map { NumberText.short($0.median) })). The untrained network, which is told the share and the mean power of pixels alone, is at "
            + "\(OAMPFigures.decibels(oamp.error(OAMPRun.algorithm))). Right: the same of the published curves, learned "
            + "primal-dual against the U-Net. One target, as the text has one, can be chosen for any ratio."
        return try write(
            figure, caption: caption, departures: OAMPDepartures.sentences(oamp.study), sources: sources, into: folder)
    }
}
