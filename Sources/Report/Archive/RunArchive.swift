import Foundation
import Stages
import Support

/// A finished run as one file that opens anywhere: its pages with all that they show, the tables that figures are drawn from and
/// the stages' receipts. The arrays, weights and checkpoints of the store are not in it.
public struct RunArchive {
    private let folder: URL
    private let manifest: RunManifest
    /// The files, by their names in the archive's folder, sorted.
    private let files: [String]
    private let paths: LocalPaths

    /// What was written.
    public struct Summary {
        /// SHA-256 of the archive.
        public let sha256: String
        /// Its size, and how many files are in it.
        public let bytes, files: Int
        /// Paths of this machine that stood in texts, where their last names stand now.
        public let shortened: [String]
    }

    /// The stages that failed or diverged, which README.txt names, too.
    public let lost: [StageRecord]

    /// The run in a folder. Throws `ReportError` where it is not finished or lacks pages or files of figures, and what
    /// `RunManifest.load` throws.
    public init(_ folder: URL) throws {
        self.folder = folder
        manifest = try RunManifest.load(from: folder)
        guard manifest.finished != nil, !manifest.stages.contains(where: { $0.state == .running }) else {
            throw ReportError.unusableFolder(
                folder.path,
                reason: "the run is not finished. Hint: the command that began it goes on: \(manifest.command)")
        }
        // A part of a run that was asked for as such, by --only, is whole.
        let open = manifest.stages.filter {
            $0.state == .interrupted || $0.state == .pending && $0.reason != ManifestRecorder.notAskedFor
        }
        guard open.isEmpty else {
            throw ReportError.unusableFolder(
                folder.path,
                reason:
                    "\(Counts.text(open.count, "stage of the run is", "stages of the run are")) not made, \(open[0].name)\(open.count > 1 ? " among them" : ""). Hint: the command that began it "
                    + "goes on: \(manifest.command)")
        }
        lost = manifest.stages.filter { [.failed, .diverged].contains($0.state) }
        paths = LocalPaths(manifest, folder: folder)
        files = (try Self.pages(folder) + Self.figures(folder) + Self.records(folder, manifest)).sorted()
        try RunFingerprint.check(
            KeptClaims(folder.appendingPathComponent("claims.json")), manifest, in: folder)
        for file in files where try FileSystem.size(folder.appendingPathComponent(file)) == nil {
            throw ReportError.unusableFolder(
                folder.path, reason: "\(file) is missing. Hint: `downhill render` draws the pages again")
        }
    }

    /// The pages, what they are served with, the claims and run.json.
    private static func pages(_ folder: URL) throws -> [String] {
        let index = folder.appendingPathComponent("index.html")
        guard try FileSystem.size(index) != nil else {
            throw ReportError.unusableFolder(
                folder.path, reason: "there are no pages. Hint: `downhill render` draws them")
        }
        let text = String(decoding: try InputFile.contents(of: index.path, kind: "a page"), as: UTF8.self)
        let linked = text.matches(of: /href="([A-Za-z0-9_-]+\.html)/).map { String($0.output.1) }
        return Set(linked + ["index.html"]).sorted()
            + ["style.css", "report.js", "claims.csv", "claims.json", "claims.tex", "run.json"]
    }

    /// The files that figures/MANIFEST.csv lists, the list itself, and the figures' cards.
    private static func figures(_ folder: URL) throws -> [String] {
        let figures = folder.appendingPathComponent("figures", isDirectory: true)
        let list = try Table(contentsOf: figures.appendingPathComponent("MANIFEST.csv"))
        let listed = try list.strings("file")
        let tables = listed.filter { $0.hasSuffix(".csv") }.map { String($0.dropLast(4)) }
        let cards = try tables.map { "\($0).json" }.filter {
            try FileSystem.size(figures.appendingPathComponent($0)) != nil
        }
        let outside = listed.first { $0.hasPrefix("/") || $0.split(separator: "/").contains("..") }
        if let outside {
            throw ReportError.unusableFolder(
                folder.path,
                reason: "figures/MANIFEST.csv lists “\(outside)”, which is not in this folder. Hint: "
                    + "`downhill render` writes the list again")
        }
        guard list.hasColumn("sha256") else {
            throw ReportError.unusableFolder(
                folder.path,
                reason:
                    "figures/MANIFEST.csv, of an older program, does not say what was drawn. Hint: `downhill render` draws "
                    + "the figures again")
        }
        for (file, drawn) in zip(listed, try list.strings("sha256")) { try check(file, drawn, in: figures) }
        return (listed + cards + ["MANIFEST.csv"]).map { "figures/\($0)" }
    }

    /// Throws `ReportError` where a figure's file is not what was drawn: an archive vouches for what it holds.
    private static func check(_ file: String, _ drawn: String, in figures: URL) throws {
        let place = figures.appendingPathComponent(file)
        // One that is missing is told of with all that are.
        guard try FileSystem.size(place) != nil else { return }
        var fingerprint = Fingerprint()
        try fingerprint.add(InputFile(place.path, kind: "a figure's file"))
        guard fingerprint.hexadecimal != drawn else { return }
        throw ReportError.unusableFolder(
            figures.deletingLastPathComponent().path,
            reason:
                "figures/\(file) is not what was drawn: expected SHA-256 \(drawn.isEmpty ? "of its card" : "\(drawn.prefix(12))…"), got "
                + "\(fingerprint.hexadecimal.prefix(12))…. Hint: `downhill render` draws it again")
    }

    /// Each finished stage's receipt, and of the stages that figures are drawn from, of data and of studies' descriptions what is
    /// a text: tables and study.json.
    private static func records(_ folder: URL, _ manifest: RunManifest) throws -> [String] {
        let drawn = try FileSystem.names(in: folder.appendingPathComponent("figures")).flatMap { name -> [String] in
            guard name.hasSuffix(".json") else { return [] }
            let card = folder.appendingPathComponent("figures/\(name)")
            do {
                return try CanonicalJSON.read(Sources.self, from: card, kind: "a figure's card").stages ?? []
            } catch is DataError { return [] }
        }
        let wanted = Set(drawn)
        return try manifest.stages.flatMap { stage -> [String] in
            guard let place = stage.directory, let url = manifest.directory(of: stage), !place.hasPrefix("/"),
                !place.split(separator: "/").contains("..")
            else { return [] }
            let isShown =
                wanted.contains(stage.name)
                || ["data/", StudyDescription.stageName("")].contains(where: stage.name.hasPrefix)
            return try FileSystem.names(in: url).filter { name in
                name == "stage.json" || isShown && (name.hasSuffix(".csv") || name == StudyDescription.fileName)
            }.map { "\(place)/\($0)" }
        }
    }

    private struct Sources: Decodable { var stages: [String]? }

    /// Writes the archive: all files in one folder that is named after the run, and beside them README.txt, CITATION.bib and
    /// SHA256SUMS. The same run gives the same bytes.
    ///
    /// Throws `ReportError` where `path` is one of the files, or another that is no archive; `FileError`.
    public func write(to path: String) throws -> Summary {
        let place = URL(fileURLWithPath: path).resolvingSymlinksInPath().standardizedFileURL.path
        let own = files.first {
            folder.appendingPathComponent($0).resolvingSymlinksInPath().standardizedFileURL.path == place
        }
        if let own {
            throw ReportError.unusableFolder(path, reason: "this is \(own) of the run itself. Hint: name another file")
        }
        if let size = try FileSystem.size(URL(fileURLWithPath: place)), size > 0 {
            let head = try InputFile(place, kind: "an archive").bytes(min(size, ZIPArchive.signature.count))
            guard head == ZIPArchive.signature else {
                throw ReportError.unusableFolder(
                    path, reason: "there is a file that is no ZIP archive. Hint: name another file, or remove this one")
            }
        }
        let root = RunCitation.key(manifest)
        let archive = try ZIPArchive(path, time: manifest.finished ?? manifest.started)
        var sums: [String] = []
        var found: Set<String> = []
        func add(_ name: String, _ bytes: [UInt8]) throws {
            var print = Fingerprint()
            bytes.withUnsafeBytes { print.add($0) }
            sums.append("\(print.hexadecimal)  \(name)")
            try archive.add("\(root)/\(name)", bytes)
        }
        // What is made here stands first, as it says what the rest is.
        try add("CITATION.bib", Array(paths.shortened(citation, found: &found).utf8))
        try add("README.txt", Array(paths.shortened(readme, found: &found).utf8))
        for file in files {
            var bytes = try InputFile.contents(of: folder.appendingPathComponent(file).path, kind: "a file of the run")
            if [".html", ".json", ".tex"].contains(where: file.hasSuffix),
                let text = String(validating: bytes, as: UTF8.self)
            {
                bytes = Array(paths.shortened(text, found: &found).utf8)
            }
            try add(file, bytes)
        }
        try archive.add("\(root)/SHA256SUMS", Array((sums.joined(separator: "\n") + "\n").utf8))
        let ending = try archive.finish()
        return Summary(
            sha256: ending.sha256, bytes: ending.bytes, files: ending.files, shortened: found.sorted())
    }

    /// BibTeX of the run and of the paper.
    private var citation: String {
        RunCitation.bibtex(manifest, seeds: ReportPages.seeds(of: manifest)) + "\n\n" + PaperCitation.bibtex + "\n"
    }

    private var readme: String {
        let provenance = manifest.provenance
        let changed = provenance["dirty"] == "yes" ? ", with changes" : ""
        return """
            A run of Downhill: profile \(manifest.profile), seeds \(ReportPages.seeds(of: manifest)), \
            \(ReportPages.time(manifest.started))

            Open index.html in any browser. Nothing else is needed, and no network.

              index.html, *.html   the report: what was found, all claims, all figures, what was run
              claims.*             every claim with its numbers, for programs and for LaTeX
              figures/             each figure as SVG, PDF and PNG, and its numbers as CSV; MANIFEST.csv lists them
              run.json             settings, machine, and all stages with their keys
              store/               each stage's receipt, and the tables that figures are drawn from
              CITATION.bib         BibTeX of this run and of the paper that it reproduces
              SHA256SUMS           the hash of every file: sha256sum --check SHA256SUMS

            Made by: \(manifest.command)
            Program: Downhill \(provenance["program version"] ?? "of an unknown version"), commit \
            \(provenance["commit"] ?? "unknown")\(changed), SHA-256 \(provenance[Provenance.programHash] ?? "unknown")
            Machine: \([provenance["cpu"], provenance["host os"]].compactMap { $0 }.joined(separator: ", "))

            \(lost.isEmpty ? "All of its stages are done." : "Without results: "
                + lost.map { "\($0.name) (\($0.state.rawValue))" }.joined(separator: ", "))
            Not in it are the data, the networks' weights and the checkpoints: the command makes them again.
            Paths of the machine that it was made on are shortened to their last names, and its host is not named.

            """
    }
}
