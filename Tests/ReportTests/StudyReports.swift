import ConvergentReport
import DescentTheoryReport
import Foundation
import GaussianReport
import GeneralisationReport
import InpaintingReport
import MessagePassingReport
import LandscapeReport
import RecoveryReport
import Report
import SparseCodingReport
import Stages
import StepsReport
import ToyReport

extension StudyReport {
    /// The reports of this project's studies.
    static let all: [StudyReport] = [
        .toy, .sparseCoding, .inpainting, .steps, .recovery, .gaussian, .descentTheory, .convergent, .oamp, .landscape,
        .generalisation,
    ]

    /// All claims judged by a run.
    static func judge(_ run: RunReader) -> [JudgedClaim] { ClaimFamily.judge(all.flatMap(\.claims), by: run) }

    /// One claim judged by a run, by itself.
    static func judge(_ id: String, _ run: RunReader) -> Judgement? {
        ClaimFamily.judge(all.flatMap(\.claims).filter { $0.id == id }, by: run).first?.judgement
    }

    /// These figures with the claims and sections of this project's studies.
    static func of(_ figures: [any ReportFigure.Type]) -> StudyReport {
        StudyReport(
            id: "all", title: "All", lead: "", figures: figures, claims: all.flatMap(\.claims),
            sections: all.flatMap(\.sections))
    }
}

extension StudyDescription {
    /// Adds the stage of this description to a run in `output`, where the run does not have it.
    func add(to manifest: inout RunManifest, in output: URL) throws {
        let name = StudyDescription.stageName(id)
        guard manifest.stage(named: name) == nil else { return }
        let folder = "store/study-\(id)"
        manifest.stages.append(
            StageRecord(
                Stage(name: name, settings: [:]) { _ in }, key: StageKey(hashing: name), state: .done, directory: folder
            ))
        let url = output.appendingPathComponent(folder, isDirectory: true)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        try JSONEncoder().encode(self).write(to: url.appendingPathComponent(StudyDescription.fileName))
    }
}
