import Foundation
import Report
import Stages
import Testing

/// The page as a whole, made from synthetic runs with the project's own templates.
struct PageTests {
    static let templates = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../Templates", isDirectory: true).standardizedFileURL
    static let figures: [any ReportFigure.Type] = [SketchFigure.self, WaitingFigure.self, BrokenFigure.self]

    private func fixture() throws -> FixtureRun {
        let fixture = try FixtureRun()
        try fixture.addSparseCoding()
        try fixture.addInpainting()
        try fixture.addToy()
        try fixture.add("sparse/train/constrained-strong/seed-0", state: .diverged, reason: "loss is NaN at step 12")
        try fixture.add("sparse/evaluate/constrained-strong/seed-0", state: .skipped, reason: "its training diverged")
        try fixture.finish()
        return fixture
    }

    private func page(_ fixture: FixtureRun, live: Bool = false) throws -> String {
        let summary = try Report.render(
            output: fixture.output, templates: Self.templates, live: live, studies: [.of(Self.figures)])
        return try String(contentsOf: summary.page, encoding: .utf8)
    }

    @Test func isWellFormedAndEveryReferenceResolves() throws {
        let fixture = try fixture()
        let inspector = PageInspector(try page(fixture))
        #expect(inspector.problem == nil)
        #expect(Set(inspector.identifiers).count == inspector.identifiers.count, "an id stands twice")
        #expect(inspector.references.count > 40)
        for reference in inspector.references {
            if reference.hasPrefix("#") {
                #expect(inspector.identifiers.contains(String(reference.dropFirst())), "\(reference) leads nowhere")
            } else {
                let file = fixture.output.appendingPathComponent(reference)
                #expect(FileManager.default.fileExists(atPath: file.path), "\(reference) is not there")
            }
        }
    }

    @Test func hasNoExternalAddress() throws {
        let fixture = try fixture()
        var texts = [try page(fixture)]
        for name in ["style.css", "report.js"] {
            texts.append(try String(contentsOf: fixture.output.appendingPathComponent(name), encoding: .utf8))
        }
        for (index, text) in texts.enumerated() {
            for address in ["http:", "https:", "data:", "base64", "@import"] {
                #expect(!text.contains(address), "\(address) in file \(index)")
            }
        }
        #expect(!texts[0].contains("//") && !texts[1].contains("url("))
    }

    @Test func isReadableByAScreenReader() throws {
        let inspector = PageInspector(try page(try fixture()))
        #expect(inspector.headings.first == 1)
        #expect(inspector.headings.filter { $0 == 1 }.count == 1)
        for (before, after) in zip(inspector.headings, inspector.headings.dropFirst()) {
            #expect(after <= before + 1, "a heading of level \(after) follows one of level \(before)")
        }
        #expect(inspector.all("img").allSatisfy { $0["alt"]?.isEmpty == false })
        #expect(inspector.all("th").allSatisfy { $0["scope"] != nil })
        #expect(inspector.all("table").count == inspector.all("caption").count)
        #expect(inspector.all("main").count == 1 && inspector.all("nav").count == 1)
        #expect(inspector.all("svg").allSatisfy { $0["role"] == "img" && $0["aria-label"] != nil })
    }

    @Test func showsVerdictsFiguresAndStates() throws {
        let html = try page(try fixture())
        #expect(html.contains("<span aria-hidden=\"true\">✓</span> holds"))
        #expect(html.contains("<img src=\"figures/figure-3.svg\""))
        #expect(html.contains("width=\"672\" height=\"300\""))
        #expect(html.contains("\\includegraphics[width=\\textwidth]{figures/figure-3.pdf}"))
        #expect(html.contains("Not drawn yet"))
        #expect(html.contains("is skipped: its training diverged"))
        #expect(html.contains("Could not be drawn"))
        #expect(html.contains("The &lt;font&gt; is missing"))
        #expect(html.contains("loss is NaN at step 12"))
        #expect(html.contains("DIRTY"))
        #expect(html.contains("Fashion-MNIST, 16×16; 8000 train, 1000 validation, 1000 test"))
        #expect(html.contains("2 min 4 s in 5 stages"), "the time of two evaluations, two trainings and the data")
        #expect(html.contains("<td>27</td><td>0.0851</td><td>–</td><td>44 s</td>"), "which epoch was kept")
        #expect(!html.contains("http-equiv"))
    }

    @Test func showsBothStudiesAndTheAblations() throws {
        let html = try page(try fixture())
        #expect(html.contains("faces, 32×32; 800 train, 90 validation, 80 test"))
        #expect(html.contains("<th scope=\"row\">mean image</th><td>–</td><td>0.0960</td><td>100\u{A0}%</td>"))
        #expect(html.contains("Mean mean squared error at") == false)
        #expect(
            html.contains("Mean squared error at <i>p</i> = 0.5") && html.contains("Mean distance at <i>p</i> = 0.6"))
        #expect(html.contains("<a href=\"#ablation\">Ablation</a>"))
        #expect(html.contains("<th scope=\"row\">GLOW as published</th><td>–</td><td>diverged</td>"))
        #expect(html.contains("Training for inpainting; kept are"))
        #expect(html.contains("<td>1500</td><td>–</td><td>2.31</td><td>0.4\u{A0}%</td><td>33 s</td>"))
        #expect(html.contains("<td>1500</td><td>–</td><td>2.31</td><td>–</td><td>33 s</td>"), "standard is not bound")
    }

    @Test func anAblationThatDivergedIsNoFault() throws {
        let fixture = try FixtureRun()
        try fixture.add("data/inpainting")
        try fixture.add("inpainting/train/ablation-glow/seed-1", state: .diverged, reason: "loss is NaN at step 7")
        try fixture.add(
            "inpainting/evaluate/ablation-glow/seed-1", state: .skipped,
            inputs: ["inpainting/train/ablation-glow/seed-1"])
        try fixture.finish()
        let html = try page(fixture)
        #expect(!html.contains("Stages that went wrong") && !html.contains("Not all went well"))
        #expect(html.contains("loss is NaN at step 7"), "the list of stages has it")
        #expect(html.contains("state-diverged"))
        try fixture.add("inpainting/evaluate/ablation-half/seed-1", state: .skipped)
        try fixture.finish()
        #expect(try page(fixture).contains("This report is of a part of the run"), "it was not lost, but left out")
    }

    @Test func standsWhileTheRunGoesOn() throws {
        let fixture = try FixtureRun(studies: [])
        fixture.manifest.finished = nil
        try fixture.add("data/sparse", state: .running)
        try fixture.add("sparse/evaluate/constrained/seed-0", state: .pending)
        try fixture.finish()
        let html = try page(fixture, live: true)
        #expect(PageInspector(html).problem == nil)
        #expect(html.contains("http-equiv=\"refresh\""))
        #expect(html.contains("0 of 2 stages are finished; now: data/sparse."))
        #expect(html.contains("0 of 1 of its stages are finished"))
        #expect(html.contains("not tested"))
    }

    @Test func escapesHostileTexts() throws {
        let fixture = try FixtureRun()
        let hostile = "</code><script>alert('1')</script>\u{1}{{profile}} & \"quotes\""
        fixture.manifest.profile = hostile
        fixture.manifest.command = hostile
        fixture.manifest.settings = StageSettings(["a.b": .string(hostile), "a.<i>c": "x"])
        fixture.manifest.provenance = Provenance(["cpu": hostile, "commit": hostile])
        try fixture.add(
            "sparse/evaluate/\"><b>/seed-0", state: .failed, reason: hostile, settings: ["x": .string(hostile)])
        try fixture.add("sparse/evaluate/constrained/seed-0", state: .failed, reason: hostile)
        try fixture.finish()
        let html = try page(fixture)
        let inspector = PageInspector(html)
        #expect(inspector.problem == nil)
        #expect(inspector.all("script").count == 1)
        #expect(inspector.all("b").isEmpty)
        #expect(html.contains("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;{{profile}} &amp; &quot;quotes&quot;"))
    }

    @Test func sameInputsGiveTheSameBytes() throws {
        let fixture = try fixture()
        let first = try page(fixture)
        let claims = try Data(contentsOf: fixture.output.appendingPathComponent("claims.json"))
        #expect(try page(fixture) == first)
        #expect(try Data(contentsOf: fixture.output.appendingPathComponent("claims.json")) == claims)
    }

    @Test func onlySomeFiguresKeepsTheOthers() throws {
        let fixture = try fixture()
        _ = try page(fixture)
        let summary = try Report.render(
            output: fixture.output, templates: Self.templates, only: ["fig6"], studies: [.of(Self.figures)])
        #expect(summary.drawn.isEmpty)
        #expect(try String(contentsOf: summary.page, encoding: .utf8).contains("<img src=\"figures/figure-3.svg\""))
        #expect(throws: ReportError.self) {
            try Report.render(
                output: fixture.output, templates: Self.templates, only: ["fig77"], studies: [.of(Self.figures)])
        }
    }

    @Test func leavesNothingBesideItsFiles() throws {
        let fixture = try fixture()
        _ = try page(fixture)
        let names = try FileManager.default.contentsOfDirectory(atPath: fixture.output.path).sorted()
        #expect(
            names == [
                "claims.csv", "claims.json", "figures", "index.html", "report.js", "run.json", "store", "style.css",
            ])
        let figures = try FileManager.default.contentsOfDirectory(
            atPath: fixture.output.appendingPathComponent("figures").path
        ).sorted()
        #expect(figures == ["csv", "json", "pdf", "png", "svg"].map { "figure-3.\($0)" })
    }

    @Test func missingTemplateIsNamed() throws {
        let fixture = try fixture()
        #expect {
            try Report.render(output: fixture.output, templates: fixture.output, studies: [])
        } throws: {
            "\($0)".contains("page.mustache")
        }
    }

    /// With DOWNHILL_SAMPLE_PAGE set to a folder, leaves there a page to look at.
    @Test(.enabled(if: ProcessInfo.processInfo.environment["DOWNHILL_SAMPLE_PAGE"] != nil))
    func leavesAPageToLookAt() throws {
        let target = URL(fileURLWithPath: ProcessInfo.processInfo.environment["DOWNHILL_SAMPLE_PAGE"] ?? "")
        let fixture = try fixture()
        _ = try page(fixture)
        try? FileManager.default.removeItem(at: target)
        try FileManager.default.copyItem(at: fixture.output, to: target)
    }
}
