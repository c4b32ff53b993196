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
    /// A level, layer or method that the table should have and has not.
    case noRow(String, file: String)

    /// For people.
    public var description: String {
        switch self {
        case .noStage(let name): return "this run has no stage “\(name)”"
        case .notFinished(let name, let state, let reason):
            return "the stage “\(name)” is \(state.rawValue)" + (reason.isEmpty ? "" : ": \(reason)")
        case .nothingFinished(let what): return "\(what) is not finished"
        case .noFile(let file, let stage): return "the stage “\(stage)” has no file \(file)"
        case .noRow(let what, let file): return "\(file) has no row for \(what)"
        }
    }

    /// For people.
    public var errorDescription: String? { description }
}
