import Bench
import ConvergentExperiment
import ConvergentReport
import DescentTheoryExperiment
import DescentTheoryReport
import Foundation
import GaussianExperiment
import GaussianReport
import GeneralisationExperiment
import GeneralisationReport
import InpaintingExperiment
import InpaintingReport
import MessagePassingExperiment
import MessagePassingReport
import LandscapeExperiment
import LandscapeReport
import RecoveryExperiment
import RecoveryReport
import Report
import SparseCodingExperiment
import SparseCodingReport
import Stages
import StepsExperiment
import StepsReport
import ToyExperiment
import ToyReport

/// A study with both its sides: what trains and measures, and what judges and draws. This is the one place where they meet;
/// beyond it they share files alone.
public struct StudyEntry: Sendable {
    /// Settings, recipes and stages.
    public let experiment: any Study.Type
    /// Figures and claims.
    public let report: StudyReport

    /// A study. Both sides have the same id; otherwise is a programmer's error.
    public init(_ experiment: any Study.Type, _ report: StudyReport) {
        precondition(experiment.id == report.id, "a study's report is that of \(report.id), not of \(experiment.id)")
        precondition(
            experiment is any RepeatableStudy.Type == (report.repeatedClaims != nil),
            "\(report.id) can be repeated on a second set of images by one of its sides alone")
        self.experiment = experiment
        self.report = report
    }

    /// The studies of the house, in the order of the report.
    public static let house = [
        StudyEntry(ToyStudy.self, .toy), StudyEntry(SparseCodingStudy.self, .sparseCoding),
        StudyEntry(InpaintingStudy.self, .inpainting), StudyEntry(StepsStudy.self, .steps),
        StudyEntry(RecoveryStudy.self, .recovery), StudyEntry(GaussianStudy.self, .gaussian),
        StudyEntry(DescentTheoryStudy.self, .descentTheory), StudyEntry(ConvergentStudy.self, .convergent),
        StudyEntry(OAMPStudy.self, .oamp),
        StudyEntry(LandscapeStudy.self, .landscape),
        StudyEntry(GeneralisationStudy.self, .generalisation),
    ]
}

/// The studies of this program: given to `Downhill.main`, and never changed afterwards.
enum Studies {
    // Safe, because it is set before the program has a second thread.
    nonisolated(unsafe) static var all: [StudyEntry] = []

    /// The settings of all of them.
    static var schema: SettingsSchema { StudyGraph.schema(all.map(\.experiment)) }

    /// The graph of some of them; of all for nil.
    static func graph(
        _ settings: RunSettings, only ids: Set<String>?, images: ImageLibrary = ImageLibrary()
    ) throws -> StudyGraph {
        try StudyGraph(settings, studies: all.map(\.experiment), only: ids, images: images)
    }

    /// What a run of these settings reports on, studies that are repeated on second images included.
    static func reports(_ settings: RunSettings) -> [StudyReport] {
        StudyReport.all(all.map(\.report), in: settings.stageSettings)
    }

    /// The study, repeated on a second set of images, whose figure this is, whether a run has it or not.
    static func second(drawing figure: String) -> String? {
        all.compactMap(\.report.second).first { study in
            (try? FigureSelection.ids([figure], among: study.drawings.map(\.id))) != nil
        }?.id
    }

    /// The ids of a run's studies with one of these figures; nil, which means all, for nil.
    static func drawing(_ figures: Set<String>?, _ settings: RunSettings) -> Set<String>? {
        figures.map { figures in
            Set(reports(settings).filter { $0.drawings.contains { figures.contains($0.id) } }.map(\.id))
        }
    }

    /// The ids of a run's studies whose stages a pattern may mean: "sparse/train", "data/sparse", "study/sparse"; nil, which
    /// means all, for the digits of a key, or where it names none.
    static func named(in pattern: String, _ settings: RunSettings) -> Set<String>? {
        let parts = pattern.split(separator: "/").prefix(2).map(String.init)
        let found = Set(reports(settings).map(\.id)).intersection(parts)
        return found.isEmpty ? nil : found
    }
}
