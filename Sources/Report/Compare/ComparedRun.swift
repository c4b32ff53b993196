import Foundation
import Stages
import Support

/// A run's folder as a comparison reads it: what was run, judged and drawn. Of the store it reads nothing but what the data were,
/// where that is there, so that an unpacked archive does as well.
struct ComparedRun {
    /// The folder.
    let folder: URL
    /// The folder's name.
    let name: String
    let manifest: RunManifest
    let claims: KeptClaims
    /// The drawn figures, in the order of the report.
    let figures: [ComparedFigure]

    /// Reads run.json, claims.json and the figures' cards and tables. Throws `DataError` where the folder is no finished
    /// report's, `FileError` where the disk fails. A figure whose table is damaged says so itself.
    init(_ folder: URL) throws {
        guard FileSystem.isFolder(folder), FileSystem.exists(folder.appendingPathComponent("run.json")) else {
            throw DataError(
                file: folder.path, expected: "a run's folder, with run.json in it",
                got: FileSystem.isFolder(folder) ? "a folder without one" : "no folder",
                hint: "name the folders that two runs had as --output")
        }
        self.folder = folder
        name = folder.resolvingSymlinksInPath().lastPathComponent
        manifest = try RunManifest.load(from: folder)
        claims = try KeptClaims(folder.appendingPathComponent("claims.json"))
        try RunFingerprint.check(claims, manifest, in: folder)
        let drawn = folder.appendingPathComponent("figures", isDirectory: true)
        figures = try Self.ids(in: drawn).map { try ComparedFigure($0, in: drawn) }
    }

    /// The figures that have a table: in the order of MANIFEST.csv, or, without it, in that of their names.
    private static func ids(in folder: URL) throws -> [String] {
        let manifest = folder.appendingPathComponent("MANIFEST.csv")
        var names = try FileSystem.names(in: folder)
        if FileSystem.exists(manifest), let listed = try? Table(contentsOf: manifest).strings("file") {
            let there = Set(names)
            names = listed.filter(there.contains)
        }
        return names.filter { $0.hasSuffix(".csv") && $0 != "MANIFEST.csv" }.map { String($0.dropLast(4)) }
    }

    /// All claims, those on second sets of images last.
    var allClaims: [KeptClaims.Entry] { claims.claims + claims.replications }

    /// What the images of a data stage are, in words; nil where the store does not tell.
    func images(_ stage: String) -> String? {
        guard let folder = manifest.directory(ofStage: stage),
            let summary = try? Table(contentsOf: folder.appendingPathComponent("summary.csv")),
            let source = try? summary.value("source")
        else { return nil }
        let splits = ["train", "validation", "test"].compactMap { name in
            (try? summary.value(name)).map { "\($0) \(name)" }
        }
        return ([source] + splits).joined(separator: "; ")
    }
}
