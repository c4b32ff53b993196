import Support

extension ProgressDisplay {
    /// Keeps count.
    func note(_ event: RunEvent) {
        switch event {
        case .runBegan(let stages, _):
            total = stages.count
            ended = 0
            running = []
            runBegan = clock()
            allWork = stages.map(\.work).reduce(0, +)
            endedWork = 0
            madeWork = 0
        case .stageWaits, .stageDamaged, .checkpointDamaged: break
        case .stageBegan(let stage, let progress):
            running.append(Running(stage: stage, progress: progress, began: clock()))
        case .stageEnded(let stage, let record):
            running.removeAll { $0.stage.name == stage.name }
            ended += 1
            endedWork += stage.work
            if record.state == .done { madeWork += stage.work }
        case .runEnded: break
        }
    }

    /// The lines that stay. A terminal's live line shows beginnings and cached stages well enough.
    func lines(for event: RunEvent) -> [String] {
        switch event {
        case .runBegan(let stages, let count):
            let together = count > 1 ? ", \(count) at once" : ""
            return isTerminal ? [] : ["\(Counts.text(stages.count, "stage"))\(together)"]
        case .stageWaits(let stage, let holder):
            let process = holder.isEmpty ? "another process" : "process \(holder)"
            return ["\(stage.name): waiting for \(process), which is making it"]
        case .stageDamaged(let stage, let what):
            return ["\(stage.name): \(what); it is made again"]
        case .checkpointDamaged(let stage, let what):
            return ["\(stage.name): \(what)"]
        case .stageBegan(let stage, _):
            return isTerminal ? [] : ["\(stage.name): begins"]
        case .stageEnded(let stage, let record):
            if record.state == .cached, isTerminal { return [] }
            return ["[\(ended)/\(total)] \(stage.name): \(Self.words(record))"]
        case .runEnded(let summary):
            return ["\(Self.counts(summary)) in \(Durations.text(summary.seconds))"]
        }
    }

    /// What goes on now: "3 of 12 stages · sparse/train/constrained 412/3000 steps, 35/s, 1 min 14 s left · …".
    func liveLine() -> String {
        let now = clock()
        var parts = ["\(ended) of \(Counts.text(total, "stage"))"]
        parts += running.map { Self.words($0, now: now) }
        if let left = secondsLeft(now: now) { parts.append("about \(Durations.text(left)) left in all") }
        return parts.joined(separator: " · ")
    }

    /// Seconds until the run's end, from the work of the stages; nil until some of it is done.
    func secondsLeft(now: Double) -> Double? {
        let partial = running.map { $0.stage.work * $0.progress.snapshot.fraction }.reduce(0, +)
        let resumed = running.map { running -> Double in
            let total = running.progress.snapshot.total
            return total > 0 ? running.stage.work * Double(running.progress.firstStep) / Double(total) : 0
        }
        let made = madeWork + partial - resumed.reduce(0, +)
        guard made > 0, now > runBegan else { return nil }
        return max(0, allWork - endedWork - partial) * (now - runBegan) / made
    }

    private static func words(_ running: Running, now: Double) -> String {
        let state = running.progress.snapshot
        guard state.step > 0 || state.total > 0 else {
            let message = state.message.isEmpty ? "" : ", \(state.message)"
            return "\(running.stage.name) \(Durations.text(now - running.began))\(message)"
        }
        var words = ["\(running.stage.name) \(state.step)\(state.total > 0 ? "/\(state.total)" : "") \(state.unit)"]
        let made = Double(state.step - running.progress.firstStep)
        let seconds = now - running.began
        if made > 0, seconds > 0 {
            let rate = made / seconds
            words.append(rate < 10 ? "\((rate * 10).rounded() / 10)/s" : "\(Int(rate.rounded()))/s")
            if state.total > 0 { words.append("\(Durations.text(Double(state.total - state.step) / rate)) left") }
        }
        if !state.message.isEmpty { words.append(state.message) }
        return words.joined(separator: ", ")
    }

    private static func words(_ record: StageRecord) -> String {
        let reason = record.reason.isEmpty ? "" : " (\(record.reason))"
        switch record.state {
        case .done: return "done in \(Durations.text(record.seconds))"
        case .cached: return "already done" + reason
        default: return record.state.rawValue + (record.reason.isEmpty ? "" : ": \(record.reason)")
        }
    }

    private static func counts(_ summary: RunSummary) -> String {
        let counts = StageState.allCases.compactMap { state -> String? in
            let count = summary.stages(in: state).count
            return count == 0 ? nil : "\(count) \(state == .cached ? "already done" : state.rawValue)"
        }
        return counts.isEmpty ? "nothing to do" : counts.joined(separator: ", ")
    }
}
