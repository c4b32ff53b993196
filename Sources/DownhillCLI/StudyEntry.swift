import Bench
import Foundation
import InpaintingExperiment
import InpaintingReport
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
        self.experiment = experiment
        self.report = report
    }

    /// The studies of the house, in the order of the report.
    public static let house = [
        StudyEntry(ToyStudy.self, .toy), StudyEntry(SparseCodingStudy.self, .sparseCoding),
        StudyEntry(InpaintingStudy.self, .inpainting), StudyEntry(StepsStudy.self, .steps),
    ]
}

/// The studies of this program: given to `Downhill.main`, and never changed afterwards.
enum Studies {
    // Safe, because it is set before the program has a second thread.
    nonisolated(unsafe) static var all: [StudyEntry] = []

    /// The settings of all of them.
    static var schema: SettingsSchema { StudyGraph.schema(all.map(\.experiment)) }

    /// All figures' ids.
    static var figures: [String] { all.flatMap { $0.report.figures.map { $0.id } } }

    /// The studies with one of these figures; all of them for nil.
    static func drawing(_ figures: Set<String>?) -> [StudyEntry] {
        guard let figures else { return all }
        return all.filter { entry in entry.report.figures.contains { figures.contains($0.id) } }
    }

    /// The studies whose stages a pattern may mean: "sparse/train", "data/sparse", "study/sparse"; all of them for the digits
    /// of a key, or where it names none.
    static func named(in pattern: String) -> [StudyEntry] {
        let parts = pattern.split(separator: "/").prefix(2)
        let found = all.filter { entry in parts.contains { $0 == entry.experiment.id } }
        return found.isEmpty ? all : found
    }
}
