import Foundation
import Stages

extension ReportPage {
    /// Title, facts and the table of contents.
    var headerContext: [String: Any] {
        var facts: [[String: Any]] = [["name": "Profile", "value": clean(manifest.profile)]]
        for (name, id) in [("Data", "sparse"), ("Inpainting data", "inpainting")] {
            if let study = try? run.study(id), let data = data(of: study) {
                facts.append(["name": name, "value": clean(data), "wide": true])
            }
        }
        facts.append(["name": "Seeds", "value": seeds])
        facts.append(["name": "Time", "value": NumberText.duration(manifest.seconds)])
        facts.append(["name": "Started", "value": Self.time(manifest.started)])
        facts.append(commit)
        var context: [String: Any] = ["facts": facts, "profile": clean(manifest.profile)]
        if live { context["live"] = true }
        return context
    }

    /// The commit, with a mark where the program's files differed from it.
    private var commit: [String: Any] {
        let text = manifest.provenance["commit"] ?? "unknown"
        var fact: [String: Any] = [
            "name": "Commit", "value": clean(String(text.prefix(12))), "code": true, "wide": true,
        ]
        if manifest.provenance["dirty"] == "yes" { fact["dirty"] = true }
        return fact
    }

    /// What a study was fed, from its data stage's summary where it is there.
    private func data(of study: StudyReader) -> String? {
        guard let summary = study.description.dataStage.flatMap({ try? run.table("summary.csv", of: $0) }) else {
            return nil
        }
        func value(_ name: String) -> String? { try? summary.value(name) }
        guard let source = value("source") else { return nil }
        var text = source
        if let height = value("height"), let width = value("width") {
            let size = "\(height)×\(width)"
            if !source.contains(size) { text += ", \(size)" }
        }
        let splits = ["train", "validation", "test"].compactMap { name in value(name).map { "\($0) \(name)" } }
        return splits.isEmpty ? text : text + "; " + splits.joined(separator: ", ")
    }

    /// "2026-01-31 17:05 UTC".
    private static func time(_ date: Date) -> String {
        date.ISO8601Format().prefix(16).replacing("T", with: " ") + " UTC"
    }

    /// The seeds of all trainings: "1, 2, 3".
    private var seeds: String { Self.seeds(of: manifest.stages) }

    /// The seeds that these stages train with; methods that are not trained have a seed of 0 in their names only.
    static func seeds(of stages: [StageRecord]) -> String {
        let all = stages.filter { $0.name.contains("/train/") }.compactMap { stage in
            stage.name.range(of: "/seed-").flatMap { Int(stage.name[$0.upperBound...]) }
        }
        return all.isEmpty ? "none" : Set(all).sorted().map(String.init).joined(separator: ", ")
    }
}
