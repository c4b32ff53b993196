extension StageGraph {
    /// What a run of `targets` (nil for all) would do, in topological order; `verify` compares hashes of files, not sizes
    /// alone. Reads the store and changes nothing.
    /// Throws `StageGraphError.unknownStage`, and `FileError` where the disk fails.
    public func plan(_ store: Store, targets: [String]? = nil, verify: Bool = false) throws -> [PlanRow] {
        let earlier = Dictionary(grouping: try store.receipts(), by: \.name)
        var done = Set<String>()
        return try closure(of: targets ?? stages.map(\.name)).map { stage in
            let key = try self.key(of: stage.name)
            let finding = try store.look(for: stage.name, key: key, verify: verify)
            if case .done(let receipt) = finding {
                done.insert(stage.name)
                return PlanRow(
                    name: stage.name, key: key, state: .done, reason: "", work: stage.work, seconds: receipt.seconds)
            }
            let isPartial = try store.hasCheckpoint(key: key)
            var reasons = isPartial ? ["goes on from a checkpoint"] : []
            if case .damaged(let what) = finding {
                reasons.append(what)
            } else if let old = nearest(earlier[stage.name] ?? [], to: stage) {
                reasons += changes(of: stage, from: old)
            } else if !isPartial {
                reasons.append("never run")
            }
            let missing = stage.inputs.filter { !done.contains($0) }
            if let first = missing.first {
                let more = missing.count > 1 ? " and \(missing.count - 1) more are" : " is"
                reasons.append("input \(first)\(more) not done")
            }
            return PlanRow(
                name: stage.name, key: key, state: isPartial ? .interrupted : .pending,
                reason: reasons.joined(separator: "; "), work: stage.work, seconds: nil)
        }
    }

    /// The earlier result that differs least; of several the newest.
    private func nearest(_ receipts: [StageReceipt], to stage: Stage) -> StageReceipt? {
        let counted = receipts.map { (receipt: $0, count: differences(of: stage, from: $0)) }
        guard let least = counted.map(\.count).min() else { return nil }
        return counted.last { $0.count == least }?.receipt
    }

    private func differences(of stage: Stage, from old: StageReceipt) -> Int {
        let keys = inputKeys(of: stage)
        let inputs = Set(keys.keys).union(old.inputs.keys).filter { keys[$0] != old.inputs[$0] }.count
        return stage.settings.changes(from: old.settings).count + inputs
            + [stage.codeVersion != old.codeVersion, stage.extraKey != old.extraKey, stage.numerics != old.numerics]
            .filter { $0 }.count
    }

    private func changes(of stage: Stage, from old: StageReceipt) -> [String] {
        var result: [String] = []
        let settings = stage.settings.changes(from: old.settings)
        if !settings.isEmpty { result.append("settings changed: " + settings.joined(separator: ", ")) }
        if stage.codeVersion != old.codeVersion {
            result.append("code version \(old.codeVersion) → \(stage.codeVersion)")
        }
        if stage.extraKey != old.extraKey { result.append("its data changed") }
        if stage.numerics != old.numerics {
            result.append("numerics \(old.numerics ?? "(unset)") → \(stage.numerics ?? "(unset)")")
        }
        let keys = inputKeys(of: stage)
        for name in Set(keys.keys).union(old.inputs.keys).sorted() where keys[name] != old.inputs[name] {
            let isNew = old.inputs[name] == nil
            result.append(isNew ? "input \(name) is new" : "input \(name) \(keys[name] == nil ? "is gone" : "changed")")
        }
        return result
    }
}

/// One stage of a plan: what a run would do with it, and why.
public struct PlanRow: Equatable, Sendable {
    /// The stage's name.
    public let name: String
    /// Its key.
    public let key: StageKey
    /// `done`; `interrupted` where checkpoints wait; else `pending`.
    public let state: StageState
    /// Why it would run, such as "settings changed: epochs 3 → 5"; empty where it is done.
    public let reason: String
    /// Its rough cost.
    public let work: Double
    /// Seconds that it took, where it is done.
    public let seconds: Double?
}
