import Foundation
import Report
import Stages
import Testing

/// The pages as a whole, made from a synthetic run with the project's own templates.
struct PageTests {
    static let templates = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../Templates", isDirectory: true).standardizedFileURL
    static let pageNames = ["index", "sparse", "inpainting", "guarantees"]

    static func fixture() throws -> FixtureRun {
        let fixture = try FixtureRun()
        try fixture.add("calibration")
        let data = [
            ("source", "Fashion-MNIST"), ("height", "16"), ("width", "16"), ("train", "8000"), ("validation", "1000"),
            ("test", "1000"),
        ]
        try fixture.add("data/sparse", seconds: 4, tables: ["summary.csv": fixture.summary(data)])
        try fixture.add(
            "sparse/train/constrained/seed-0", seconds: 60, settings: ["epochs": 30], inputs: ["data/sparse"],
            tables: ["summary.csv": fixture.summary([("best_epoch", "27")])])
        var layers = Table(columns: ["layer", "distance_mean"])
        for layer in 0...10 { layers.append([layer, 17.5 / Double(layer + 1)]) }
        try fixture.add(
            "sparse/evaluate/constrained/seed-0", seconds: 60, inputs: ["sparse/train/constrained/seed-0"],
            tables: ["layers.csv": layers])
        try fixture.add("sparse/train/constrained-strong/seed-0", state: .diverged, reason: "loss is NaN at step 12")
        try fixture.add(
            "sparse/evaluate/constrained-strong/seed-0", state: .skipped, reason: "its training diverged")
        try fixture.add("inpainting/train/ablation-glow/seed-1", state: .diverged, reason: "loss is NaN at step 7")
        try fixture.add(
            "inpainting/evaluate/ablation-glow/seed-1", state: .skipped,
            inputs: ["inpainting/train/ablation-glow/seed-1"])
        try fixture.finish()
        return fixture
    }

    @discardableResult
    static func render(_ fixture: FixtureRun, only: Set<String>? = nil, live: Bool = false) throws -> RenderSummary {
        try Report.render(
            output: fixture.output, templates: templates, only: only, live: live, studies: SketchStudies.all)
    }

    static func text(_ fixture: FixtureRun, _ file: String) throws -> String {
        try String(contentsOf: fixture.output.appendingPathComponent(file), encoding: .utf8)
    }

    /// Every page as text, index.html first.
    static func pages(_ fixture: FixtureRun, live: Bool = false) throws -> [String: String] {
        try render(fixture, live: live)
        return try Dictionary(uniqueKeysWithValues: pageNames.map { ($0, try text(fixture, "\($0).html")) })
    }

    @Test func areWellFormedAndEveryReferenceResolves() throws {
        let fixture = try Self.fixture()
        let inspectors = try Self.pages(fixture).mapValues(PageInspector.init)
        for (name, page) in inspectors {
            #expect(page.problem == nil, "\(name)")
            #expect(Set(page.identifiers).count == page.identifiers.count, "an id stands twice in \(name)")
            #expect(page.references.count > 10)
            for reference in page.references {
                let parts = reference.split(separator: "#", omittingEmptySubsequences: false).map(String.init)
                let target = parts[0].isEmpty ? page : inspectors[parts[0].replacing(".html", with: "")]
                if parts.count == 2 {
                    #expect(target?.identifiers.contains(parts[1]) == true, "\(reference) of \(name) leads nowhere")
                } else {
                    let file = fixture.output.appendingPathComponent(reference)
                    #expect(FileManager.default.fileExists(atPath: file.path), "\(reference) of \(name) is not there")
                }
            }
        }
    }

    @Test func haveNoExternalAddress() throws {
        let fixture = try Self.fixture()
        var texts = try Self.pages(fixture)
        for name in ["style.css", "report.js", "claims.tex"] { texts[name] = try Self.text(fixture, name) }
        for (name, text) in texts {
            for address in ["http:", "https:", "data:", "base64", "@import", "url("] {
                #expect(!text.contains(address), "\(address) in \(name)")
            }
            #expect(name == "report.js" || !text.contains("//"), "\(name)")
        }
    }

    @Test func areReadableByAScreenReader() throws {
        for (name, text) in try Self.pages(try Self.fixture()) {
            let page = PageInspector(text)
            #expect(page.headings.first == 1 && page.headings.filter { $0 == 1 }.count == 1, "\(name)")
            for (before, after) in zip(page.headings, page.headings.dropFirst()) {
                #expect(after <= before + 1, "a heading of level \(after) follows one of level \(before) in \(name)")
            }
            // A thumbnail stands in a link that has words.
            let pictures = page.all("img").filter { $0["loading"] == nil }
            #expect(pictures.allSatisfy { $0["alt"]?.isEmpty == false })
            #expect(page.all("img").allSatisfy { $0["alt"] != nil })
            #expect(page.all("th").allSatisfy { $0["scope"] != nil })
            #expect(page.all("table").count == page.all("caption").count)
            #expect(page.all("main").count == 1)
            #expect(page.all("nav").allSatisfy { $0["aria-label"] != nil } && page.all("nav").count >= 2)
            #expect(page.all("a").contains { $0["class"] == "skip" && $0["href"] == "#main" })
            #expect(page.all("a").filter { $0["aria-current"] == "page" }.map { $0["href"] } == ["\(name).html"])
            #expect(page.all("svg").allSatisfy { $0["role"] == "img" && $0["aria-label"] != nil })
            #expect(page.all("button").allSatisfy { $0["hidden"] != nil }, "buttons need the script")
        }
    }

    @Test func escapeHostileTexts() throws {
        let fixture = try FixtureRun()
        let hostile = "</code><script>alert('1')</script>\u{1}{{profile}} & \"quotes\""
        fixture.manifest.profile = hostile
        fixture.manifest.command = hostile
        fixture.manifest.settings = StageSettings(["a.b": .string(hostile), "a.<i>c": "x"])
        fixture.manifest.provenance = Provenance(["cpu": hostile, "commit": hostile])
        try fixture.add(
            "sparse/evaluate/\"><b>/seed-0", state: .failed, reason: hostile, settings: ["x": .string(hostile)])
        try fixture.add("\"><b>", state: .failed, reason: hostile)
        try fixture.finish()
        let pages = try Self.pages(fixture)
        for (name, text) in pages {
            let page = PageInspector(text)
            #expect(page.problem == nil, "\(name)")
            #expect(page.all("script").count == 1 && page.all("b").isEmpty, "\(name)")
        }
        #expect(
            pages["index"]?.contains(
                "&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;{{profile}} &amp; &quot;quotes&quot;")
                == true)
    }

    @Test func sameInputsGiveTheSameBytes() throws {
        let fixture = try Self.fixture()
        let first = try Self.pages(fixture)
        let names = ["claims.json", "claims.csv", "claims.tex", "figures/MANIFEST.csv"]
        let files = try names.map { try Self.text(fixture, $0) }
        #expect(try Self.pages(fixture) == first)
        #expect(try names.map { try Self.text(fixture, $0) } == files)
    }

    @Test func leaveNothingBesideTheirFiles() throws {
        let fixture = try Self.fixture()
        try Self.render(fixture)
        func names(_ folder: URL) throws -> [String] {
            try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        }
        #expect(
            try names(fixture.output) == [
                "claims.csv", "claims.json", "claims.tex", "figures", "guarantees.html", "index.html",
                "inpainting.html", "report.js", "run.json", "sparse.html", "store", "style.css",
            ])
        let drawn = ["figure-3", "figure-7"].flatMap { id in ["csv", "json", "pdf", "png", "svg"].map { "\(id).\($0)" }
        }
        #expect(try names(fixture.output.appendingPathComponent("figures")) == ["MANIFEST.csv"] + drawn)
    }

    @Test func missingTemplateIsNamed() throws {
        let fixture = try Self.fixture()
        #expect {
            try Report.render(output: fixture.output, templates: fixture.output, studies: [])
        } throws: {
            "\($0)".contains("page.mustache")
        }
    }

    /// With DOWNHILL_SAMPLE_PAGE set to a folder, leaves there pages to look at.
    @Test(.enabled(if: ProcessInfo.processInfo.environment["DOWNHILL_SAMPLE_PAGE"] != nil))
    func leavePagesToLookAt() throws {
        let target = URL(fileURLWithPath: ProcessInfo.processInfo.environment["DOWNHILL_SAMPLE_PAGE"] ?? "")
        let fixture = try Self.fixture()
        try Self.render(fixture)
        try? FileManager.default.removeItem(at: target)
        try FileManager.default.copyItem(at: fixture.output, to: target)
    }
}
