import Foundation
import Report
import SparseCodingReport
import Stages
import Testing
import ToyReport

/// What figures show of single seeds, of networks over ε, and of learning rates.
@Suite struct SeedFiguresTests {
    @Test func aSeedWhoseLossRanAwayIsALineOfItsOwn() throws {
        let run = try FiguresRun.whole(spikes: ["constrained/3"])
        let (card, rows) = try run.draw(Figure3.self)
        #expect(
            card.notes.contains {
                $0.hasPrefix("With seed 3 the loss of “constrained” rose to") && $0.contains("step 600")
            })
        let means = try [1, 2, 3].map {
            try RunReader(output: run.output).study("sparse").layers("constrained", seed: $0).doubles("distance_mean")[
                4]
        }
        let bands = rows.filter { Array($0[0..<3]) == ["a", "constrained", "band"] }
        #expect(bands[4][5] == "\(min(means[0], means[1]))" && bands[4][6] == "\(max(means[0], means[1]))")
        let apart = rows.filter { Array($0[0..<3]) == ["a", "constrained, seed 3", "line"] }
        #expect(apart.count == 11 && apart[4][4] == "\(means[2])")
        #expect(!rows.contains { $0[1] == "standard, seed 3" })
    }

    /// A mean of four seeds or more is one seed's where that has more than half of the sum.
    @Test func meansThatAreOneSeedsAreKnown() {
        func curve(_ last: [Double]) -> SeedCurve {
            SeedCurve(last.map { [(key: 1, mean: 1, deviation: 0), (key: 2, mean: $0, deviation: 0)] })
        }
        let one = curve([1, 1, 9, 1]).dominated
        #expect(one.map(\.key) == [2] && one.map(\.seed) == [2])
        #expect(curve([1, 1, 3, 1]).dominated.isEmpty, "half is not more than half")
        #expect(curve([1, 9, 1]).dominated.isEmpty, "of three seeds one easily has half")
    }

    @Test func dualsAreDrawnSeedBySeedAndNothingIsCut() throws {
        let run = try FiguresRun.whole()
        let (card, rows) = try run.draw(FigureD.self)
        for seed in 1...3 { #expect(rows.contains { $0[0] == "a" && $0[1] == "lambda_7, seed \(seed)" }) }
        #expect(card.notes.allSatisfy { !$0.contains("outside of the axis") }, "\(card.notes)")
    }

    @Test func histogramsShowEachSeedAndShareTheirBins() throws {
        let run = try FiguresRun.whole()
        let (_, rows) = try run.draw(Figure4.self)
        let outlines = rows.filter { $0[0] == "c" && $0[1] == "constrained, seed 2" }
        #expect(!outlines.isEmpty && abs(outlines.compactMap { Double($0[4]) }.reduce(0, +) - 100) < 1e-9)
        func edges(_ panel: String) -> [String] {
            rows.filter { $0[0] == panel && $0[1] == "constrained" && $0[2] == "histogram" }.map { $0[5] }
        }
        #expect(edges("a") == edges("g") && !edges("a").isEmpty)
    }

    @Test func networksOverEpsilonStandAtTheirOwn() throws {
        let run = try FiguresRun.whole()
        let (card, rows) = try run.draw(Figure3b.self)
        let ends = rows.filter { $0[0] == "b" && $0[1] == "mean" }
        #expect(ends.map { $0[3] } == ["0.0", "0.05", "0.2"])
        #expect(rows.filter { $0[0] == "b" && $0[1] == "seeds" }.count == 9)
        let means = try [1, 2, 3].map {
            try RunReader(output: run.output).study("sparse").layers("constrained", seed: $0).doubles("distance_mean")[
                10]
        }
        #expect(abs((Double(ends[1][4]) ?? .nan) - means.reduce(0, +) / 3) < 1e-12)
        #expect(card.caption.contains("ε = 0 is “standard, trained with noise”"))
    }

    /// Every other example is measured, the others certify: both as the tables have them, with the certificate's identity.
    @Test func halfOfTheExamplesCertifyTheOthers() throws {
        let run = try FiguresRun.whole()
        let (_, rows) = try run.draw(Figure3c.self)
        func values(_ series: String) -> [Double] {
            rows.filter { $0[0] == "a" && $0[1] == series }.compactMap { Double($0[4]) }
        }
        let study = try RunReader(output: run.output).study("sparse")
        var (shown, slackSums) = (0.0, 0.0)
        for seed in [1, 2, 3] {
            let distances = try #require(study.samples("constrained", seed: seed).values("distance"))
            let last = stride(from: 0, to: distances[10].count, by: 2).map { distances[10][$0] }
            shown += last.reduce(0, +) / Double(last.count) / 3
            let slacks = stride(from: 1, to: distances[1].count, by: 2).map {
                distances[1][$0] - 0.95 * distances[0][$0]
            }
            slackSums += slacks.reduce(0, +) / Double(slacks.count) / 3
        }
        #expect(abs((values("constrained").last ?? .nan) - shown) < 1e-12)
        let (signed, positive) = (values("certificate"), values("certificate, positive parts"))
        #expect(signed.count == 11 && positive.count == 11)
        #expect(zip(signed, positive).allSatisfy { $0 <= $1 + 1e-12 })
        // An upper limit: above the mean slack of the same half.
        #expect(signed[1] - 0.95 * signed[0] > slackSums)
    }

    @Test func ridgeAndFISTAStandBesideTheNetworks() throws {
        let run = try FiguresRun.whole()
        let (card, rows) = try run.draw(Figure5.self)
        #expect(rows.filter { $0[0] == "a" && $0[1] == "ridge" }.count == 7)
        #expect(card.caption.contains("(ridge regression)"))
    }

    /// A made-up table of candidates: two rungs, a divergence, a choice at the grid's end.
    @Test func ratesOfEachMethodWithTheChosenOne() throws {
        let run = try FiguresRun.whole()
        var table = Table(columns: [
            "rate", "rung", "steps", "seed", "loss", "validation_distance", "violation", "spiked", "diverged",
            "chosen",
        ])
        for seed in [1, 2] {
            for (rate, distance) in [(0.001, 0.3), (0.002, 0.2), (0.004, 0.15)] {
                table.append([
                    rate, 1, 100, seed, distance * 2, distance + 0.01 * Double(seed), 0.0, rate == 0.001 ? 1 : 0, 0,
                    rate == 0.004 ? 1 : 0,
                ])
            }
            table.append([0.008, 1, 100, seed, Double?.none, Double?.none, Double?.none, 0, seed - 1, 0])
            for (rate, distance) in [(0.002, 0.1), (0.004, 0.05)] {
                table.append([rate, 2, 400, seed, distance, distance, 0.0, 0, 0, rate == 0.004 ? 1 : 0])
            }
        }
        let summary = run.summary([("choices", 1), ("at_edge", 1)])
        try run.add("sparse/rate/constrained", tables: ["candidates.csv": table, "summary.csv": summary])
        try run.finish()
        let (card, rows) = try run.draw(FigureR.self)
        func line(_ rung: Int) -> [[String]] { rows.filter { $0[0] == "a" && $0[1] == "constrained, rung \(rung)" } }
        #expect(line(1).map { $0[3] } == ["0.001", "0.002", "0.004"] && line(2).map { $0[4] } == ["0.1", "0.05"])
        let star = try #require(rows.first { $0[0] == "a" && $0[1] == "constrained, chosen" })
        #expect(star[3] == "0.004" && star[4] == "0.05")
        #expect(card.notes.contains { $0.contains("diverged with some seed at 0.008") })
        #expect(card.notes.contains { $0.contains("thrown off its way with some seed at 0.001") })
        #expect(card.notes.contains { $0.contains("at an end of what was tried") })
        #expect(throws: RunReaderError.self) { try FiguresRun.whole().draw(FigureR.self) }
    }

    @Test func eachPlotHasAFormOneColumnWide() throws {
        let run = try FiguresRun.whole(seeds: [1])
        let (card, _) = try run.draw(Figure5.self)
        #expect(card.pieces == ["figure-5-a", "figure-5-b", "figure-5-column"])
        for piece in card.pieces {
            let svg = String(
                decoding: try Data(contentsOf: run.figures.appendingPathComponent("\(piece).svg")), as: UTF8.self)
            #expect(svg.contains("width=\"252pt\"") || svg.contains("width=\"252\""), "\(svg.prefix(300))")
        }
        #expect(FileManager.default.fileExists(atPath: run.figures.appendingPathComponent("figure-5-a.pdf").path))
        #expect(try run.draw(Figure3.self).card.pieces == ["figure-3-a", "figure-3-b", "figure-3-c", "figure-3-d"])
    }
}
