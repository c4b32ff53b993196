import Foundation
import Stages

/// BibTeX of a run, so that a paper can say which run its figures are of.
public enum RunCitation {
    /// An `@misc` entry whose key is made of the commit and the day. `seeds` are those of the trainings, in words.
    public static func bibtex(_ manifest: RunManifest, seeds: String) -> String {
        let provenance = manifest.provenance
        let (day, commit) = place(manifest)
        let changed = provenance["dirty"] == "yes" ? " with changes" : ""
        var facts = ["commit \(commit)\(changed)", "profile \(manifest.profile)", "seeds \(seeds)"]
        let machine = [provenance["cpu"], provenance["threads"].map { "\($0) threads" }].compactMap { $0 }
        if !machine.isEmpty { facts.append("on \(machine.joined(separator: ", "))") }
        let fields = [
            ("author", "{Downhill}"), ("title", "{Downhill}, " + version(provenance) + "a run of \(day)"),
            ("year", String(day.prefix(4))), ("note", facts.joined(separator: "; ")),
            ("howpublished", "Command: \(manifest.command)"),
        ]
        let lines = fields.map { name, value in
            // Names in braces of their own are kept as they are.
            let text = value.hasPrefix("{Downhill}") ? "{Downhill}" + escaped(value.dropFirst(10)) : escaped(value[...])
            return "  \(name)".padding(toLength: 15, withPad: " ", startingAt: 0) + "= {\(text)}"
        }
        return "@misc{\(key(manifest)),\n" + lines.joined(separator: ",\n") + "\n}"
    }

    private static func version(_ provenance: Provenance) -> String {
        provenance["program version"].map { "version \($0), " } ?? ""
    }

    private static func place(_ manifest: RunManifest) -> (day: String, commit: String) {
        (
            String(manifest.started.ISO8601Format().prefix(10)),
            String((manifest.provenance["commit"] ?? "unknown").prefix(12))
        )
    }

    /// "downhill-0123456789ab-2026-01-31", of the characters alone that BibTeX and file names allow.
    static func key(_ manifest: RunManifest) -> String {
        let (day, commit) = place(manifest)
        return "downhill-\(commit)-\(day)".filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
    }

    private static func escaped(_ text: Substring) -> String {
        // Two hyphens in a row would be set as a dash.
        LaTeXText.escape(String(text.filter { !$0.isNewline })).replacing("--", with: "-{}-")
    }
}
