import Foundation
import Stages

/// Why the report cannot have a table.
public enum RunReaderError: Error, Equatable, CustomStringConvertible, LocalizedError {
    /// The run has no such stage.
    case noStage(String)
    /// The stage is there but not finished.
    case notFinished(String, state: StageState, reason: String)
    /// No stage of a kind is finished: what was looked for, in words.
    case nothingFinished(String)
    /// The stage is finished but its folder lacks the file.
    case noFile(String, stage: String)
    /// The stage's receipt lists the file, and it is no longer there.
    case lostFile(String, stage: String)
    /// The file is not the one that the stage wrote: another size, other bytes, another stage's.
    case foreignFile(String, stage: String, reason: String)
    /// A level, layer or method that the table should have and has not.
    case noRow(String, file: String)
    /// A study does not describe this method.
    case noMethod(String, study: String)
    /// A study describes no training of this method.
    case notTrained(String, study: String)
    /// A study gives no ε of this method.
    case noEpsilon(String, study: String)
    /// A study does not describe this measure.
    case noMeasure(String, study: String)
    /// The stage's study.json is no description of a study.
    case badDescription(String, reason: String)
    /// The stage's study.json has a later version than this program knows.
    case laterDescription(Int, known: Int, stage: String)

    /// Whether a run that goes on may bring what is missing, or was never asked for it, as for a level that its settings do
    /// not name; otherwise something is wrong with what finished stages left.
    public var isWaiting: Bool {
        switch self {
        case .noStage, .notFinished, .nothingFinished, .noMethod, .noRow: true
        default: false
        }
    }

    /// Whether the stage that is missing was tried, and failed or diverged.
    var isOfLostStage: Bool {
        guard case .notFinished(_, let state, _) = self else { return false }
        return [.failed, .diverged].contains(state)
    }

    /// For people.
    public var description: String {
        switch self {
        case .noStage(let name): return "this run has no stage “\(name)”"
        case .notFinished(let name, let state, let reason):
            return "the stage “\(name)” is \(state.rawValue)" + (reason.isEmpty ? "" : ": \(reason)")
        case .nothingFinished(let what): return "\(what) is not finished"
        case .noFile(let file, let stage): return "the stage “\(stage)” has no file \(file)"
        case .lostFile(let file, let stage):
            return "the stage “\(stage)” has lost its file \(file). Hint: `downhill report` makes it again"
        case .foreignFile(let file, let stage, let reason):
            return "\(file) of the stage “\(stage)” is not what that stage wrote: \(reason). "
                + "Hint: `downhill report --force \(stage)` makes it again"
        case .noRow(let what, let file): return "\(file) has no row for \(what)"
        case .noMethod(let method, let study): return "the study “\(study)” has no method “\(method)”"
        case .notTrained(let method, let study): return "“\(method)” of the study “\(study)” is not trained"
        case .noEpsilon(let method, let study): return "the study “\(study)” gives “\(method)” no ε"
        case .noMeasure(let measure, let study): return "the study “\(study)” has no measure “\(measure)”"
        case .badDescription(let stage, let reason):
            return "study.json of the stage “\(stage)” is no description of a study: \(reason). "
                + "Hint: `downhill report --force \(stage)` makes it again"
        case .laterDescription(let version, let known, let stage):
            return "study.json of the stage “\(stage)” has version \(version), and this program knows up to \(known). "
                + "Hint: draw the report with the program that ran the stage, or a later one"
        }
    }

    /// For people.
    public var errorDescription: String? { description }
}
