import Foundation
import Report
import Stages
import Testing

/// The first page: what was found, the table of all claims, thumbnails, files, and the ways to the studies' pages.
struct LandingPageTests {
    private let fixture: FixtureRun
    private let html: String
    private let page: PageInspector

    init() throws {
        fixture = try PageTests.fixture()
        html = try #require(try PageTests.pages(fixture)["index"])
        page = PageInspector(html)
    }

    /// The interval of the first claim, as the correction for the others leaves it.
    private var falls: Estimate? {
        (try? RunReader(output: fixture.output)).flatMap {
            ClaimFamily.judge(SketchStudies.all.flatMap(\.claims), by: $0)[0].judgement.estimate
        }
    }

    private func ends(_ estimate: Estimate?) -> String {
        estimate.map { "\(NumberText.short($0.low)), \(NumberText.short($0.high))" } ?? "nothing"
    }

    /// How verdicts are made, and what they were registered as.
    @Test func saysHowVerdictsAreMade() throws {
        #expect(html.contains("How verdicts are made") && html.contains("corrected by Holm"))
        #expect(!html.contains("Protocol/claims.yml"), "there is none here")
        let registered = ClaimProtocol(fingerprint: "0a1b", entries: [])
        try Report.render(
            output: fixture.output, templates: PageTests.templates, studies: SketchStudies.all, protocol: registered)
        let again = try PageTests.text(fixture, "index.html")
        #expect(again.contains("SHA-256 <code class=\"hash\">0a1b</code>"))
    }

    @Test func saysWhatWasFound() {
        #expect(
            html.contains(
                "Of 3 claims of the paper 1 is supported, 1 is supported in part and 1 is refuted; of 1 question of our own 1 is not testable."
            ))
        #expect(html.contains("Not run: Inpainting and Guarantees."))
        #expect(html.contains("<span aria-hidden=\"true\">✓</span> 1 is supported"))
        let squares = page.all("a").filter { $0["class"]?.hasPrefix("square ") == true }
        #expect(squares.map { $0["href"] }.first == "sparse.html#claim-falls" && squares.count == 4)
        #expect(squares.first?["aria-label"] == "supported: Every layer takes yl nearer & nearer.")
        let leading = page.all("a").first { $0["class"] == "paper" }
        #expect(leading?["href"] == "sparse.html#figure-3", "the figure of the clearest claim")
    }

    @Test func tableOfClaimsCanBeFiltered() {
        let rows = page.all("tr").filter { $0["data-verdict"] != nil }
        #expect(rows.map { $0["id"] } == ["claim-falls", "claim-apart", "claim-fills", "claim-unknown"])
        #expect(rows.map { $0["data-study"] } == ["sparse", "sparse", "inpainting", "sparse"])
        #expect(rows.map { $0["data-verdict"] } == ["supported", "refuted", "part", "untestable"])
        #expect(rows.map { $0["data-question"] } == ["paper", "paper", "paper", "own"])
        #expect(html.contains("The paper’s claims</h3>") && html.contains("Our own questions</h3>"))
        #expect(html.contains("<span class=\"value\">0.941</span> <span class=\"span\">[\(ends(falls))]</span>"))
        #expect(html.contains("same verdict in 100\u{A0}% of reruns"))
        #expect(
            html.contains(
                "<a href=\"sparse.html#claim-falls\">Every layer takes <i>y</i><sub>l</sub> nearer &amp; nearer.</a>"))
        #expect(html.contains("<a href=\"inpainting.html#figure-7\">Figure 7</a>"), "a figure of another study")
        #expect(page.all("form").first?["hidden"] != nil, "without the script there is no filter")
        let labels = Set(page.all("label").compactMap { $0["for"] })
        #expect(page.all("select").count == 3 && page.all("select").allSatisfy { labels.contains($0["id"] ?? "") })
        let values = Set(page.all("option").compactMap { $0["value"] })
        #expect(
            values == [
                "", "sparse", "inpainting", "guarantees", "supported", "part", "refuted", "untestable", "paper", "own",
            ])
    }

    /// Links to the one page of earlier versions lead on: by a link without the script, at once with it.
    @Test func oldAnchorsLeadToTheStudies() throws {
        for id in ["figure-3", "figure-5b", "figure-6"] {
            let item = try #require(page.all("li").first { $0["id"] == id })
            #expect(item["data-page"] == "sparse.html")
            #expect(page.references.contains("sparse.html#\(id)"))
        }
        #expect(page.all("tr").first { $0["id"] == "claim-fills" }?["data-page"] == "inpainting.html")
        let stage = "stage-sparse-evaluate-constrained-seed-0"
        #expect(page.all("li").first { $0["id"] == stage }?["data-page"] == "sparse.html")
        #expect(page.references.contains("sparse.html#\(stage)"))
        #expect(page.all("tr").first { $0["id"] == "stage-calibration" } != nil, "a stage of no study stays here")
        #expect(try PageTests.text(fixture, "report.js").contains("location.replace(target.dataset.page"))
    }

    @Test func thumbnailsShowAllFigures() {
        let pictures = page.all("img").filter { $0["loading"] == "lazy" }
        #expect(pictures.map { $0["src"] } == ["figures/figure-3.svg", "figures/figure-7.svg"])
        #expect(html.contains("Not drawn yet") && html.contains("Could not be drawn"))
        #expect(html.contains("<strong>Figure 3.</strong> Distance and <i>f</i> by layer"))
    }

    @Test func listsFilesAndFacts() throws {
        let manifest = try PageTests.text(fixture, "figures/MANIFEST.csv")
        #expect(manifest.hasPrefix("file,bytes,sha256\nfigure-3.svg,"))
        #expect(manifest.split(separator: "\n").count == 9)
        #expect(page.references.contains("figures/figure-7.pdf") && html.contains("8 files, "))
        #expect(html.contains("Fashion-MNIST, 16×16; 8000 train, 1000 validation, 1000 test"))
        #expect(html.contains("DIRTY") && html.contains("<code>0123456789ab</code>"))
        #expect(html.contains("@misc{downhill-0123456789ab-2025-06-15,"))
        let latex = try PageTests.text(fixture, "claims.tex")
        #expect(
            latex.contains("Every layer takes $y_{l}$ nearer \\& nearer. & 0.941 [\(ends(falls))] & supported \\\\"))
        #expect(html.contains("\\multicolumn{3}{l}{\\emph{Inpainting}} \\\\"))
    }

    @Test func statesWhatWentWrong() throws {
        #expect(html.contains("Not all went well"))
        #expect(html.contains("<a href=\"sparse.html#stage-sparse-train-constrained-strong-seed-0\">"))
        #expect(!html.contains("NaN at step 7"), "an ablation that diverged is a finding")
        #expect(try PageTests.text(fixture, "inpainting.html").contains("loss is NaN at step 7"), "its table has it")
    }

    /// What is not as it should be with the images stands beside what they are.
    @Test func warningsOfTheDataAreShown() throws {
        let fixture = try FixtureRun()
        let data = [("source", "CIFAR-10"), ("train", "8000"), ("warnings", "a <batch> is missing")]
        try fixture.add("data/sparse", tables: ["summary.csv": fixture.summary(data)])
        try fixture.finish()
        let html = try #require(try PageTests.pages(fixture)["index"])
        #expect(html.contains("CIFAR-10; 8000 train. Note: a &lt;batch&gt; is missing"))
    }
}
