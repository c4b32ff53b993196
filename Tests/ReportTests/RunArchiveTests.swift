import Foundation
import Report
import Support
import Testing

/// A run as an archive, from made-up folders.
@Suite struct RunArchiveTests {
    private let runs: ComparedRuns
    private let zip: URL

    init() throws {
        runs = try ComparedRuns()
        zip = runs.folder.appendingPathComponent("run.zip")
    }

    private func add(isFinished: Bool = true) throws -> URL {
        try runs.add("run", heights: [2, 1], claims: [], isFinished: isFinished)
    }

    @Test func holdsPagesFiguresAndRecordsButNoWeightsAndNoPaths() throws {
        let run = try add()
        let summary = try RunArchive(run).write(to: zip.path)
        let bytes = try Data(contentsOf: zip)
        #expect(summary.bytes == bytes.count && summary.sha256.count == 64)
        var print = Fingerprint()
        bytes.withUnsafeBytes { print.add($0) }
        #expect(print.hexadecimal == summary.sha256)
        #expect(summary.shortened.sorted() == ["/home/somebody/images", run.path].sorted())
        _ = try RunArchive(run).write(to: zip.path)
        #expect(try Data(contentsOf: zip) == bytes, "the same run gives the same bytes")

        guard let folder = try unpacked() else { return }
        #expect(folder.lastPathComponent == "downhill-0123456789ab-2025-06-15")
        let files = try FileSystem.files(below: folder)
        #expect(
            files == [
                "CITATION.bib", "README.txt", "SHA256SUMS", "claims.csv", "claims.json", "claims.tex",
                "figures/MANIFEST.csv", "figures/figure-1.csv", "figures/figure-1.json", "figures/figure-1.svg",
                "index.html", "made.html", "report.js", "run.json", "store/made-1/layers.csv",
                "store/made-1/stage.json", "style.css",
            ])
        #expect(summary.files == files.count)
        for file in files {
            let text = try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
            #expect(
                !text.contains(runs.folder.path) && !text.contains(" /home/"), "\(file) names a path of this machine")
            #expect(!text.contains("node-of-somebody"), "\(file) names the host")
            guard file != "SHA256SUMS" else { continue }
            let sums = try String(contentsOf: folder.appendingPathComponent("SHA256SUMS"), encoding: .utf8)
            #expect(sums.contains("\(Fingerprint.of(text))  \(file)\n"), "\(file)")
        }
        let page = try String(contentsOf: folder.appendingPathComponent("made.html"), encoding: .utf8)
        #expect(page == "<p>Of images, not of store/home/somebody/images.</p>\n")
        let original = try Data(contentsOf: run.appendingPathComponent("figures/figure-1.svg"))
        #expect(try Data(contentsOf: folder.appendingPathComponent("figures/figure-1.svg")) == original)
        // It is a run's folder itself.
        let other = try runs.add("other", heights: [2, 3], claims: [])
        #expect(try Comparison(folder, other).troubles.isEmpty)
    }

    /// As where a worker of other settings has written run.json since the pages were drawn, or a disk was full before claims.json.
    @Test(arguments: [("settings", "those of a run of other settings"), ("stages", "those of other results")])
    func pagesOfAnotherRunAreRefused(field: String, got: String) throws {
        let run = try add()
        let text =
            #"{"schema": 2, "run": {"profile": "p", "commit": "c", "seeds": [1], "\#(field)": "0"}, "#
            + #""claims": [{"id": "a", "statement": "It is so.", "verdict": "supported"}]}"#
        try AtomicFile.write(text, to: run.appendingPathComponent("claims.json"))
        let error = #expect(throws: DataError.self) { try RunArchive(run) }
        #expect(error?.got == got)
        #expect(throws: DataError.self) { try FindingsBlock(output: run) }
        let other = try runs.add("other", heights: [2, 3], claims: [])
        #expect(throws: DataError.self) { try Comparison(run, other) }
    }

    @Test func whatIsNotFinishedOrNotWholeIsRefused() throws {
        let open = try add(isFinished: false)
        #expect { try RunArchive(open) } throws: { "\($0)".contains("the run is not finished. Hint: ") }
        let run = try add()
        #expect { try RunArchive(run).write(to: run.appendingPathComponent("run.json").path) } throws: {
            "\($0)".contains("this is run.json of the run itself")
        }
        for file in ["made.html", "figures/figure-1.svg", "style.css", "index.html"] {
            let bytes = try Data(contentsOf: run.appendingPathComponent(file))
            try FileManager.default.removeItem(at: run.appendingPathComponent(file))
            #expect { try RunArchive(run) } throws: {
                "\($0)".contains(file == "index.html" ? "no pages" : "\(file) is missing")
                    && "\($0)".contains("downhill render")
            }
            try bytes.write(to: run.appendingPathComponent(file))
        }
        try runs.write("file,bytes\n../../secret,1\n", "figures/MANIFEST.csv", in: run)
        #expect { try RunArchive(run) } throws: { "\($0)".contains("lists “../../secret”") }
        #expect(!FileManager.default.fileExists(atPath: zip.path))
        #expect(throws: FileError.self) { try RunArchive(runs.folder) }
    }

    /// Another archive is replaced, another file is not.
    @Test func otherFilesAreKept() throws {
        let run = try add()
        try AtomicFile.write("notes", to: zip)
        #expect { try RunArchive(run).write(to: zip.path) } throws: { "\($0)".contains("no ZIP archive") }
        #expect(try String(contentsOf: zip, encoding: .utf8) == "notes")
        try FileManager.default.removeItem(at: zip)
        for _ in 1...2 { _ = try RunArchive(run).write(to: zip.path) }
    }

    /// An archive vouches for its figures: what was edited since it was drawn is told.
    @Test func editedFiguresAreRefused() throws {
        let run = try add()
        _ = try RunArchive(run)
        let table = run.appendingPathComponent("figures/figure-1.csv")
        let text = try String(contentsOf: table, encoding: .utf8)
        try runs.write(text.replacing("2", with: "3"), "figures/figure-1.csv", in: run)
        #expect { try RunArchive(run) } throws: {
            "\($0)".contains("figures/figure-1.csv is not what was drawn") && "\($0)".contains("downhill render")
        }
        try runs.write(text, "figures/figure-1.csv", in: run)
        _ = try RunArchive(run)
        // A list that does not say what was drawn vouches for nothing.
        try runs.write("file,bytes\nfigure-1.svg,1\nfigure-1.csv,1\n", "figures/MANIFEST.csv", in: run)
        #expect { try RunArchive(run) } throws: { "\($0)".contains("of an older program") }
        try runs.write("file,bytes,sha256\nfigure-1.csv,1,\n", "figures/MANIFEST.csv", in: run)
        #expect { try RunArchive(run) } throws: { "\($0)".contains("expected SHA-256 of its card") }
    }

    /// What another program makes of it: Python's, which checks each file's sum. Nil where there is no Python.
    private func unpacked() throws -> URL? {
        let target = runs.folder.appendingPathComponent("unpacked")
        let script =
            "import sys, zipfile\nz = zipfile.ZipFile(sys.argv[1])\nassert z.testzip() is None\nz.extractall(sys.argv[2])"
        let python = Process()
        python.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        python.arguments = ["python3", "-c", script, zip.path, target.path]
        try python.run()
        python.waitUntilExit()
        if python.terminationStatus == 127 { return nil }
        #expect(python.terminationStatus == 0)
        let names = try FileSystem.names(in: target)
        #expect(names.count == 1, "all files are in one folder")
        return target.appendingPathComponent(try #require(names.first))
    }
}
