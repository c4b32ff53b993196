import Foundation
import Report
import Stages

/// A kind whose judgement is written down beforehand.
struct Sketched: ClaimKind {
    var judgement: Judgement
    func samples(of study: StudyReader) {}
    func judge(_ samples: Void) -> Judgement { judgement }
}

extension Claim {
    /// A claim of a study that has described itself, with a judgement that is written down beforehand.
    static func sketch(_ id: String, _ statement: String, figures: [String], study: String, _ judgement: Judgement)
        -> Claim
    {
        Claim(
            id, section: "IV-D, Performance", statement: statement, figures: figures,
            rule: "Holds where the interval is *below* 1.", study: study, kind: Sketched(judgement: judgement))
    }
}

/// Studies that need little of a run: one with a figure of each fate, one that was run in part, one that was not.
enum SketchStudies {
    static let factorial = DetailTable(
        "Mean distance at *p* = 0.6", header: ["", "no noise", "noise"], rows: [["no constraint", "1.3", "0.8"]])
    static let detail = DetailTable(
        "By layer", header: ["Layer", "Ratio"], rows: [["1", "0.9"], ["2", "0.941 [0.936, 0.947]"]])

    static func estimate(_ value: Double, _ low: Double, _ high: Double, seeds: Int = 1) -> Estimate {
        Estimate(value: value, low: low, high: high, level: 0.95, seeds: seeds, examples: 40)
    }

    static let sparseClaims: [Claim] = [
        .sketch(
            "falls", "Every layer takes *y*_{l} nearer & nearer.", figures: ["figure-3", "figure-7"], study: "sparse",
            Judgement(
                .holds, measured: "It falls by 0.941.", statistic: "largest ratio (layer 2)",
                estimate: estimate(0.941, 0.936, 0.947), neutral: 1,
                perSeed: [.init(seed: 0, value: 0.94), .init(seed: 1, value: 0.942)], tables: [detail])),
        .sketch(
            "apart", "Noise alone gives nothing.", figures: ["figure-5b"], study: "sparse",
            Judgement(
                .doesNotHold, measured: "It gives 0.466.", statistic: "gain by noise",
                estimate: estimate(0.47, 0.45, 0.49),
                neutral: 0, margin: 0...0.07, tables: [factorial])),
        .sketch(
            "unknown", "It transfers.", figures: [], study: "sparse",
            .notTested("the stage “sparse/ood” is pending")),
    ]

    static let sparse = StudyReport(
        id: "sparse", title: "Sparse coding", lead: "Does *LISTA* descend?",
        figures: [SketchFigure.self, WaitingFigure.self, BrokenFigure.self], claims: sparseClaims,
        sections: [
            PageSection(anchor: "trivial", title: "Beside the trivial answers", lead: "Alone it says *little*.") { _ in
                [DetailTable("Networks", header: ["Method", "Distance"], rows: [["zero vector", "17.5"]])]
            },
            PageSection(anchor: "factorial", title: "Constraint × noise") { _ in [factorial] },
            PageSection(anchor: "nothing", title: "Nothing to see") { _ in [] },
            PageSection(anchor: "training", title: "Training", isDetail: true) { run in
                let epoch = try? run.table("summary.csv", of: "sparse/train/constrained/seed-0").value("best_epoch")
                return [DetailTable("Kept", header: ["Network", "Epoch"], rows: [["constrained", epoch ?? "–"]])]
            },
        ])

    static let inpainting = StudyReport(
        id: "inpainting", title: "Inpainting", lead: "Is the hole filled?", figures: [PlainFigure.self],
        claims: [
            .sketch(
                "fills", "It fills the hole.", figures: ["figure-7"], study: "inpainting",
                Judgement(
                    .holdsInPart("in layers 1 to 4"), measured: "It stops.", statistic: "largest ratio",
                    estimate: estimate(0.986, 0.971, 1.001), neutral: 1))
        ])

    static let all = [
        sparse, inpainting, StudyReport(id: "guarantees", title: "Guarantees", lead: "", figures: [], claims: []),
    ]
}
