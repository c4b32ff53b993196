import Foundation
import GaussianReport
import Report
import Stages
import Testing

/// What the report makes of Gaussian measurements.
@Suite struct GaussianReportTests {
    private let fixture: FixtureRun
    private let run: RunReader

    init() throws {
        fixture = try FixtureRun()
        try fixture.addGaussian()
        try fixture.finish()
        run = try RunReader(output: fixture.output)
    }

    private func evidence(_ id: String) throws -> Evidence {
        let claim = try #require(StudyReport.gaussian.claims.first { $0.id == id })
        return try claim.kind.evidence(of: run.study("gaussian"))
    }

    @Test func numbersAreThoseOfTheTables() throws {
        let pair = try evidence("layer-wise-beats-the-best-pair")
        #expect(
            pair.parts.map(\.words) == ["a step for each layer", "a threshold for each layer", "both for each layer"])
        let means = pair.parts.map { $0.hypotheses[0].statistic.values.reduce(0, +) / 3 }
        #expect(zip(means, [-4, -2, -10]).allSatisfy { abs($0 - $1) < 0.2 }, "\(means)")
        let constraints = try evidence("constraints-change-nothing")
        #expect(constraints.parts.count == 4 && constraints.parts.allSatisfy { $0.hypotheses.count == 13 })
        let order = try evidence("large-parameters-first")
        #expect(
            order.parts.map { $0.hypotheses.map(\.place) } == [
                ["learned-steps", "learned-both", "alista"], ["learned-thresholds", "learned-both", "alista"],
            ])
    }

    /// A run with one ratio has none of the networks at 20 dB: there is nothing to test.
    @Test func aRunWithoutTheRatioCannotTestIt() throws {
        var study = StudyDescription.gaussian
        study.methods.removeAll { $0.id.hasSuffix("-at-20-db") }
        let short = try FixtureRun(studies: [study])
        try short.addGaussian()
        try short.finish()
        let judged = try #require(
            StudyReport.judge("noise-levels-the-networks", try RunReader(output: short.output)))
        #expect(judged.verdict.identifier == "untestable" && judged.verdict.reason.contains("20 dB"))
    }

    /// Networks of which nothing is there, as all seeds diverged, are left out, and the rest is drawn.
    @Test func aLostNetworkIsLeftOut() throws {
        let cut = try FixtureRun()
        for method in MadeUpGaussian.methods where method != "alista" {
            try cut.add(
                "gaussian/evaluate/\(method)/seed-0",
                tables: MadeUpGaussian.evaluation(method, seed: 0, holds: true) { cut.jitter($0, $1) })
        }
        try cut.finish()
        let reader = try RunReader(output: cut.output)
        for figure in [FigureG17.self, FigureG18.self, FigureG19.self, FigureG20.self] as [any ReportFigure.Type] {
            let card = try figure.draw(run: reader, into: cut.output)
            #expect(!card.caption.contains("alista -") && card.caption.contains("dB") == (figure != FigureG20.self))
        }
        #expect(StudyReport.gaussian.sections[0].tables(reader).count == 3)
    }

    /// A method from outside is judged beside LISTA by its own last layer, here the fourth; its name makes no ratio of it.
    @Test func aMethodFromOutsideIsJudged() throws {
        var study = StudyDescription.gaussian
        study.methods.append(
            .init(
                id: "ista-mine", label: "ista-mine", legend: "ista-mine", style: .init("external"), isTrained: false,
                evaluations: "gaussian/evaluate/ista-mine/seed-",
                origin: .init(kind: "arrays", files: ["a"], sha256: ["0123456789abcdef"])))
        let own = try FixtureRun(studies: [study])
        try own.addGaussian()
        let place = try #require(MadeUpGaussian.methods.firstIndex(of: "lista"))
        for seed in own.seeds {
            // It differs from LISTA by nearly the same in every seed.
            let noise = 0.05 * own.jitter(seed, place) + 0.005 * own.jitter(seed, 999)
            var table = Table(columns: ["snr", "signals", "layer", "error", "mean_error", "median", "worst"])
            for (kind, last) in [("seen", -15.2), ("dense", -18), ("large", -10)] {
                for layer in 0...4 {
                    let error = (last + noise) * Double(layer) / 4
                    table.append([40, kind, layer, error, error, error, error])
                }
            }
            var summary = Table(columns: ["name", "value"])
            summary.append(["layers", 4])
            try own.add(
                "gaussian/evaluate/ista-mine/seed-\(seed)", tables: ["layers.csv": table, "summary.csv": summary])
        }
        try own.finish()
        let reader = try RunReader(output: own.output)
        let claimsOf = try #require(StudyReport.gaussian.externalClaims)
        let method = try #require(study.methods.last)
        let claims = claimsOf(method, "gaussian")
        let judged = ClaimFamily.judge(StudyReport.gaussian.claims + claims, by: reader).suffix(3)
        #expect(
            judged.map(\.judgement.verdict.identifier) == [
                Verdict.supported.identifier, Verdict.supported.identifier, Verdict.supportedInPart("").identifier,
            ])
        #expect(judged.map { $0.judgement.parts.count } == [1, 1, 2])
        for figure in [FigureG17.self, FigureG18.self, FigureG19.self] as [any ReportFigure.Type] {
            let card = try figure.draw(run: reader, into: own.output)
            #expect(card.notes.contains { $0.contains("SHA-256 0123456789ab…") }, "\(figure)")
        }
        let table = StudyReport.gaussian.sections[0].tables(reader)[1]
        #expect(table.rows.last?[0] == "ista-mine, after layer 4" && table.rows.last?[2].hasPrefix("−15.2") == true)
    }

    @Test func thePageOpensWithTheNetworks() throws {
        let tables = try #require(StudyReport.gaussian.sections.first).tables(run)
        #expect(
            tables.count == 3 && tables.allSatisfy { table in table.rows.allSatisfy { $0.count == table.header.count } }
        )
        #expect(tables[0].header == ["Of what", "Said", "True", "Measured"])
        #expect(tables[1].rows.count == 17 && tables[1].rows[0][0] == "ista" && tables[1].rows[0][2].hasPrefix("−6"))
        #expect(tables[2].rows.count == 13)
        _ = try Report.render(output: fixture.output, templates: PageTests.templates, studies: [.gaussian])
        let page = try PageTests.text(fixture, "gaussian.html")
        #expect(page.contains("id=\"theorem\"") && page.contains("figure-g21"))
    }
}
