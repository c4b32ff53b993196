import Foundation
import Plotting
import Report
import Stages
import Support
import Testing

/// Two runs side by side, from made-up folders with the project's own templates.
@Suite struct ComparisonTests {
    private let runs: ComparedRuns
    private let output: URL

    init() throws {
        runs = try ComparedRuns()
        output = runs.folder.appendingPathComponent("Comparison", isDirectory: true)
    }

    private func compare(_ first: URL, _ second: URL, to folder: URL? = nil) throws -> Comparison {
        let comparison = try Comparison(first, second)
        try comparison.write(to: folder ?? output, templates: try PageTemplates(folder: PageTests.templates))
        return comparison
    }

    private func text(_ file: String) throws -> String {
        try String(contentsOf: output.appendingPathComponent(file), encoding: .utf8)
    }

    private func pair() throws -> (URL, URL) {
        let first = try runs.add(
            "first", heights: [4, 3, 2],
            claims: [
                ("same", "supported", 0.5, 0.4, 0.6), ("flips", "supported", 0.9, 0.8, 0.95),
                ("opens", "refuted", 1.5, 1.2, 1.8), ("gone", "supported", 0.5, 0.4, 0.6),
                ("untested", "not testable", 1, 0, 2),
            ])
        let second = try runs.add(
            "second", heights: [4, 3.5, 2],
            claims: [
                ("opens", "undecided", 1.1, 0.9, 1.3), ("same", "supported", 0.7, 0.65, 0.8),
                ("flips", "refuted", 1.5, 1.2, 1.7), ("untested", "supported", 0.5, 0.4, 0.6),
                ("new", "refuted", 2, 1.5, 2.5),
            ], seed: 2)
        return (first, second)
    }

    @Test func verdictsNumbersAndSettingsThatChangedAreNamed() throws {
        let (first, second) = try pair()
        let comparison = try compare(first, second)
        #expect(comparison.troubles.isEmpty)
        let page = try text("index.html")
        let inspector = PageInspector(page)
        #expect(inspector.problem == nil)
        // The worst first; what one has alone is told apart.
        let claims = try Table(contentsOf: output.appendingPathComponent("claims.csv"))
        #expect(try claims.strings("id") == ["flips", "opens", "untested", "same", "gone", "new"])
        #expect(
            try claims.strings("change") == ["opposite", "half", "tested in one", "same", "only A", "only B"])
        #expect(try claims.strings("intervals_apart") == ["1", "0", "0", "1", "", ""])
        #expect(page.contains("1 is supported by one and refuted by the other"))
        #expect(page.contains("<code>run.seed</code></th><td>1</td><td>2</td>"))
        #expect(page.components(separatedBy: "class=\"interval\"").count - 1 == 6, "both intervals of each change")
        let row =
            #"<tr><th scope="row">supported</th><td class="number">1</td><td class="number">1</td><td class="number">–</td></tr>"#
        #expect(page.contains(row), "of the two that A supports B supports one and refutes one")
        // One number of the curve's three differs, by one spread.
        let numbers = try Table(contentsOf: output.appendingPathComponent("numbers.csv"))
        #expect(try numbers.rowCount == 1 && numbers.strings("series") == ["network"])
        #expect(try numbers.doubles("a") == [3] && numbers.doubles("b") == [3.5])
        #expect(try numbers.doubles("in_spreads") == [1])
        let overlay = try text("figures/overlay/overlay-figure-1.svg")
        #expect(overlay.contains("both runs"))
        // Every picture that is shown is there, and every anchor.
        for reference in inspector.references {
            if reference.hasPrefix("#") {
                #expect(inspector.identifiers.contains(String(reference.dropFirst())), "\(reference) leads nowhere")
            } else {
                let file = output.appendingPathComponent(reference)
                #expect(FileManager.default.fileExists(atPath: file.path), "\(reference) is not there")
            }
        }
    }

    @Test func theSameRunsGiveTheSameBytesAndOldPicturesGo() throws {
        let (first, second) = try pair()
        _ = try compare(first, second)
        func bytes() throws -> [String: Data] {
            Dictionary(
                uniqueKeysWithValues: try FileSystem.files(below: output).map {
                    ($0, try Data(contentsOf: output.appendingPathComponent($0)))
                })
        }
        let files = try bytes()
        #expect(files.count == 9, "\(files.keys)")
        try runs.write("old", "figures/overlay/overlay-figure-9.svg", in: output)
        _ = try compare(first, second)
        #expect(try bytes() == files)
        // A run that is the same in other words: nothing to draw.
        let copy = runs.folder.appendingPathComponent("copy")
        try FileManager.default.copyItem(at: first, to: copy)
        _ = try compare(first, copy)
        #expect(Set(try bytes().keys) == Set(files.keys.filter { !$0.hasPrefix("figures/") }))
        let page = try text("index.html")
        #expect(
            page.contains("No figure that both runs have has other numbers.")
                && page.contains("The same numbers in both runs: 1")
                && page.contains("All 2 settings are the same."))
    }

    /// What nobody could test does not pass for agreement, and a further line not for other numbers.
    @Test func wordsSayWhatIsTheSame() throws {
        func run(_ name: String, _ verdicts: [String], line: Bool = false) throws -> URL {
            try runs.add(
                name, heights: [3, 2, 1], claims: verdicts.enumerated().map { ("c\($0)", $1, 0.5, 0.4, 0.6) }
            ) { figure in
                guard line else { return }
                let (x, y): ([Double], [Double]) = ([0, 1, 2], [3, 2, 1])
                figure.panels[0] = Panel(
                    "Heights", x: Axis("Layer"), y: Axis("Height"),
                    marks: [
                        .line(
                            x: x, y: y, spread: .band(lower: y.map { $0 - 0.5 }, upper: y.map { $0 + 0.5 }),
                            series: "network"), .horizontal(at: 2, label: "two", series: "zero"),
                        .line(x: x, y: [5, 4, 3], series: "mine"),
                    ])
            }
        }
        let first = try run("one", ["not testable", "not testable"])
        let comparison = try compare(first, try run("two", ["not testable", "not testable"], line: true))
        #expect(comparison.summary.contains("2 have the same verdict, all of them not testable;"))
        #expect(
            comparison.summary.contains(
                "none has the same numbers, all have them where both have lines, and lines were added;"),
            "\(comparison.summary)")
        let page = try text("index.html")
        #expect(page.contains("1 figure has other numbers, only because lines were added or taken away."))
        #expect(page.contains("All 2 claims that are in both have the same verdict, all of them not testable."))
        #expect(try text("compare.json").contains("\"differsByLinesAlone\" : true"))
        let back = try Comparison(runs.folder.appendingPathComponent("two"), first)
        #expect(back.summary.contains("and lines were taken away;"))
        let some = try Comparison(first, try run("three", ["not testable", "supported"]))
        #expect(some.summary.contains("1 has the same verdict, which is not testable;"))
        let other = try Comparison(
            try run("four", ["supported", "supported"]), try run("five", ["supported", "refuted"]))
        #expect(other.summary.contains("1 has the same verdict; 1 is supported by one"))
    }

    /// Two programs of one commit are told apart; of two commits that is no news.
    @Test func programsOfOneCommitAreToldApart() throws {
        let (first, second) = try pair()
        func change(_ run: URL, _ facts: [String: String]) throws {
            var manifest = try RunManifest.load(from: run)
            for (name, value) in facts { manifest.provenance[name] = value }
            try manifest.write(to: run.appendingPathComponent("run.json"))
        }
        try change(first, [Provenance.programHash: "aaaaaaaaaaaaaaaa"])
        try change(second, [Provenance.programHash: "bbbbbbbbbbbbbbbb"])
        _ = try compare(first, second)
        #expect(try text("compare.json").contains("\"a\" : \"aaaaaaaaaaaa\""))
        try change(second, ["commit": "fedcba9876543210"])
        _ = try compare(first, second)
        #expect(try !text("compare.json").contains("aaaaaaaaaaaa"))
    }

    @Test func whatCannotBeComparedIsSaidAndNothingIsWritten() throws {
        let (first, second) = try pair()
        let templates = try PageTemplates(folder: PageTests.templates)
        #expect { try Comparison(first, first.appendingPathComponent("../first")) } throws: {
            "\($0)".contains("compared with itself")
        }
        #expect { try Comparison(first, runs.folder) } throws: {
            "\($0)".contains("run.json in it, got a folder without one")
        }
        #expect { try Comparison(first, runs.folder.appendingPathComponent("none")) } throws: {
            "\($0)".contains("got no folder")
        }
        let comparison = try Comparison(first, second)
        #expect { try comparison.write(to: first.appendingPathComponent("Comparison"), templates: templates) } throws: {
            "\($0)".contains("in the folder of a run")
        }
        try runs.write("mine", "notes.txt", in: output)
        #expect { try comparison.write(to: output, templates: templates) } throws: {
            "\($0)".contains("holds notes.txt, which no comparison wrote")
        }
        // A page by this name may be somebody's.
        let other = runs.folder.appendingPathComponent("site")
        try runs.write("mine", "index.html", in: other)
        #expect { try comparison.write(to: other, templates: templates) } throws: {
            "\($0)".contains("holds index.html")
        }
        #expect(
            try FileSystem.files(below: output) == ["notes.txt"] && FileSystem.files(below: other) == ["index.html"])
        try FileManager.default.removeItem(at: second.appendingPathComponent("claims.json"))
        #expect { try Comparison(first, second) } throws: {
            "\($0)".contains("claims.json") && "\($0)".contains("downhill render")
        }
    }

    @Test func aDamagedTableAndAnOlderCardAreSaidBesideTheFigure() throws {
        let (first, second) = try pair()
        let table = second.appendingPathComponent("figures/figure-1.csv")
        let whole = try String(contentsOf: table, encoding: .utf8)
        try Data(whole.replacing("3.5", with: "three").utf8).write(to: table)
        let damaged = try compare(first, second)
        #expect(damaged.troubles.count == 1 && "\(damaged.troubles)".contains("three"))
        #expect(try text("index.html").contains("A table is damaged:"))
        try Data(whole.dropLast().utf8).write(to: table)
        #expect(try compare(first, second).troubles.count == 1)

        try Data(whole.utf8).write(to: table)
        let card = #"{"id": "figure-1", "number": "Figure 1", "title": "Old"}"#
        try runs.write(card, "figures/figure-1.json", in: second)
        #expect(try compare(first, second).troubles.isEmpty)
        #expect(try text("index.html").contains("Not drawn over each other: in B the figure’s axes are not kept."))
        #expect(
            !FileManager.default.fileExists(
                atPath: output.appendingPathComponent("figures/overlay/overlay-figure-1.svg").path))
        // The numbers are compared all the same.
        #expect(try Table(contentsOf: output.appendingPathComponent("numbers.csv")).rowCount == 1)
    }

    @Test func hostileNamesAndFieldsThatAreMissingDoNoHarm() throws {
        let first = try runs.add("a<b>&$x", heights: [1, 2], claims: [])
        let second = try runs.add("other", heights: [1, 3], claims: [])
        try runs.write(#"[{"statement": "<b>", "verdict": "holds"}]"#, "claims.json", in: second)
        try FileManager.default.copyItem(
            at: first.appendingPathComponent("figures/figure-1.csv"),
            to: first.appendingPathComponent("figures/figure-2.csv"))
        try FileManager.default.removeItem(at: first.appendingPathComponent("figures/MANIFEST.csv"))
        _ = try compare(first, second)
        let page = try text("index.html")
        let inspector = PageInspector(page)
        #expect(inspector.problem == nil && inspector.all("b").isEmpty)
        #expect(page.contains("In A alone: 1</h3>") && inspector.identifiers.contains("figure-2"))
        #expect(try Table(contentsOf: output.appendingPathComponent("claims.csv")).strings("change") == ["only B"])
    }
}
