import Foundation
import Stages
import Support

/// Two runs side by side: what differs in what they were, in their verdicts, in their figures and in their numbers.
public struct Comparison {
    let first, second: ComparedRun
    let differences: RunDifferences
    let claims: ClaimChanges
    /// The figures of both, in the first one's order, then those that the second has alone.
    let figures: [FigurePair]

    /// How many rows the tables of the largest changes have.
    static let most = 20
    private static let files = [
        "compare.json", "style.css", "report.js", "claims.csv", "numbers.csv", "figures", "index.html",
    ]

    /// Compares the runs in two folders. Throws `ReportError` where they are one, `DataError` where one is no run with judged
    /// claims, `FileError` where the disk fails.
    public init(_ first: URL, _ second: URL) throws {
        guard Self.place(first) != Self.place(second) else {
            throw ReportError.unusableFolder(
                second.path, reason: "it is compared with itself. Hint: name the folders of two runs")
        }
        (self.first, self.second) = (try ComparedRun(first), try ComparedRun(second))
        differences = RunDifferences(self.first, self.second)
        claims = ClaimChanges(self.first, self.second)
        let one = Dictionary(self.first.figures.map { ($0.id, $0) }) { first, _ in first }
        let other = Dictionary(self.second.figures.map { ($0.id, $0) }) { first, _ in first }
        let ids = self.first.figures.map(\.id) + self.second.figures.map(\.id).filter { one[$0] == nil }
        let names = [("A", self.first), ("B", self.second)].map { letter, run in
            "\(letter): \(run.name.replacing("$", with: "\\$"))"
        }
        figures = try ids.map { try FigurePair($0, first: one[$0], second: other[$0], names: names) }
    }

    private static func place(_ folder: URL) -> String { folder.resolvingSymlinksInPath().standardizedFileURL.path }

    /// All numbers that two tables have at the same places.
    var numbers: [NumberChange] { figures.compactMap(\.numbers).flatMap(\.all) }

    /// Damaged tables, and overlays that could not be drawn; the page says so beside the figures.
    public var troubles: [any Error] { figures.flatMap(\.troubles) }

    /// Writes index.html and all that it shows into `output`; each file is replaced atomically, index.html last. The same runs
    /// give the same bytes.
    ///
    /// Throws `ReportError` where `output` is in one of the runs, or holds something else than an earlier comparison;
    /// `FileError`.
    public func write(to output: URL, templates: PageTemplates) throws {
        let page = try html(templates)
        let record = try CanonicalJSON.fileData(ComparisonRecord(self))
        try check(output)
        try FileSystem.makeFolder(output)
        // The first, as it says whose folder this is, also where what follows is interrupted.
        try AtomicFile.write(record, to: output.appendingPathComponent("compare.json"))
        try AtomicFile.write(templates.style, to: output.appendingPathComponent("style.css"))
        try AtomicFile.write(templates.script, to: output.appendingPathComponent("report.js"))
        try claimsTable.write(to: output.appendingPathComponent("claims.csv"))
        try numbersTable.write(to: output.appendingPathComponent("numbers.csv"))
        try writePictures(to: output.appendingPathComponent("figures", isDirectory: true))
        try AtomicFile.write(page, to: output.appendingPathComponent("index.html"))
    }

    /// Copies the pictures that the page shows, writes the overlays, and removes those of an earlier comparison.
    private func writePictures(to folder: URL) throws {
        func replace(_ name: String, _ pictures: [(file: String, bytes: () throws -> Data)]) throws {
            let place = folder.appendingPathComponent(name, isDirectory: true)
            try FileSystem.makeFolder(place)
            try Leftovers.remove(in: place)
            for picture in pictures {
                try AtomicFile.write(
                    picture.bytes(), to: place.appendingPathComponent(picture.file), durably: false)
            }
            let kept = Set(pictures.map(\.file))
            for file in try FileSystem.names(in: place) where !kept.contains(file) {
                try FileSystem.remove(place.appendingPathComponent(file))
            }
        }
        let shown = figures.filter(\.isShown)
        for (name, side) in [("a", \FigurePair.first), ("b", \FigurePair.second)] {
            let pictures = shown.compactMap { $0[keyPath: side]?.picture }
            try replace(
                name,
                pictures.map { url in
                    (url.lastPathComponent, { Data(try InputFile.contents(of: url.path, kind: "a picture")) })
                })
        }
        try replace(
            "overlay", shown.compactMap { pair in pair.overlay.map { svg in ("\(pair.overlayID).svg", { svg }) } })
    }

    /// Throws `ReportError` where nothing may be written.
    private func check(_ output: URL) throws {
        func refuse(_ reason: String) -> ReportError { .unusableFolder(output.path, reason: reason) }
        let place = Self.place(output)
        for run in [first, second] where (place + "/").hasPrefix(Self.place(run.folder) + "/") {
            throw refuse("it is in the folder of a run that is compared. Hint: name another one with --output")
        }
        if FileSystem.exists(output), !FileSystem.isFolder(output) {
            throw refuse("it is a file, expected a folder. Hint: name another one with --output")
        }
        try Leftovers.remove(in: output)
        let names = try FileSystem.names(in: output)
        let foreign =
            names.first { !Self.files.contains($0) }
            ?? (names.isEmpty || names.contains("compare.json") ? nil : names.first)
        if let foreign {
            throw refuse("it holds \(foreign), which no comparison wrote. Hint: name an empty folder with --output")
        }
    }
}
