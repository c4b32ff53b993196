import ConvergentReport
import DescentTheoryReport
import Foundation
import GaussianReport
import InpaintingReport
import MessagePassingReport
import LandscapeReport
import GeneralisationReport
import RecoveryReport
import Report
import SparseCodingReport
import Stages
import StepsReport
import Testing
import ToyReport

@Suite struct FiguresTests {
    static let figures: [any ReportFigure.Type] = [
        Figure1.self, Figure2.self, Figure3.self, Figure3b.self, Figure3c.self, Figure4.self, Figure5.self,
        Figure5b.self,
        Figure6.self, FigureD.self,
        Figure7.self, Figure7b.self, Figure9b.self, FigureA.self, FigureD2.self,
        FigureG1.self, FigureG2.self, FigureG3.self, FigureG4.self, FigureG5.self, FigureG6.self,
        FigureG7.self, FigureG8.self, FigureG9.self, FigureG10.self, FigureG11.self, FigureG12.self,
        FigureG13.self, FigureG14.self, FigureG15.self, FigureG16.self,
        FigureG17.self, FigureG18.self, FigureG19.self, FigureG20.self, FigureG21.self,
        FigureG32.self, FigureG33.self,
        FigureG29.self, FigureG30.self, FigureG31.self,
    ]

    /// With DOWNHILL_GALLERY=folder the files are left there to look at.
    @Test func everyFigureDrawsAllFormats() throws {
        let gallery = ProcessInfo.processInfo.environment["DOWNHILL_GALLERY"].map { URL(fileURLWithPath: $0) }
        let run = try FiguresRun.whole()
        for figure in Self.figures {
            let card = try run.drawAllFormats(of: figure, into: gallery ?? run.figures)
            #expect(card.pixelSize?.width == (card.columnWidth == .two ? 687 : 336))
        }
    }

    /// With DOWNHILL_RUN=folder and DOWNHILL_GALLERY=folder, draws a real run to look at.
    @Test(.enabled(if: ProcessInfo.processInfo.environment["DOWNHILL_RUN"] != nil))
    func drawsAGivenRun() throws {
        let environment = ProcessInfo.processInfo.environment
        let run = try RunReader(output: URL(fileURLWithPath: environment["DOWNHILL_RUN"] ?? ""))
        let folder = URL(fileURLWithPath: environment["DOWNHILL_GALLERY"] ?? run.output.path)
        for figure in Self.figures {
            let start = Date()
            do {
                let card = try figure.draw(run: run, into: folder)
                print(String(format: "%.2f s", Date().timeIntervalSince(start)))
                print("\(card.number): \(card.caption)\nALT \(card.altText)\nNOTES \(card.notes)\n")
            } catch {
                print("\(figure.number): \(error)")
            }
        }
    }

    @Test func layersOfFigure3AreMeansOverSeeds() throws {
        let run = try FiguresRun.whole()
        let (card, rows) = try run.draw(Figure3.self)
        let reader = try RunReader(output: run.output)
        let means = try [1, 2, 3].map {
            try reader.study("sparse").layers("standard", seed: $0).doubles("distance_mean")[4]
        }
        let deviations = try [1, 2, 3].map {
            try reader.study("sparse").layers("standard", seed: $0).doubles("distance_std")[4]
        }
        let mean = means.reduce(0, +) / 3
        let deviation = deviations.reduce(0, +) / 3
        let lines = rows.filter { Array($0[0..<3]) == ["a", "standard", "line"] }
        #expect(lines.count == 11)
        #expect(abs((Double(lines[4][4]) ?? .nan) - mean) < 1e-12)
        #expect(abs((Double(lines[4][5]) ?? .nan) - (mean - deviation)) < 1e-12)
        let bands = rows.filter { Array($0[0..<3]) == ["a", "standard", "band"] }
        #expect(bands[4][5] == "\(means.min() ?? .nan)" && bands[4][6] == "\(means.max() ?? .nan)")
        let levels = rows.filter { $0[2] == "horizontal line" && $0[0] == "c" }
        #expect(levels.map { $0[1] } == ["zero", "ridge", "ista-long"])
        #expect(levels[0][4] == "0.494" && levels[1][4] == "0.114")
        #expect(card.caption.contains("Means over 120 test examples and 3 seeds"))
        #expect(card.notes.allSatisfy { !$0.hasPrefix("Not drawn") })
    }

    @Test func histogramsHoldEveryExampleInSharedBins() throws {
        let run = try FiguresRun.whole()
        let (_, rows) = try run.draw(Figure4.self)
        for panel in ["a", "d", "g"] {
            let all = rows.filter { $0[0] == panel }
            let constrained = all.filter { $0[1] == "constrained" }
            let standard = all.filter { $0[1] == "standard" }
            #expect(constrained.map { $0[5] } == standard.map { $0[5] })
            for method in [constrained, standard] {
                #expect(abs(method.compactMap { Double($0[4]) }.reduce(0, +) - 100) < 1e-9)
            }
        }
    }

    /// A table that was cut, or a network with fewer layers than the other.
    @Test func histogramsOfALayerThatOneNetworkLacks() throws {
        let run = try FiguresRun.whole()
        for seed in [1, 2, 3] {
            let path = try RunReader(output: run.output).study("sparse").evaluation("constrained", seed: seed)
            let record = try #require(run.manifest.stages.first { $0.name == path })
            let file = run.output.appendingPathComponent(try #require(record.directory)).appendingPathComponent(
                "samples.csv")
            let table = try Table(contentsOf: file)
            var short = Table(columns: table.columns)
            let columns = try table.columns.map { try table.strings($0) }
            let layers = try table.doubles("layer")
            for row in layers.indices where layers[row] < 6 { short.append(columns.map { $0[row] }) }
            try short.write(to: file)
        }
        let (_, rows) = try run.draw(Figure4.self)
        #expect(rows.contains { $0[0] == "g" && $0[1] == "standard" })
        #expect(!rows.contains { $0[0] == "g" && $0[1] == "constrained" && Double($0[4]) ?? 0 > 0 })
    }

    @Test func figure6HoldsEveryShare() throws {
        let run = try FiguresRun.whole()
        let (_, rows) = try run.draw(Figure6.self)
        let cells = rows.filter { $0[2] == "share" && $0[1] == "constrained" }
        #expect(cells.count == 60)
        let cell = try #require(cells.first { $0[3] == "1.0" && $0[4] == "10.0" })
        #expect(abs((Double(cell[7]) ?? .nan) - 0.97 * exp(-0.5)) < 1e-12)
    }

    @Test func missingVariantsAreNoted() throws {
        let run = try FiguresRun.whole(without: ["incremental", "standard-ista", "ridge", "zero"])
        let (third, rows) = try run.draw(Figure3.self)
        #expect(third.notes.contains { $0.hasPrefix("Not drawn: incremental") })
        #expect(!rows.contains { $0.count > 1 && $0[1] == "incremental" })
        let (other, _) = try run.draw(Figure5b.self)
        #expect(other.notes.contains { $0.hasPrefix("Not drawn: standard, started at ISTA") }, "\(other.notes)")
    }

    @Test func unfinishedSeedsAreNoted() throws {
        let run = try FiguresRun.whole(seeds: [1, 2])
        try run.add("sparse/evaluate/standard/seed-3", state: .running)
        try run.finish()
        let (card, _) = try run.draw(Figure3.self)
        #expect(card.notes.contains("Of standard, 2 of 3 seeds are finished and drawn."))
    }

    @Test func oneSeedHasNoBandAndSaysSo() throws {
        let run = try FiguresRun.whole(seeds: [1])
        let (card, rows) = try run.draw(Figure5.self)
        #expect(!rows.contains { $0.count > 2 && $0[2] == "band" })
        #expect(card.caption.contains("one seed") && !card.caption.contains("shading"))
    }

    @Test func numbersThatAreNoneDoNotCrash() throws {
        let run = try FiguresRun.whole(broken: ["standard", "constrained"])
        for figure in Self.figures {
            let (card, _) = try run.draw(figure)
            #expect(card.state == .drawn)
        }
        let (card, _) = try run.draw(Figure3.self)
        #expect(card.caption.contains("undefined (standard)"))
        #expect(card.notes.contains { $0.contains("not finite, dropped") })
    }

    @Test func nothingFinishedIsATypedError() throws {
        let run = FiguresRun()
        try run.add("sparse/evaluate/constrained/seed-1", state: .running)
        try run.finish()
        for figure in Self.figures {
            #expect(throws: RunReaderError.self) { try run.draw(figure) }
        }
    }

    @Test func drawingTwiceGivesTheSameBytes() throws {
        let run = try FiguresRun.whole(seeds: [1])
        let file = run.figures.appendingPathComponent("figure-5b.svg")
        let drawings = try (0..<2).map { _ in
            _ = try run.draw(Figure5b.self)
            return try Data(contentsOf: file)
        }
        #expect(drawings[0] == drawings[1])
    }
}
