import Bench
import Datasets
import Optimizees
import Report
import Stages
import Support
import Tensors
import Unrolled

/// Exit codes, after sysexits.
package enum ExitStatus {
    static let failure: Int32 = 1
    static let usage: Int32 = 64
    static let data: Int32 = 65
    static let inputOutput: Int32 = 74
    static let interrupted: Int32 = 75

    /// The code of an error that has words of its own; nil for those that the argument parser words.
    package static func of(_ error: any Error) -> Int32? {
        switch error {
        case BLASError.unknownCore, is NumericsConflict, is PlanMismatch, is RunConflict: usage
        // What no solver here can certify is the data's affair; what another could is not.
        case let error as UncertifiedAnswers: error.solver == .certified ? data : failure
        case is BLASError, is ResourceError: failure
        case is ArgumentMistake, is SettingsError, is DataSpecificationError, is StageGraphError, is ReportError: usage
        case is DataError, is LassoError, is HoleFillError, is FlowError, is TableError, is RunReaderError: data
        case is FileError: inputOutput
        case is Interruption: interrupted
        default: nil
        }
    }

    /// The code of a report that lacks figures or verdicts for these reasons; nil for none. The disk comes first, as it can
    /// be the reason of the others.
    package static func of(troubles: [any Error]) -> Int32? {
        let codes = troubles.map { $0 is ReportError ? 1 : of($0) ?? 1 }
        return [inputOutput, data].first(where: codes.contains) ?? codes.first
    }
}
