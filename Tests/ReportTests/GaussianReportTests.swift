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
