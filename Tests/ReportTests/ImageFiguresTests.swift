import Foundation
import Plotting
import InpaintingReport
import Report
import SparseCodingReport
import Stages
import Testing

/// Figures 8, 8b, 9 and F on made-up images.
@Suite struct ImageFiguresTests {
    static let figures: [any ReportFigure.Type] = [Figure8.self, Figure8b.self, Figure9.self, FigureF.self]
    /// As few images as the questions need.
    static let few = FiguresRun.Images(seeds: [1], layers: 3, examples: 2, levels: [0, 0.3])

    /// With DOWNHILL_GALLERY=folder the files are left there to look at.
    @Test(arguments: [(32, true), (64, false)]) func everyFigureDrawsAllFormats(_ side: Int, _ isGrey: Bool) throws {
        let gallery = ProcessInfo.processInfo.environment["DOWNHILL_GALLERY"].map {
            URL(fileURLWithPath: $0).appendingPathComponent("\(side)")
        }
        let run = try FiguresRun.withImages(
            .init(
                side: side, isGrey: isGrey,
                methods: ["constrained", "standard"]
                    + StudyDescription.inpainting.methods.filter(\.isAblation).map(\.id).filter {
                        $0 != "ablation-glow"
                    },
                diverged: ["ablation-glow"]))
        for figure in Self.figures {
            let card = try run.drawAllFormats(of: figure, into: gallery ?? run.figures)
            #expect(card.pixelSize?.width == 687, "\(figure.id)")
            if gallery != nil { print("\(card.number): \(card.caption)\nALT \(card.altText)\nNOTES \(card.notes)\n") }
        }
    }

    @Test func figure8HasEveryErrorOfTheTable() throws {
        let run = try FiguresRun.withImages(Self.few, flow: false)
        let (card, rows) = try run.draw(Figure8.self)
        let study = try RunReader(output: run.output).study("inpainting")
        for method in ["constrained", "standard"] {
            let images = try study.examples(method, seed: 1)
            for (example, sample) in [(0, 12), (1, 19)] {
                for layer in 1...3 {
                    let hole = try #require(images.image(.layer, of: example, at: Double(layer))?.hole)
                    let mark = "image: \(study.style(of: method).name), $y_{\(layer)}$"
                    let row = rows.first { $0[1] == "Image \(sample)" && $0[2] == mark }
                    #expect(row?[7] == "\(hole)", "\(mark) of \(sample)")
                    #expect(card.altText.contains(NumberText.short(hole)))
                }
            }
        }
        #expect(rows.filter { $0[2] == "image: masked" }.map { $0[7] } == ["32×32", "32×32"], "a hole has no error")
        #expect(!rows.contains { $0[2].contains("y_{0}") }, "the masked image stands for the start")
        #expect(card.caption.contains("constrained (left) and standard (right), seed 1"))
        #expect(card.caption.contains("over 500 test images and 1 seed is"))
        #expect(card.departures.isEmpty)
        run.manifest.settings["inpainting.flow.squeeze"] = "haar"
        try run.finish()
        #expect(try run.draw(Figure8.self).card.departures.contains { $0.contains("a Haar transform") })
    }

    /// The figures' font has no raised digits.
    @Test func tinyErrorsArePowersOfTen() throws {
        var images = Self.few
        images.error = 1e-6
        #expect(try FiguresRun.withImages(images, flow: false).draw(Figure8.self).card.altText.contains("×10⁻⁷"))
    }

    /// Images that would be too small side by side stand above each other.
    @Test func largeImagesStandAboveEachOther() throws {
        var images = Self.few
        (images.side, images.isGrey, images.layers) = (64, false, 5)
        let (card, rows) = try FiguresRun.withImages(images, flow: false).draw(Figure8.self)
        #expect(card.caption.contains("constrained (above) and standard (below)"))
        #expect(rows.contains { $0[1] == "Image 19, Standard" && $0[2] == "image: $y_{5}$" })
        #expect(!rows.contains { $0[1] == "Image 19, Standard" && $0[2] == "image: clean" })
    }

    @Test func figure9HasCurvesAndTheFirstImage() throws {
        var images = Self.few
        images.seeds = [1, 2]
        let run = try FiguresRun.withImages(images, flow: false)
        let (card, rows) = try run.draw(Figure9.self)
        let study = try RunReader(output: run.output).study("inpainting")
        let means = try [1, 2].map { try study.shift("standard", seed: $0).doubles("mse_mean")[1] }
        let line = rows.filter { $0[0] == "a" && $0[1] == "standard" && $0[2] == "line" }
        #expect(line.map { $0[3] } == ["0.0", "0.3"])
        #expect(abs((Double(line[1][4]) ?? .nan) - (means[0] + means[1]) / 2) < 1e-12)
        let hole = rows.filter { $0[0] == "b" && $0[1] == "standard" && $0[2] == "line" }
        #expect(abs((Double(hole[1][4]) ?? .nan) - (means[0] + means[1]) / 4) < 1e-12, "the hole by itself")
        #expect(hole[0][5] == "0.0", "half an error of 0.01 ± 0.008: no error is below 0")
        let bands = rows.filter { $0[0] == "a" && $0[1] == "standard" && $0[2] == "band" }
        #expect(bands[1][5] == "\(means.min() ?? .nan)" && bands[1][6] == "\(means.max() ?? .nan)")
        let output = try #require(try study.shiftedExamples("standard", seed: 1).image(.output, of: 0, at: 0.3)?.mse)
        #expect(rows.first { $0[1] == "Standard" && $0[2] == "image: $p = 0.3$" }?[7] == "\(output)")
        #expect(rows.first { $0[1] == "Input" && $0[2] == "image: $p = 0.3$" }?[7] == "32×32")
        #expect(card.caption.contains("for test image 12, seed 1"))
        #expect(card.caption.contains("2 seeds") && card.caption.contains("at *p* = 0.3: "))
    }

    @Test func figure8bSaysWhatDiverged() throws {
        var images = Self.few
        images.methods = ["constrained", "ablation-pixel", "ablation-half"]
        images.diverged = ["ablation-glow"]
        let run = try FiguresRun.withImages(images, flow: false)
        let (card, rows) = try run.draw(Figure8b.self)
        let names = rows.map { $0[1] }.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        #expect(
            names == ["Constrained", "Pixel squeeze", "Half the channels deeper", "Test image 12"],
            "a network without images has a line in the notes, and no row")
        #expect(card.notes.contains("GLOW as published diverged: loss is NaN at step 12."))
        #expect(card.notes.contains { $0.hasPrefix("Not drawn: no gate on the hole") })
        #expect(!card.notes.contains { $0.hasPrefix("Not drawn: GLOW") })
    }

    /// A seed that diverged does not hide the one that did not.
    @Test func aLostSeedHidesNoOther() throws {
        var images = Self.few
        images.methods = ["constrained"]
        let run = try FiguresRun.withImages(images, flow: false)
        try run.add("inpainting/train/constrained/seed-2", state: .diverged)
        try run.finish()
        let (_, rows) = try run.draw(Figure8b.self)
        #expect(rows.filter { $0[1] == "Constrained" }.count == 3)
    }

    @Test func figureFHasSamplesOfBothTemperatures() throws {
        var images = Self.few
        images.methods = []
        let (card, rows) = try FiguresRun.withImages(images).draw(FigureF.self)
        let grid = rows.filter { $0[0] == "b" }
        #expect(grid.filter { $0[1] == "$T = 1$" }.count == 16 && grid.filter { $0[1] == "$T = 0.7$" }.count == 16)
        let validation = rows.filter { $0[1] == "Validation" }
        #expect(validation.count == 11, "steps at which nothing was measured are left out")
        #expect(card.caption.contains("on test images 2.51. It has 120\u{202F}345 parameters"))
        #expect(card.notes.contains { $0.contains("outside of the axis' range") })
    }

    @Test func aMissingNetworkIsNoted() throws {
        var images = Self.few
        images.methods = ["standard"]
        let run = try FiguresRun.withImages(images, flow: false)
        for figure in [Figure8.self, Figure9.self] as [any ReportFigure.Type] {
            let (card, rows) = try run.draw(figure)
            #expect(card.notes.contains { $0.hasPrefix("Not drawn: constrained") })
            #expect(!rows.contains { $0[1].contains("Constrained") || $0[2].contains("Constrained") })
            #expect(card.frames?.frames.isEmpty == false)
        }
    }

    /// Two networks are compared on the same test images or not at all.
    @Test func otherTestImagesAreNotCompared() throws {
        var other = Self.few
        (other.methods, other.firstSample) = (["standard"], 19)
        let run = FiguresRun(seeds: [1])
        try run.addImages("constrained", 1, Self.few)
        try run.addImages("standard", 1, other)
        try run.finish()
        #expect {
            try run.draw(Figure8.self)
        } throws: {
            "\($0)" == "examples.csv has no row for a test image that all networks have"
        }
    }

    @Test func outputsThatAreNoImagesAreSaidToBeNone() throws {
        var lost = Self.few
        (lost.methods, lost.lostLayer) = (["constrained"], 2)
        let run = FiguresRun(seeds: [1])
        try run.addImages("constrained", 1, lost)
        try run.addImages("standard", 1, Self.few)
        try run.finish()
        for figure in [Figure8.self, Figure8b.self] as [any ReportFigure.Type] {
            let (card, rows) = try run.draw(figure)
            #expect(card.state == .drawn)
            let places = rows.filter { $0[2].contains("$y_{2}$") }.map { $0[7] }
            #expect(places.filter { $0 == "no image" }.count == (figure.id == "figure-8" ? 2 : 1), "\(places)")
        }
        #expect(try run.draw(Figure8.self).card.frames?.frames.contains { $0.file.contains("standard-2") } == true)
        #expect(try run.draw(Figure8.self).card.frames?.frames.contains { $0.file.contains("constrained-2") } == false)
    }

    @Test func missingAndDamagedFilesAreToldByName() throws {
        let run = try FiguresRun.withImages(Self.few, flow: false)
        let folder = try #require(
            try RunReader(output: run.output).manifest.directory(
                ofStage: "inpainting/evaluate/standard/seed-1"))
        let image = folder.appendingPathComponent("examples/1-layer-2.png")
        let whole = try Data(contentsOf: image)
        try whole.prefix(60).write(to: image)
        #expect {
            try run.draw(Figure8.self)
        } throws: {
            "\($0)".contains("1-layer-2.png: the image cannot be read") && $0 is PlottingError
        }
        try FileManager.default.removeItem(at: image)
        #expect {
            try run.draw(Figure8.self)
        } throws: {
            $0 as? RunReaderError
                == .noFile("examples/1-layer-2.png", stage: "inpainting/evaluate/standard/seed-1")
        }
    }

    @Test func nothingFinishedIsATypedError() throws {
        let run = FiguresRun()
        try run.add("inpainting/evaluate/constrained/seed-1", state: .running)
        try run.finish()
        for figure in Self.figures {
            #expect(throws: RunReaderError.self) { try run.draw(figure) }
        }
    }
}
