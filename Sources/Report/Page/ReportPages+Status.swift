import Stages
import Support

extension ReportPages {
    /// A line on how the run goes, and the stages that went wrong; nothing where all went well. Divergences
    /// that are findings are no faults.
    var statusContext: [String: Any] {
        let stages = manifest.stages.filter { !isFinding($0) }
        let finished = stages.filter(\.state.isFinished).count
        let running = stages.filter { $0.state == .running }.map(\.name)
        let wrong = stages.filter { [.failed, .diverged].contains($0.state) }
        let left = stages.filter { [.pending, .skipped, .interrupted].contains($0.state) }.count
        var context: [String: Any] = [:]
        if live || (manifest.finished == nil && !running.isEmpty) {
            var line = "\(finished) of \(Counts.text(stages.count, "stage")) are finished"
            if !running.isEmpty { line += "; now: \(running.joined(separator: ", "))" }
            context["status"] =
                [
                    "title": live ? "The run goes on" : "The run did not end", "line": clean(line + "."),
                    "kind": "running",
                    "done": finished, "all": max(stages.count, 1),
                ] as [String: Any]
        } else if finished < stages.count {
            let line =
                "\(finished) of \(Counts.text(stages.count, "stage")) are finished, \(wrong.count) went wrong, \(left) did not run."
            context["status"] =
                [
                    "title": wrong.isEmpty ? "This report is of a part of the run" : "Not all went well", "line": line,
                    "kind": wrong.isEmpty ? "partial" : "wrong", "done": finished, "all": max(stages.count, 1),
                ] as [String: Any]
        }
        if !wrong.isEmpty {
            context["hasWrong"] = true
            context["wrong"] = wrong.map { stage in
                [
                    "name": clean(stage.name), "state": stage.state.rawValue,
                    "href": link(toStage: stage.name, from: nil),
                    "reason": clean(stage.reason.isEmpty ? "no reason was recorded" : stage.reason),
                ]
            }
        }
        return context
    }

    /// Whether a stage diverged where that is a finding, or waited in vain for one that did.
    private func isFinding(_ stage: StageRecord) -> Bool {
        guard run.isOfAblation(stage.name) else { return false }
        return stage.state == .diverged
            || stage.state == .skipped && stage.inputs.contains { run.state(of: $0) == .diverged }
    }

    /// Rows for the template `stages`.
    func stageRows(_ stages: [StageRecord]) -> [[String: Any]] {
        stages.map { stage in
            var row: [String: Any] = [
                "name": clean(stage.name), "anchor": anchor(stage.name), "state": stage.state.rawValue,
                "key": stage.key.short,
                "seconds": stage.seconds > 0 ? NumberText.duration(stage.seconds) : "",
            ]
            if !stage.reason.isEmpty { row["reason"] = clean(stage.reason) }
            return row
        }
    }

    /// The stages that belong to no study; the landing page lists them.
    var otherStages: [StageRecord] {
        let owned = Set(studies.flatMap(\.stages).map(\.name))
        return manifest.stages.filter { !owned.contains($0.name) }
    }

    /// The address of a stage's row, on `page` without the file's name.
    func link(toStage name: String, from page: StudyPage?) -> String {
        let owner = studies.first { $0.stages.contains { $0.name == name } }?.file ?? "index.html"
        return (owner == page?.file ? "" : owner) + "#\(anchor(name))"
    }

    /// A fragment identifier of any text: letters and digits stay, all else becomes a hyphen.
    func anchor(_ text: String) -> String {
        "stage-" + String(text.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" })
    }
}
