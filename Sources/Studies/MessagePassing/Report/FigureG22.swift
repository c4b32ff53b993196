import Foundation
import Plotting
import Report

/// How errors fall with the number of training scenes.
package enum FigureG22: ReportFigure {
    package static let (id, number, title) = (
        "figure-g22", "Figure G22", "Errors by the number of training scenes, and by layer"
    )
    package static let needs = ["study/oamp", "oamp/evaluate/"]

    /// Three panels, or four where networks were trained for other operators. Throws `RunReaderError`, `TableError`, `PlottingError`.
    package static func draw(run: RunReader, into folder: URL) throws -> FigureCard {
        let levels = [OAMPRun.algorithm, "soft", "lmmse", "oracle"]
        let (sources, oamp) = try OAMPFigures.open(run) { run in
            levels + OAMPRun.networks.flatMap { network in run.sizes.map { "\(network)-\($0)" } }
                + further(run).flatMap { $0.methods }
        }
        let study = oamp.study
        let x = Axis("Training scenes $n$", scale: .logarithmic)
        let curves = OAMPRun.networks.flatMap { network -> [Mark] in
            let sizes = oamp.sizes(of: network)
            let bySeed = oamp.seeds.indices.map { seed in sizes.map { oamp.errors("\(network)-\($0)")[seed] } }
            return OAMPFigures.line(
                sizes.map(Double.init), bySeed, series: network, style: study.style(of: "\(network)-\(oamp.largest)"))
        }
        let horizontal = levels.filter(oamp.has).flatMap { level in
            Mark.level(oamp.error(level), short[level] ?? level, series: level, style: study.style(of: level))
        }
        var panels = [Panel("Made-up scenes", x: x, y: Axis("NMSE (dB)"), marks: horizontal + curves)]
        panels.append(
            Panel(
                "By layer, most scenes", x: Axis("Layer $ℓ$", ticks: .integers), y: Axis("NMSE (dB)"),
                marks: layerMarks(oamp)))
        let others = further(oamp)
        if !others.isEmpty {
            let rows = others.map(\.name)
            panels.append(
                Panel(
                    "Other operators, most scenes", x: Axis("NMSE (dB)"), y: Axis("", scale: .category(rows)),
                    marks: operatorMarks(oamp, others)))
        }
        panels.append(
            Panel(
                "Published: CT, ellipses", x: Axis("Training images", scale: .logarithmic), y: Axis("PSNR (dB)"),
                marks: PublishedTomography.marks))
        let figure = Figure(
            id: id,
            summary:
                "Errors of unrolled networks and of U-Nets by the number of training scenes, with lines for what is not trained; errors of "
                + "unrolled networks by layer; beside them the first of a published experiment.",
            columns: panels.count == 4 ? 2 : 3, aspect: 0.95, panels: panels)
        let few = oamp.error(OAMPRun.algorithm) - oamp.error("untied-\(oamp.smallest)")
        let gain = oamp.error(OAMPRun.algorithm) - oamp.error("untied-\(oamp.largest)")
        let caption =
            "(a) Errors 10 log_{10}(Σ‖*ĉ* − *c*‖^{2}/Σ‖*c*‖^{2}) of test scenes by the number of training scenes, each set being the first of "
            + "the next\(OAMPFigures.seeds(oamp)). Lines across: the algorithm without training, which is the unrolled network at "
            + "*n* = 0 (\(OAMPFigures.decibels(oamp.error(OAMPRun.algorithm)))); the best linear estimate, at which the U-Net begins; and an "
            + "oracle that knows every pixel’s mean power, but no amplitude. Updates are as many for every *n*\(epochs(study, oamp)), so that where a "
            + "curve flattens updates may have run out, and not what scenes have to teach. With the most scenes training gains "
            + "\(OAMPFigures.decibels(gain)) over the algorithm, with the fewest \(OAMPFigures.decibels(few)). "
            + "(b) Layer by layer, with the most scenes. " + safeguard(oamp)
            + (others.isEmpty ? "" : "(c) For other operators, with the most scenes. ")
            + "(\(others.isEmpty ? "c" : "d")) The one published measurement of this kind: learned primal-dual and gradient descent, "
            + "which are unrolled, and a U-Net after filtered back-projection, on ellipses in computed tomography (Baguer, "
            + "Leuschner and Schmidt, 2020)."
        return try write(
            figure, caption: caption, departures: OAMPDepartures.sentences(study), sources: sources, into: folder)
    }

    /// What unrolls and has the trained layers, layer by layer.
    private static func layerMarks(_ run: OAMPRun) -> [Mark] {
        let trained = ["untied", "tied", "scalars", "alista", "alista-safeguarded"].map { "\($0)-\(run.largest)" }
        return (trained + [OAMPRun.algorithm, "soft"]).filter(run.has).flatMap { method -> [Mark] in
            let bySeed = run.columns("error", "layers.csv", method).map { Array($0.prefix(run.layers + 1)) }
            return OAMPFigures.line(
                (bySeed.first ?? []).indices.map(Double.init), bySeed, series: "layers, \(method)",
                style: run.study.style(of: method))
        }
    }

    /// In how many scenes the safeguard takes ALISTA's layers.
    private static func safeguard(_ run: OAMPRun) -> String {
        let shares = run.columns("accepted", "safeguard.csv", "alista-safeguarded-\(run.largest)").map(Moments.mean)
        guard !shares.isEmpty else { return "" }
        return
            "ALISTA has a threshold of sizes and an analytic matrix, and learns a step and a threshold for each layer; the safeguard takes "
            + "\(NumberText.percent(Moments.mean(shares))) of its layers, and a proximal gradient step for the others. "
    }

    /// ": each scene is seen 1.6 times where there are 4096".
    private static func epochs(_ study: StudyReader, _ run: OAMPRun) -> String {
        let settings = study.run.manifest.settings
        guard let steps = settings["oamp.training.steps"].flatMap({ Double("\($0)") }),
            let batch = settings["oamp.training.batch"].flatMap({ Double("\($0)") })
        else { return "" }
        return
            ": each scene is seen \(NumberText.short(steps * batch / Double(run.largest), digits: 2)) times where there are "
            + CaptionText.number(run.largest)
    }

    private static let short = [
        OAMPRun.algorithm: "OAMP", "soft": "Soft threshold", "lmmse": "Linear", "oracle": "Oracle",
    ]

    /// Operators for which networks were trained beside the first.
    private static func further(_ run: OAMPRun) -> [(name: String, methods: [String])] {
        OAMPRun.operators.dropFirst().compactMap { suffix, name in
            let methods = ["untied\(suffix)-\(run.largest)", "unet\(suffix)-\(run.largest)"]
            return methods.allSatisfy(run.has) ? (name, methods + ["\(OAMPRun.algorithm)\(suffix)"]) : nil
        }
    }

    private static func operatorMarks(_ run: OAMPRun, _ others: [(name: String, methods: [String])]) -> [Mark] {
        ["untied-\(run.largest)", "unet-\(run.largest)", OAMPRun.algorithm].enumerated().map { place, look in
            .scatter(
                x: others.map { run.error($0.methods[place]) }, y: others.indices.map(Double.init),
                series: "operators, \(look)",
                style: run.study.style(of: look).variant(name: place == 2 ? run.study.style(of: look).name : ""))
        }
    }
}

/// PSNR of reconstructions of ellipses from CT by the share of 32 000 training images: tables of dip-ct-benchmark.
enum PublishedTomography {
    static let shares = [0.1, 0.2, 0.5, 1, 2, 5, 10, 25, 50, 100]
    static var images: [Double] { shares.map { $0 * 320 } }
    static let primalDual = [28.09, 28.45, 29.35, 30.11, 30.84, 31.44, 31.84, 32.15, 32.21, 32.27]
    static let gradientDescent = [27.81, 28.40, 29.15, 29.55, 29.70, 29.84, 29.88, 29.95, 30.07, 30.30]
    static let unet = [26.33, 26.59, 26.8, 27.12, 27.44, 27.97, 28.49, 28.8, 29.1, 29.36]

    static var marks: [Mark] {
        [
            ("Learned primal-dual", primalDual, Theme.style(role: "ablation", name: "Learned primal-dual")),
            ("Learned gradient", gradientDescent, Theme.style(role: "ablation", variant: 1, name: "Learned gradient")),
            ("U-Net after FBP", unet, Theme.style(role: "baseline", variant: 1, name: "U-Net after FBP")),
        ].map { .line(x: images, y: $0.1, series: "published, \($0.0)", style: $0.2) }
    }
}
