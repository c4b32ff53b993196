import Foundation
import Stages
import Support

extension ReportPages {
    /// What was run, on what, how long, from which commit.
    var facts: [[String: Any]] {
        var facts: [[String: Any]] = [["name": "Profile", "value": clean(manifest.profile)]]
        for page in studies {
            if let data = data(of: page) {
                facts.append(["name": "\(clean(page.study.title)): data", "value": clean(data), "wide": true])
            }
        }
        facts.append(["name": "Seeds", "value": seeds])
        facts.append(["name": "Time", "value": NumberText.duration(manifest.seconds)])
        facts.append(["name": "Started", "value": Self.time(manifest.started)])
        facts.append(["name": "Machine", "value": clean(machine)])
        if let makers { facts.append(["name": "Made by", "value": clean(makers), "wide": true]) }
        facts.append(commit)
        if let hash = manifest.provenance[Provenance.programHash] {
            facts.append(["name": "Program’s SHA-256", "value": clean(hash), "code": true, "wide": true])
        }
        facts.append(["name": "Command", "value": clean(manifest.command), "code": true, "wide": true])
        return facts
    }

    private var machine: String {
        let provenance = manifest.provenance
        let parts = [
            provenance["cpu"], provenance["cores"].map { "\($0) cores" }, provenance["memory"],
            provenance["threads"].map { "\($0) threads" },
        ]
        let known = parts.compactMap { $0 }
        return known.isEmpty ? "unknown" : known.joined(separator: ", ")
    }

    /// Which processors and kernels made how many of the stages, the most first, and on which hosts where workers of several
    /// shared them. Of those that made a few, which ones. Nil where no receipt says it.
    private var makers: String? {
        let receipts = manifest.stages.compactMap { record in
            manifest.directory(of: record).flatMap { try? StageReceipt.load(from: $0) }
        }
        let hosts = Set(receipts.compactMap { $0.provenance["host"] })
        let stages = Dictionary(grouping: receipts) { receipt in
            let made = receipt.provenance
            let kernels = [made["vector bits"].map { "\($0) bits" }, made["blas core"]]
            let facts = [hosts.count > 1 ? made["host"] : nil, made["cpu"]] + kernels
            return facts.compactMap { $0 }.joined(separator: ", ")
        }.filter { !$0.key.isEmpty }
        let sorted = stages.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
        let texts = sorted.map { maker, receipts in
            let names = receipts.map(\.name).joined(separator: ", ")
            let few = sorted.count > 1 && receipts.count <= 3 ? ": \(names)" : ""
            return "\(maker) (\(receipts.count) \(receipts.count == 1 ? "stage" : "stages")\(few))"
        }
        return texts.isEmpty ? nil : texts.joined(separator: "; ")
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
    func data(of page: StudyPage) -> String? {
        guard let stage = try? run.study(page.study.id).description.dataStage,
            let summary = try? run.table("summary.csv", of: stage)
        else { return nil }
        func value(_ name: String) -> String? { try? summary.value(name) }
        guard let source = value("source") else { return nil }
        var text = source
        if let height = value("height"), let width = value("width") {
            let size = "\(height)×\(width)"
            if !source.contains(size) { text += ", \(size)" }
        }
        let splits = ["train", "validation", "test"].compactMap { name in value(name).map { "\($0) \(name)" } }
        if !splits.isEmpty { text += "; " + splits.joined(separator: ", ") }
        return value("warnings").map { "\(text). Note: \($0)" } ?? text
    }

    /// "2026-01-31 17:05 UTC".
    static func time(_ date: Date) -> String {
        date.ISO8601Format().prefix(16).replacing("T", with: " ") + " UTC"
    }

    /// The seeds of the run: "1, 2, 3". Where its settings do not say them, those of all trainings; a network that is trained
    /// again and again to count something has more.
    var seeds: String { Self.seeds(of: manifest) }

    /// The same of any run.
    static func seeds(of manifest: RunManifest) -> String {
        guard case .int(let count)? = manifest.settings["run.seeds"], (1...1_000).contains(count) else {
            return seeds(of: manifest.stages)
        }
        return (1...count).map(String.init).joined(separator: ", ")
    }

    /// The seeds that these stages train with; where none of them trains, those that they evaluate with.
    static func seeds(of stages: [StageRecord]) -> String {
        func seeds(_ kind: String) -> Set<Int> {
            Set(
                stages.filter { $0.name.contains(kind) }.compactMap { stage in
                    stage.name.range(of: "/seed-").flatMap { Int(stage.name[$0.upperBound...]) }
                })
        }
        let all = seeds("/train/").isEmpty ? seeds("/evaluate/") : seeds("/train/")
        return all.isEmpty ? "none" : all.sorted().map(String.init).joined(separator: ", ")
    }

    /// All files of the figures, a row for each figure.
    var filesContext: [String: Any] {
        let rows = files.figures.map { entry -> [String: Any] in
            let main = Set(FigureStudio.extensions.map { "\(entry.card.id).\($0)" })
            let pieces = Set(FigureStudio.pieces(of: entry.card))
            let frames = entry.files.filter { !main.contains($0.name) && !pieces.contains($0.name) }
            var row: [String: Any] = [
                "number": clean(entry.card.number),
                "formats": entry.files.filter { main.contains($0.name) }.map { file in
                    ["href": "figures/\(file.name)", "file": file.name, "bytes": ByteCounts.text(file.bytes)]
                },
            ]
            let narrow = entry.files.filter { pieces.contains($0.name) }
            if !narrow.isEmpty {
                row["pieces"] = ["count": narrow.count, "bytes": ByteCounts.text(narrow.reduce(0) { $0 + $1.bytes })]
            }
            if !frames.isEmpty {
                let bytes = ByteCounts.text(frames.reduce(0) { $0 + $1.bytes })
                row["frames"] = ["folder": FrameFolder.name(entry.card.id), "count": frames.count, "bytes": bytes]
            }
            return row
        }
        return [
            "fileRows": rows, "filesAny": !rows.isEmpty, "fileCount": files.all.count,
            "fileBytes": ByteCounts.text(files.all.reduce(0) { $0 + $1.bytes }),
        ]
    }
}
