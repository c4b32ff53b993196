import Foundation
import Report
import Stages

/// A kind whose evidence is written down beforehand; nil where its table is missing.
struct Sketched: ClaimKind {
    var evidence: Evidence?
    func samples(of study: StudyReader) throws -> Evidence {
        guard let evidence else { throw RunReaderError.notFinished("sparse/ood", state: .pending, reason: "") }
        return evidence
    }
    func evidence(_ samples: Evidence) -> Evidence { samples }
}

extension Claim {
    /// A claim of a study that has described itself, with evidence that is written down beforehand.
    static func sketch(
        _ id: String, question: Question = .paper, _ statement: String, figures: [String], study: String,
        _ evidence: Evidence?
    ) -> Claim {
        Claim(
            id, question: question, section: "IV-D, Performance", statement: statement, figures: figures,
            rule: "The ratio is *below* 1.", study: study, kind: Sketched(evidence: evidence))
    }
}

extension Evidence {
    /// What it comes to by itself.
    func judged() throws -> Judgement {
        let fixture = try FixtureRun()
        try fixture.finish()
        let claim = Claim.sketch("one", "It is so.", figures: [], study: "sparse", self)
        return ClaimFamily.judge([claim], by: try RunReader(output: fixture.output))[0].judgement
    }
}

extension Hypothesis {
    /// A number of each of three seeds and more, whose examples are not known.
    static func sketch(_ name: String, _ values: [Double], _ region: Region, at place: String = "") -> Hypothesis {
        Hypothesis(SeedStatistic(name, .linear, seeds: Array(0..<values.count), values: values), region, at: place)
    }
}

/// Studies that need little of a run: one with a figure of each fate, one that was run in part, one that was not.
enum SketchStudies {
    static let factorial = DetailTable(
        "Mean distance at *p* = 0.6", header: ["", "no noise", "noise"], rows: [["no constraint", "1.3", "0.8"]])
    static let detail = DetailTable(
        "By layer", header: ["Layer", "Ratio"], rows: [["1", "0.9"], ["2", "0.941 [0.936, 0.947]"]])

    static let sparseClaims: [Claim] = [
        .sketch(
            "falls", "Every layer takes *y*_{l} nearer & nearer.", figures: ["figure-3", "figure-7"], study: "sparse",
            Evidence(
                [Part("", .sketch("largest ratio (layer 2)", [0.94, 0.941, 0.942], .below(1)))],
                measured: "It falls by 0.941.", tables: [detail], methods: ["constrained"])),
        .sketch(
            "apart", "Noise alone gives nothing.", figures: ["figure-5b"], study: "sparse",
            Evidence(
                [Part("", .sketch("gain by noise", [0.465, 0.466, 0.467], .within(0...0.07)))],
                measured: "It gives 0.466.", tables: [factorial], methods: ["constrained"])),
        .sketch("unknown", question: .own, "It transfers.", figures: [], study: "sparse", nil),
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
            PageSection(anchor: "training", title: "Training", place: .detail) { run in
                let epoch = try? run.table("summary.csv", of: "sparse/train/constrained/seed-0").value("best_epoch")
                return [DetailTable("Kept", header: ["Network", "Epoch"], rows: [["constrained", epoch ?? "–"]])]
            },
        ])

    static let inpainting = StudyReport(
        id: "inpainting", title: "Inpainting", lead: "Is the hole filled?", figures: [PlainFigure.self],
        claims: [
            .sketch(
                "fills", "It fills the hole.", figures: ["figure-7"], study: "inpainting",
                Evidence(
                    [
                        Part("at first", .sketch("first ratio", [0.5, 0.501, 0.502], .below(1))),
                        Part("at last", .sketch("last ratio", [0.8, 0.99, 1.1], .below(1))),
                    ], measured: "It stops.", methods: ["constrained"]))
        ])

    static let all = [
        sparse, inpainting, StudyReport(id: "guarantees", title: "Guarantees", lead: "", figures: [], claims: []),
    ]
}
