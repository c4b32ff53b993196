import Foundation
import Report
import Stages
import Testing

/// A study's page: claims, tables, cards of figures, and what those want who check.
struct StudyPageTests {
    @Test func showsVerdictsFiguresAndStates() throws {
        let html = try #require(try PageTests.pages(try PageTests.fixture())["sparse"])
        #expect(html.contains("<title>Sparse coding – Downhill report, standard</title>"))
        #expect(html.contains("Does <i>LISTA</i> descend?"))
        #expect(html.contains("<span aria-hidden=\"true\">✓</span> supported"))
        #expect(html.contains("<img src=\"figures/figure-3.svg\""))
        #expect(html.contains("width=\"672\" height=\"300\""))
        #expect(html.contains("Not drawn yet") && html.contains("is skipped: its training diverged"))
        #expect(html.contains("Could not be drawn") && html.contains("The &lt;font&gt; is missing"))
        #expect(html.contains("loss is NaN at step 12"))
        #expect(html.contains("2 min 4 s in 3 stages"), "the time of an evaluation, a training and the data")
        #expect(html.contains("seed 0: 0.940; seed 1: 0.941; seed 2: 0.942"))
        #expect(!html.contains("http-equiv"))
        #expect(!html.contains("inpainting/train"), "another study’s stages are on its page")
    }

    @Test func cardsHaveLaTeXAndTheClaimsTheyBearOn() throws {
        let pages = try PageTests.pages(try PageTests.fixture())
        let html = try #require(pages["sparse"])
        #expect(
            html.contains(
                "\\begin{figure*}\n  \\centering\n  \\includegraphics[width=\\textwidth]{figures/figure-3.pdf}"))
        #expect(html.contains("\\label{fig:3}\n\\end{figure*}"))
        #expect(html.contains("<a href=\"#claim-falls\">Every layer"))
        let other = try #require(pages["inpainting"])
        #expect(other.contains("<a href=\"sparse.html#claim-falls\">Every layer"), "a claim of another study")
        #expect(other.contains("\\caption{At $\\hat{\\sigma}$ = 3, 50 \\% of it.}"))
        #expect(other.contains("\\includegraphics[width=\\columnwidth]{figures/figure-7.pdf}"))
        let buttons = PageInspector(html).all("button").compactMap { $0["data-copy"] }
        #expect(buttons == ["figure-3-latex", "bibtex-run", "bibtex-run"])
    }

    @Test func sectionsStandInOrderAndDetailsAreClosed() throws {
        let html = try #require(try PageTests.pages(try PageTests.fixture())["sparse"])
        let page = PageInspector(html)
        let sections = page.all("section").compactMap { $0["id"] }
        #expect(sections == ["claims", "trivial", "factorial", "figures", "record", "references"])
        #expect(html.contains("Alone it says <i>little</i>."))
        #expect(html.contains("The tables are <a href=\"#factorial\">below</a>"), "shown once")
        #expect(html.components(separatedBy: "Mean distance at <i>p</i> = 0.6").count == 2)
        let details = page.all("details").compactMap { $0["id"] }
        #expect(details == ["training", "stages"] && page.all("details").allSatisfy { $0["open"] == nil })
        #expect(html.contains("<th scope=\"row\">constrained</th><td>27</td>"))
    }

    @Test func aStudyThatWasNotRunSaysSo() throws {
        let html = try #require(try PageTests.pages(try PageTests.fixture())["guarantees"])
        #expect(html.contains("This run has no stages of this study."))
        #expect(html.contains("<a href=\"inpainting.html\" rel=\"prev\">Inpainting</a>"))
    }

    @Test func onlySomeFiguresKeepsTheOthersAndFailuresAreTold() throws {
        let fixture = try PageTests.fixture()
        let whole = try PageTests.render(fixture)
        #expect(whole.drawn == ["figure-3", "figure-7"] && whole.failed.map(\.id) == ["figure-6"])
        #expect(whole.failed.first?.reason == "the <font> is missing" && whole.pending.map(\.id) == ["figure-5b"])
        let summary = try PageTests.render(fixture, only: ["fig6"])
        #expect(summary.drawn.isEmpty && summary.failed.map(\.id) == ["figure-6"])
        #expect(try PageTests.text(fixture, "sparse.html").contains("<img src=\"figures/figure-3.svg\""))
        #expect(throws: ReportError.self) { try PageTests.render(fixture, only: ["fig77"]) }
    }

    @Test func standsWhileTheRunGoesOn() throws {
        let fixture = try FixtureRun(studies: [])
        fixture.manifest.finished = nil
        try fixture.add("data/sparse", state: .running)
        try fixture.add("sparse/evaluate/constrained/seed-0", state: .pending)
        try fixture.finish()
        let pages = try PageTests.pages(fixture, live: true)
        for text in pages.values {
            #expect(PageInspector(text).problem == nil)
            #expect(text.contains("http-equiv=\"refresh\""))
            #expect(text.contains("0 of 2 stages are finished; now: data/sparse."))
        }
        #expect(pages["sparse"]?.contains("0 of 1 of its stages are finished") == true)
    }

    @Test func aDivergenceIsAFaultUnlessItIsAnAblations() throws {
        func index(isAblation: Bool, more: (FixtureRun) throws -> Void = { _ in }) throws -> String {
            let odd = StudyDescription.Method(
                id: "odd", label: "odd", legend: "Odd", style: .init("ablation"), isTrained: true,
                isAblation: isAblation, trainings: "inpainting/train/odd/seed-",
                evaluations: "inpainting/evaluate/odd/seed-")
            let fixture = try FixtureRun(studies: [
                StudyDescription(
                    id: "inpainting", title: "Inpainting", dataStage: nil, methods: [odd], measures: [], tables: [])
            ])
            try fixture.add("inpainting/train/odd/seed-1", state: .diverged, reason: "loss is NaN at step 7")
            try fixture.add(
                "inpainting/evaluate/odd/seed-1", state: .skipped, inputs: ["inpainting/train/odd/seed-1"])
            try more(fixture)
            try fixture.finish()
            try Report.render(output: fixture.output, templates: PageTests.templates, studies: SketchStudies.all)
            return try PageTests.text(fixture, "index.html")
        }
        #expect(try index(isAblation: false).contains("Stages that went wrong"))
        let tolerant = try index(isAblation: true)
        #expect(!tolerant.contains("Stages that went wrong") && !tolerant.contains("Not all went well"))
        let left = try index(isAblation: true) { try $0.add("inpainting/evaluate/odd/seed-2", state: .skipped) }
        #expect(left.contains("This report is of a part of the run"), "it was not lost, but left out")
    }
}
