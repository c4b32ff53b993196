import Foundation
import Stages
import Support

/// What was read of a run, shared by all of its readers.
///
/// `@unchecked`: it is read and written under `lock` alone.
final class RunCache: @unchecked Sendable {
    let lock = NSLock()
    var tables: [String: Table] = [:]
    var grids: [String: SampleGrid] = [:]
    /// Studies' descriptions by the studies' ids.
    var descriptions: [String: StudyDescription] = [:]
    /// What stages say of their folders, read once; nil where a folder has no receipt.
    var receipts: [String: StageReceipt?] = [:]
    /// What is wrong with files, by their paths.
    var damages: [String: any Error] = [:]
    var firstTrouble: FileError?
}
