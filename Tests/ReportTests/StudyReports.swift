import InpaintingReport
import Report
import SparseCodingReport
import ToyReport

extension StudyReport {
    /// The reports of this project's studies.
    static let all: [StudyReport] = [.toy, .sparseCoding, .inpainting]

    /// All claims judged by a run.
    static func judge(_ run: RunReader) -> [JudgedClaim] { all.flatMap(\.claims).map { $0.judgement(of: run) } }

    /// One claim judged by a run.
    static func judge(_ id: String, _ run: RunReader) -> Judgement? {
        all.flatMap(\.claims).first { $0.id == id }?.judgement(of: run).judgement
    }

    /// These figures with the claims and sections of this project's studies.
    static func of(_ figures: [any ReportFigure.Type]) -> StudyReport {
        StudyReport(
            id: "all", title: "All", lead: "", figures: figures, claims: all.flatMap(\.claims),
            sections: all.flatMap(\.sections))
    }
}
