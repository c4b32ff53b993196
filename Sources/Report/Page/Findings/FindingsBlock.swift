import Foundation
import Stages
import Support

/// A run's findings as Markdown for a README, between two marks, so that a program can tell whether they are still what a
/// run says.
public struct FindingsBlock {
    /// The line before the findings.
    public static let begin = "<!-- downhill findings: begin -->"
    /// The line after them.
    public static let end = "<!-- downhill findings: end -->"

    /// The lines between the marks.
    public let text: String

    /// The findings of the run in `output`. Throws `FileError`, and `DataError` where run.json or claims.json are none.
    public init(output: URL) throws {
        let manifest = try RunManifest.load(from: output)
        let kept = try KeptClaims(output.appendingPathComponent("claims.json"))
        try kept.checkVerdicts()
        try RunFingerprint.check(kept, manifest, in: output)
        text = Self.text(kept.claims, source: Self.source(manifest, seeds: kept.run?.seeds))
    }

    /// The findings of files like claims.json that were kept under names that begin with their runs' days, "2026-11-26-full.json":
    /// of each study what the last file says that has it. Throws `FileError`, and `DataError` where one is none, or says nothing of its
    /// run.
    public init(claims urls: [URL]) throws {
        let runs = try urls.map(Self.kept)
        guard let last = runs.last else {
            text = Self.text([], source: "")
            return
        }
        // What each says of studies that are in it, in the last one's order; what is asked since a study was last run is left out.
        let studies = runs.map { run in run.claims.studies }
        let chosen = last.claims.claims.compactMap { claim -> (entry: KeptClaims.Entry, run: Int)? in
            let run = runs.indices.last { claim.study.map(studies[$0].contains) ?? false } ?? runs.count - 1
            return runs[run].claims.claims.first { $0.id == claim.id }.map { ($0, run) }
        }
        let used = Set(chosen.map(\.run)).sorted()
        let sources = used.map { run in (Self.studies(chosen.filter { $0.run == run }.map(\.entry)), runs[run].words) }
        text = Self.text(
            chosen.map(\.entry),
            source: sources.count == 1
                ? "This is what one run says: \(sources[0].1)."
                : "This is what \(sources.count) runs say: "
                    + sources.map { "of \($0), \($1)" }.joined(separator: "; ") + ".")
    }

    /// A file with what is said of its run.
    private static func kept(_ url: URL) throws -> (claims: KeptClaims, words: String) {
        let kept = try KeptClaims(url)
        try kept.checkVerdicts()
        guard let run = kept.run, let day = kept.day else {
            throw DataError(
                file: url.path, expected: "claims of a run, in a file whose name begins with its day",
                got: kept.run == nil ? "nothing about a run" : "the name “\(url.lastPathComponent)”",
                hint: "name it like 2026-11-26-full.json")
        }
        let words = source(
            day: day, profile: run.profile, seeds: run.seeds.map(String.init).joined(separator: ", "),
            machine: run.machine, commit: run.commit)
        return (kept, words)
    }

    /// "sparse, inpainting and oamp", in the order of claims.
    private static func studies(_ claims: [KeptClaims.Entry]) -> String {
        CaptionText.list(
            claims.compactMap(\.study).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } })
    }

    /// The findings with their marks.
    public var marked: String { "\(Self.begin)\n\(text)\n\(Self.end)\n" }

    /// Compares with what stands between the marks in a file. Throws `FileError`, and `DataError` that names the first line
    /// that differs, or what is missing.
    public func check(_ path: String) throws {
        let text = String(decoding: try InputFile.contents(of: path, kind: "a text with findings"), as: UTF8.self)
        // Editors may end lines otherwise.
        let lines = text.replacing("\r\n", with: "\n").split(separator: "\n", omittingEmptySubsequences: false)
            .map(String.init)
        func missing(_ mark: String) -> DataError {
            DataError(
                file: path, expected: "findings between the lines \(Self.begin) and \(Self.end)",
                got: "no line \(mark)",
                hint: "put there what `downhill findings` prints")
        }
        guard let first = lines.firstIndex(of: Self.begin) else { throw missing(Self.begin) }
        guard let last = lines[first...].firstIndex(of: Self.end) else { throw missing(Self.end) }
        let found = Array(lines[(first + 1)..<last])
        let wanted = self.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard found != wanted else { return }
        let place = zip(found, wanted).prefix { $0 == $1 }.count
        let (here, there) = (found.dropFirst(place).first, wanted.dropFirst(place).first)
        let same = zip(here ?? "", there ?? "").prefix { $0 == $1 }.count
        func part(_ line: String?) -> String {
            guard let line else { return "no more lines" }
            let start = max(0, same - 40)
            return "“\(start > 0 ? "…" : "")\(line.dropFirst(start).prefix(120))”"
        }
        throw DataError(
            file: path, expected: "\(part(there)) in line \(first + place + 2)", got: part(here),
            hint: "replace the marked lines by what `downhill findings` prints")
    }

    private static func text(_ claims: [KeptClaims.Entry], source: String) -> String {
        let verdicts = claims.map(\.verdict).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
            .sorted { rank($0) < rank($1) }
        let counts = verdicts.map { verdict in
            "\(claims.filter { $0.verdict == verdict }.count) × \(verdict)"
        }
        let parts = verdicts.map { verdict in
            "**\(verdict.capitalizedFirst)**\n\n"
                + claims.filter { $0.verdict == verdict }.map(item).joined(separator: "\n")
        }
        let summary =
            claims.isEmpty ? "No claims were judged." : "Of \(claims.count) claims: \(CaptionText.list(counts))."
        return ([summary + " " + source] + parts).joined(separator: "\n\n")
    }

    private static func item(_ claim: KeptClaims.Entry) -> String {
        // Lists hold each claim in one line, whatever it holds.
        let words = [
            claim.statement, claim.measured.map { "*\($0)*" }, claim.replication.map { "Second images: \($0)." },
        ].compactMap { $0 }
        return "- " + words.joined(separator: " ").split(whereSeparator: \.isNewline).joined(separator: " ")
    }

    /// `seeds` are those of the claims; without them those of all stages.
    private static func source(_ manifest: RunManifest, seeds: [Int]?) -> String {
        let provenance = manifest.provenance
        let machine = [provenance["cpu"], provenance["threads"].map { "\($0) threads" }].compactMap { $0 }
        let words = source(
            day: String(manifest.started.ISO8601Format().prefix(10)), profile: manifest.profile,
            seeds: seeds.map { $0.map(String.init).joined(separator: ", ") } ?? ReportPages.seeds(of: manifest.stages),
            machine: machine.joined(separator: ", "),
            commit: provenance["commit"] ?? "unknown", isChanged: provenance["dirty"] == "yes")
        return "This is what one run says: \(words)."
    }

    /// "2026-11-26, profile standard, seeds 1, 2, 3, on a Xeon, 2 threads, commit 0123456789ab".
    private static func source(
        day: String, profile: String, seeds: String, machine: String?, commit: String, isChanged: Bool = false
    ) -> String {
        let place = machine.map { $0.isEmpty ? "" : ", on \($0)" } ?? ""
        return
            "\(day), profile \(profile), seeds \(seeds)\(place), commit \(commit.prefix(12))"
            + (isChanged ? " with changes" : "")
    }

    /// What holds comes first, what cannot be told last; words that are not known keep their order between these.
    private static func rank(_ verdict: String) -> Int {
        let known = [
            "supported", "holds", "supported in part", "holds in part", "refuted", "does not hold", "undecided",
            "not testable",
            "not tested",
        ]
        return known.firstIndex(of: verdict) ?? known.count
    }
}
