import Foundation
import InpaintingReport
import Report
import Stages
import Testing

/// The images that the page shows large: their files, their markup, and what stays without a script.
@Suite struct FramesTests {
    static let images = FiguresRun.Images(seeds: [1], levels: [0, 0.2, 0.4])
    static let studies = [
        StudyReport(
            id: "inpainting", title: "Inpainting", lead: "", figures: [Figure8.self, Figure9.self], claims: [])
    ]

    @discardableResult
    private func render(_ run: FiguresRun, only: Set<String>? = nil) throws -> String {
        try Report.render(output: run.output, templates: PageTests.templates, only: only, studies: Self.studies)
        return try String(contentsOf: run.output.appendingPathComponent("inpainting.html"), encoding: .utf8)
    }

    private func frames(_ run: FiguresRun, _ figure: String) throws -> [String] {
        let folder = run.output.appendingPathComponent("figures/\(figure)-frames")
        return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    }

    @Test func pageIsWellFormedAndEveryImageIsThere() throws {
        let run = try FiguresRun.withImages(Self.images, flow: false)
        let inspector = PageInspector(try render(run))
        #expect(inspector.problem == nil)
        #expect(Set(inspector.identifiers).count == inspector.identifiers.count, "an id stands twice")
        let sources = inspector.all("img").compactMap { $0["src"] }
        #expect(sources.count == 2 + (2 + 36) + (2 + 30))
        for source in sources {
            #expect(!source.hasPrefix("data:") && !source.contains("//"))
            #expect(FileManager.default.fileExists(atPath: run.output.appendingPathComponent(source).path), "\(source)")
        }
        #expect(inspector.all("img").allSatisfy { $0["alt"]?.isEmpty == false && $0["width"] != nil })
        let store = try RunReader(output: run.output).study("inpainting").examples("standard", seed: 1)
        let original = try #require(store.image(.layer, of: 2, at: 4))
        let copy = run.output.appendingPathComponent("figures/figure-8-frames/2-standard-4.png")
        #expect(try Data(contentsOf: copy) == Data(contentsOf: original.file))
    }

    @Test func slidersAndChoicesAreNativeAndLabelled() throws {
        let html = try render(try FiguresRun.withImages(Self.images, flow: false))
        let inspector = PageInspector(html)
        let ranges = inspector.all("input").filter { $0["type"] == "range" }
        #expect(ranges.map { $0["max"] } == ["4", "100", "2", "100"])
        let labels = Set(inspector.all("label").compactMap { $0["for"] })
        #expect(ranges.allSatisfy { labels.contains($0["id"] ?? "") })
        let radios = inspector.all("input").filter {
            $0["type"] == "radio" && $0["name"]?.hasPrefix("figure-8") == true
        }
        #expect(
            radios.map { $0["data-choice"] } == ["example", "example", "example", "method", "method", "other", "other"])
        #expect(radios.filter { $0["checked"] != nil }.map { $0["value"] } == ["0", "0", "0"])
        #expect(inspector.all("fieldset").allSatisfy { $0["hidden"] == nil })
        #expect(inspector.texts["legend"] == ["Image", "Network", "Compare with", "Image", "Network", "Compare with"])
        let status = inspector.all("p").filter { $0["role"] == "status" }
        #expect(status.count == 2, "what changes is announced")
    }

    /// Without a script the viewers are hidden, and every image stands in a list with its name and number.
    @Test func listsStandWithoutAScript() throws {
        let inspector = PageInspector(try render(try FiguresRun.withImages(Self.images, flow: false)))
        #expect(inspector.all("div").filter { $0["class"] == "viewer" }.allSatisfy { $0["hidden"] != nil })
        let items = inspector.all("li").filter { $0["data-example"] != nil }
        #expect(items.count == 36 + 30)
        let layers = items.filter { $0["data-method"] == "1" && $0["data-example"] == "2" }
        #expect(layers.prefix(5).map { $0["data-step"] } == ["0", "1", "2", "3", "4"])
        #expect(layers.prefix(5).map { $0["data-words"] } == (1...5).map { "layer \($0)" })
        #expect(items.filter { $0["data-words"] == "masked input" }.allSatisfy { $0["data-step"] == nil })
        #expect(items.filter { $0["data-other"] == "0" && $0["data-step"] != nil }.count == 9, "the noisy inputs")
    }

    @Test func altTextsSayWhatAndHowFar() throws {
        let run = try FiguresRun.withImages(Self.images, flow: false)
        let texts = PageInspector(try render(run)).all("img").compactMap { $0["alt"] }
        let image = try RunReader(output: run.output).study("inpainting").examples("standard", seed: 1)
            .image(.layer, of: 1, at: 3)
        let hole = NumberText.short(try #require(image?.hole))
        #expect(texts.contains("test image 19, standard, layer 3: error inside the hole \(hole)"))
        #expect(texts.contains("test image 26, noisy input, noise p = 0.4"))
        #expect(texts.contains("test image 12, clean image"))
    }

    @Test func oneNetworkAloneHasNothingToChoose() throws {
        let run = try FiguresRun.withImages(.init(seeds: [1], methods: ["constrained"], levels: [0, 0.4]), flow: false)
        let inspector = PageInspector(try render(run))
        #expect(inspector.problem == nil)
        #expect(inspector.all("fieldset").filter { $0["hidden"] != nil }.count == 2)
        #expect(inspector.all("li").filter { $0["data-method"] == "1" }.isEmpty)
    }

    @Test func redrawingReplacesAndRemovesImages() throws {
        let run = try FiguresRun.withImages(Self.images, flow: false)
        try render(run)
        let names = try frames(run, "figure-8")
        #expect(names.count == 36 && names.first == "0-clean.png")
        let folder = run.output.appendingPathComponent("figures/figure-8-frames")
        try Data("old".utf8).write(to: folder.appendingPathComponent("0-clean.png"))
        try Data("stale".utf8).write(to: folder.appendingPathComponent("9-constrained-5.png"))
        try render(run)
        #expect(try frames(run, "figure-8") == names)
        #expect(try Data(contentsOf: folder.appendingPathComponent("0-clean.png")).count > 60)
        let left = try FileManager.default.contentsOfDirectory(atPath: folder.deletingLastPathComponent().path)
        #expect(!left.contains { $0.hasPrefix(".") }, "the workshop is gone")
    }

    @Test func figuresThatAreNotRedrawnKeepTheirImages() throws {
        let run = try FiguresRun.withImages(Self.images, flow: false)
        let whole = try render(run)
        let names = try frames(run, "figure-8")
        #expect(try render(run, only: ["fig9"]) == whole)
        #expect(try frames(run, "figure-8") == names)
        // A card whose images are lost is no picture any more.
        try FileManager.default.removeItem(at: run.output.appendingPathComponent("figures/figure-8-frames/1-clean.png"))
        #expect(try render(run, only: ["fig9"]).contains("It was not asked for"))
    }

    /// Cards of figures without such images, as an earlier version wrote them, are still read.
    @Test func cardsWithoutFramesAreRead() throws {
        let card = FigureCard(
            id: "figure-3", number: "Figure 3", title: "", caption: "", altText: "", columnWidth: .one, stages: [])
        let data = try JSONEncoder().encode(card)
        #expect(!String(decoding: data, as: UTF8.self).contains("frames"))
        #expect(try JSONDecoder().decode(FigureCard.self, from: data) == card)
    }

    /// With DOWNHILL_SAMPLE_PAGE set to a folder, leaves there a page to look at.
    @Test(.enabled(if: ProcessInfo.processInfo.environment["DOWNHILL_SAMPLE_PAGE"] != nil))
    func leavesAPageToLookAt() throws {
        let target = URL(fileURLWithPath: ProcessInfo.processInfo.environment["DOWNHILL_SAMPLE_PAGE"] ?? "")
        let run = try FiguresRun.withImages()
        _ = try Report.render(output: run.output, templates: PageTests.templates, studies: StudyReport.all)
        try? FileManager.default.removeItem(at: target)
        try FileManager.default.copyItem(at: run.output, to: target)
    }
}
