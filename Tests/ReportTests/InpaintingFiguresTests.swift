import Foundation
import InpaintingReport
import Report
import SparseCodingReport
import Stages
import Testing

/// The figures of the inpainting study hold what its tables say.
@Suite struct InpaintingFiguresTests {
    /// Whether a cell is the mean of `values`.
    private func near(_ cell: String, _ values: [Double]) -> Bool {
        guard let number = Double(cell) else { return false }
        return abs(number - values.reduce(0, +) / Double(values.count)) < 1e-12
    }

    /// A run of the inpainting study alone.
    private func inpainting(seeds: [Int] = [1, 2], without: Set<String> = []) throws -> FiguresRun {
        let run = FiguresRun(seeds: seeds)
        try run.addInpainting(without: without)
        try run.finish()
        return run
    }

    @Test func layersOfFigure7AreMeansOverSeeds() throws {
        let run = try inpainting()
        let (card, rows) = try run.draw(Figure7.self)
        let study = try RunReader(output: run.output).study("inpainting")
        let means = try [1, 2].map { try study.layers("standard", seed: $0).doubles("latent_mean")[4] }
        let latents = rows.filter { Array($0[0..<3]) == ["b", "standard", "line"] }
        let layers = latents.map { $0[3] }
        #expect(layers == ["1.0", "2.0", "3.0", "4.0", "5.0"], "there is no latent at layer 0")
        #expect(near(latents[3][4], means))
        let distances = rows.filter { Array($0[0..<3]) == ["a", "standard", "line"] }
        #expect(distances.count == 6)
        let levels = rows.filter { $0[0] == "a" && $0[2] == "horizontal line" }
        #expect(levels.map { $0[1] } == ["mean", "harmonic", "biharmonic", "ridge"])
        #expect(near(levels[3][4], [(0.03 * 144).squareRoot()]))
        let bars = Set(rows.filter { $0[2] == "line" && !$0[5].isEmpty }.map { $0[1] })
        #expect(bars == ["constrained", "standard"], "the paper's pair alone has bars")
        #expect(card.caption.contains("with λ = 0.01"))
        #expect(card.caption.contains("constrained from 47.4 to 28.7, falling at every layer"))
        #expect(card.caption.contains("not falling at layers 2 to 4"))
        #expect(card.caption.contains("Means over 120 test images and 2 seeds"))
        #expect(card.notes.isEmpty)
    }

    @Test func departuresAreTheRunsOwn() throws {
        let run = try inpainting()
        let (card, _) = try run.draw(Figure7.self)
        #expect(card.departures.count == 5)
        #expect(card.departures[0].contains("Fashion-MNIST, at 32×32, grey, without their middle 12×12"))
        #expect(card.departures[1].contains("3 levels of 2 steps"))
        #expect(card.departures[2].contains("a Haar transform") && card.departures[2].contains("by 0.6 at least"))
        #expect(!card.departures[2].contains("half"), "no setting says so")
        #expect(
            card.departures[2].contains("the deepest *l* levels") && card.departures[2].contains("0.88 to the power"))
        #expect(card.departures[3].hasPrefix("Eq. (22) has the sign that descends"))
        #expect(card.departures[4].contains("No gradient goes through the layer before"))
        run.manifest.settings["inpainting.network.semantics"] = "authors"
        run.manifest.settings["inpainting.flow.squeeze"] = "pixel"
        try run.finish()
        let (other, _) = try run.draw(Figure7.self)
        #expect(!other.departures[2].contains("Haar"))
        #expect(other.departures[3].contains("what the authors' code does"))
    }

    @Test func figure7bIsMeasuredWithTheCommonFlow() throws {
        let run = try inpainting()
        let (card, rows) = try run.draw(Figure7b.self)
        let study = try RunReader(output: run.output).study("inpainting")
        let column = try [1, 2].map { try study.layers("constrained", seed: $0).doubles("reference_latent_mean") }
        let line = rows.filter { Array($0[0..<3]) == ["a", "constrained", "line"] }
        #expect(line.count == 6)
        #expect(near(line[0][4], column.map { $0[0] }))
        let clean = try study.truth("constrained", seed: 1).doubles("reference_latent")
        let level = try #require(rows.first { $0[0] == "a" && $0[1] == "truth" })
        #expect(near(level[4], clean))
        #expect(card.caption.contains("constrained from 38.9 to 25.3, not falling at layer 5"))
        #expect(card.departures.contains { $0.hasPrefix("Not in the paper") })
    }

    @Test func aReferenceFarAwayIsNamedInsteadOfDrawn() throws {
        let run = FiguresRun(seeds: [1])
        try run.addInpainting(without: ["flow-prox"])
        let wild = FiguresRun.Inpainter(
            id: "flow-prox", hole: [0.187, 1, 10, 100, 1000, 10_000], latent: [60, 50, 40, 30, 20])
        try run.addEvaluation(wild, 40, 0)
        try run.finish()
        for (figure, panel) in [(Figure7.self, "Distance to the clean image"), (Figure9b.self, "In the hole")]
            as [(any ReportFigure.Type, String)]
        {
            let (card, rows) = try run.draw(figure)
            #expect(card.notes.contains { $0.hasPrefix("Not drawn in “\(panel)”: proximal descent with one flow") })
            let letter = figure.id == "figure-7" ? "a" : "b"
            #expect(!rows.contains { $0[0] == letter && $0[1] == "flow-prox" })
            #expect(rows.contains { $0[0] != letter && $0[1] == "flow-prox" }, "elsewhere it is near enough")
        }
    }

    @Test func figure9bHasTheCellsAndTheEffects() throws {
        let run = try inpainting()
        let (card, rows) = try run.draw(Figure9b.self)
        let study = try RunReader(output: run.output).study("inpainting")
        let noise = rows.filter { $0[1] == "noise" }
        #expect(noise.allSatisfy { $0[0] == "c" })
        #expect(noise.last?[4] == "0.25")
        #expect(card.notes.contains { $0.hasPrefix("At p = 0.5") && $0.contains("in 2") }, "\(card.notes)")
        #expect(!rows.contains { $0[0] == "c" && $0[1] == "ridge" })
        let table = rows.filter { $0[0] == "table" }
        #expect(table.filter { $0[2] == "table: In the hole" }.count == 9, "four cells and five effects")
        let means = try [1, 2].map { try study.shift("standard", seed: $0).doubles("hole_mean")[5] }
        let cell = try #require(table.first { $0[1] == "Neither" && $0[2] == "table: In the hole" })
        #expect(cell[7].hasPrefix(String(format: "%.3f ± ", (means[0] + means[1]) / 2)))
        let gain = try #require(table.first { $0[1] == "Noise alone: gain" && $0[2] == "table: In the hole" })
        #expect(gain[7].contains("0.06") && gain[7].contains("["))
        #expect(card.caption.contains("At *p* = 0.5"))
    }

    @Test func ablationsShowWhatWasMeasuredAndWhatWasLost() throws {
        let run = try inpainting()
        let (card, rows) = try run.draw(FigureA.self)
        let study = try RunReader(output: run.output).study("inpainting")
        #expect(!rows.contains { $0.count > 7 && $0[7] == "diverged" }, "rows without a dot say nothing")
        for name in ["Unbounded scales", "GLOW as published"] {
            #expect(card.notes.contains { $0.hasPrefix("\(name) diverged") }, "\(card.notes)")
        }
        func cells(_ name: String) -> [String] {
            rows.filter { $0[0] == "table" && $0[1] == name }.map { $0.last ?? "" }
        }
        #expect(cells("GLOW as published").isEmpty)
        let own = try study.layers("constrained", seed: 1).doubles("hole_mean")[5]
        #expect(cells("Constrained")[1] == NumberText.short(own), "one seed against one seed")
        let pixel = try study.layers("ablation-pixel", seed: 1)
        let hole = try pixel.doubles("hole_mean")[5]
        let chequer = try pixel.doubles("chequer_mean")[1] / 0.06
        #expect(cells("Pixel squeeze")[0] == "0.002")
        #expect(cells("Pixel squeeze")[1] == NumberText.short(hole))
        #expect(cells("Pixel squeeze")[3] == NumberText.short(chequer))
        #expect(cells("Pixel squeeze")[5...] == ["holds", "holds"])
        #expect(cells("Authors’ semantics")[5...] == ["no: 2, 4", "holds"])
        #expect(cells("Shifts learnt")[6] == "no: 3, 5", "(1 − ε) is asked, not a fall")
        let networks = Set(rows.filter { $0[0] == "table" }.map { $0[1] })
        #expect(networks.count >= 14)
        let dots = rows.filter { $0[0] == "a" && $0[1] == "layer 5" }
        #expect(dots.count == networks.count, "a dot or a gap for each network")
        #expect(
            card.notes.contains { $0.contains("trained again at a smaller one: “pixel squeeze” with seed 1 at 0.002.") }
        )
        #expect(card.caption.contains("all with seed 1. Over 2 seeds the errors of “constrained”"))
        #expect(card.departures.contains { $0.contains("trained for 800 steps, “constrained” for 1500") })
    }

    @Test func figureD2HasBothSetsFromTheSecondLayerOn() throws {
        let run = try inpainting()
        let (card, rows) = try run.draw(FigureD2.self)
        let study = try RunReader(output: run.output).study("inpainting")
        func series(_ panel: String) -> [String] {
            var seen: [String] = []
            for row in rows where row[0] == panel && row[2] == "line" && !seen.contains(row[1]) { seen.append(row[1]) }
            return seen
        }
        func bySeed(_ names: [String]) -> [String] { names.flatMap { ["\($0), seed 1", "\($0), seed 2"] } }
        #expect(series("b") == bySeed((2...5).map { "lambda_\($0)" }))
        #expect(series("g") == bySeed((2...5).map { "slack_latent_\($0)" }))
        #expect(
            series("e").filter { !$0.contains("seed") }
                == ["constrained", "standard", "constrained-quiet", "standard-noisy"])
        let histories = try [1, 2].map { seed in
            try study.run.table("history.csv", of: study.training("constrained", seed: seed))
        }
        let last = try histories.map { try $0.doubles("lambda_latent_3").last ?? .nan }
        for seed in [1, 2] {
            let drawn = try #require(rows.last { $0[0] == "f" && $0[1] == "lambda_latent_3, seed \(seed)" })
            #expect(near(drawn[4], [last[seed - 1]]))
        }
        #expect(card.caption.contains("no layer violates its constraint"))
        let shares = rows.filter { Array($0[0..<3]) == ["h", "standard", "line"] }
        #expect(shares.map { $0[3] } == ["2.0", "3.0", "4.0", "5.0"])
    }

    @Test func missingMethodsAreNoted() throws {
        let run = try inpainting(without: ["standard-noisy", "flow-prox", "ridge", "ablation-half", "ablation-glow"])
        let (seventh, rows) = try run.draw(Figure7.self)
        #expect(seventh.notes.contains { $0.hasPrefix("Not drawn: standard, trained with noise") })
        #expect(seventh.notes.contains { $0.hasPrefix("Not drawn: proximal descent with one flow") })
        #expect(!rows.contains { $0.count > 1 && $0[1] == "ridge" })
        let (ninth, table) = try run.draw(Figure9b.self)
        #expect(ninth.notes.contains { $0.hasPrefix("Not drawn: standard, trained with noise") })
        #expect(table.contains { $0[0] == "table" && $0[1] == "Noise" && $0.last == "–" })
        #expect(!table.contains { $0[0] == "table" && $0[1].contains("gain") }, "effects need all four")
        let (ablation, cells) = try run.draw(FigureA.self)
        #expect(ablation.notes.contains { $0.hasPrefix("Not drawn: half the channels deeper") })
        #expect(!cells.contains { $0[0] == "table" && $0[1] == "Half the channels deeper" })
    }

    @Test func oneSeedSaysSo() throws {
        let run = try inpainting(seeds: [1])
        for figure in [Figure7.self, Figure7b.self, Figure9b.self, FigureA.self] as [any ReportFigure.Type] {
            let (card, rows) = try run.draw(figure)
            #expect(!rows.contains { $0.count > 2 && $0[2] == "band" })
            #expect(card.caption.contains("one seed") && !card.caption.contains("shading"), "\(figure.id)")
        }
    }

    @Test func theSparseStudyAloneLeavesThemWaiting() throws {
        let run = FiguresRun(seeds: [1])
        try run.addEvaluation(FiguresRun.variants[2], 2, 1)
        try run.finish()
        for figure in [Figure7.self, Figure7b.self, Figure9b.self, FigureA.self, FigureD2.self]
            as [any ReportFigure.Type]
        {
            #expect(throws: RunReaderError.self) { try run.draw(figure) }
        }
    }
}
