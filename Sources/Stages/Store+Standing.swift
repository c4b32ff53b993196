import Foundation
import Support

/// Where a stage stands now, whoever works on it.
public enum StageStanding: Equatable, Sendable {
    /// The store has it; seconds that it took.
    case done(seconds: Double)
    /// A process makes it: "4711 on node12", on which host, since when.
    case held(by: String, host: String, since: Date)
    /// All that it needs is there; `hasCheckpoint` where it would go on from one.
    case ready(hasCheckpoint: Bool)
    /// So many of its inputs are missing.
    case waiting(inputs: Int)
    /// It diverged or failed when it was last run.
    case lost(StageState, reason: String)
    /// An input is lost, so that it cannot be made.
    case hopeless(input: String)
}

extension Store {
    /// Where stages stand, in their order, which has inputs first. Reads results' receipts, leases and notes of losses, and
    /// changes nothing. Throws `FileError`.
    public func standings(
        of stages: [(name: String, key: StageKey, inputs: [String])]
    ) throws -> [(name: String, standing: StageStanding)] {
        var known: [String: StageStanding] = [:]
        return try stages.map { stage in
            let standing = try standing(of: stage, known)
            known[stage.name] = standing
            return (stage.name, standing)
        }
    }

    private func standing(
        of stage: (name: String, key: StageKey, inputs: [String]), _ known: [String: StageStanding]
    ) throws -> StageStanding {
        if let receipt = try receipt(name: stage.name, key: stage.key) { return .done(seconds: receipt.seconds) }
        if let holder = try StoreLock.liveHolder(lockFile(key: stage.key)) {
            return .held(by: holder.name, host: holder.host, since: holder.since)
        }
        if let loss = try loss(key: stage.key) { return .lost(loss.state, reason: loss.reason) }
        var missing = 0
        for input in stage.inputs {
            switch known[input] {
            case .done, nil: break
            case .lost: return .hopeless(input: input)
            case .hopeless(let first): return .hopeless(input: first)
            default: missing += 1
            }
        }
        return missing > 0 ? .waiting(inputs: missing) : .ready(hasCheckpoint: try hasCheckpoint(key: stage.key))
    }
}
