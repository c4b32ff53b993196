import Foundation

/// Where a running stage stands; written by the stage, read by the display, from any thread.
public final class StageProgress: @unchecked Sendable {
    /// One moment's answer.
    public struct Snapshot: Equatable, Sendable {
        /// Steps done.
        public var step: Int
        /// Steps in all, or 0 where unknown.
        public var total: Int
        /// What a step is, in the plural: "steps", "samples".
        public var unit: String
        /// A few words more, such as the loss.
        public var message: String

        /// Done share in 0…1; 0 where the total is unknown.
        public var fraction: Double { total > 0 ? min(1, max(0, Double(step) / Double(total))) : 0 }
    }

    private let lock = NSLock()
    private var state = Snapshot(step: 0, total: 0, unit: "steps", message: "")
    private var first: Int?

    /// Progress at nothing.
    public init() {}

    /// Says that `step` of `total` steps are done. Cheap enough for every training step.
    public func report(step: Int, of total: Int, unit: String = "steps", message: String = "") {
        lock.lock()
        defer { lock.unlock() }
        if first == nil { first = step }
        state = Snapshot(step: step, total: total, unit: unit, message: message)
    }

    /// The last report.
    public var snapshot: Snapshot {
        lock.lock()
        defer { lock.unlock() }
        return state
    }

    /// The step of the first report: not 0 where a stage resumed from a checkpoint, so that its rate stays honest.
    public var firstStep: Int {
        lock.lock()
        defer { lock.unlock() }
        return first ?? 0
    }
}
