import Foundation
import Report
import Stages
import StepsReport
import Testing

/// What the report makes of learned steps.
@Suite struct StepsReportTests {
    private let fixture: FixtureRun
    private let run: RunReader

    init() throws {
        fixture = try FixtureRun()
        try fixture.addSteps()
        try fixture.finish()
        run = try RunReader(output: fixture.output)
    }

    private func verdict(_ parts: [Part]) -> Verdict? { judged(parts)?.verdict }

    private func judged(_ parts: [Part]) -> Judgement? {
        let claim = Claim.sketch("a", "", figures: [], study: "steps", Evidence(parts, measured: "", methods: []))
        return ClaimFamily.judge([claim], by: run).first?.judgement
    }

    /// A part for each problem, each with a hypothesis for each depth.
    @Test func networksAreGroupedByProblem() throws {
        let claim = try #require(StudyReport.steps.claims.first { $0.id == "training-finds-the-best-steps" })
        let evidence = try claim.kind.evidence(of: run.study("steps"))
        #expect(evidence.parts.map(\.words) == ["*κ* = 100", "random *H*"])
        #expect(evidence.parts[1].hypotheses.map(\.place) == ["random *H*, *T* = 3", "random *H*, *T* = 5"])
        #expect(evidence.tables[0].header == ["Problem", "*T* = 3", "*T* = 5"])
        #expect(evidence.measured.contains("smallest possible goes from 1.00"), "\(evidence.measured)")
    }

    /// "Some network" is refuted where none is: by the smallest of all ratios.
    @Test func someNetworkIsEnough() {
        func outcome(_ ratios: [Double]) -> Verdict? {
            let kind = OverNetworks(
                [.init("", "ratio", .init("rate", of: "learned"), over: .init("rate", of: "constant"), .below(1))],
                .some)
            let networks = ratios.enumerated().map { index, ratio in
                OverNetworks.Network("p", index, [ratio, ratio * 1.001, ratio * 1.002])
            }
            return verdict(kind.evidence(.init(seeds: [1, 2, 3], [networks])).parts)
        }
        #expect(outcome([1.4, 1.2, 1.6]) == .refuted)
        #expect(outcome([1.4, 0.9, 1.6]) == .supported)
    }

    @Test func anOrderIsAMeanCorrelation() {
        func outcome(_ correlations: [[Double]]) -> Verdict? {
            verdict(
                OrderOfSteps(below: -0.5).evidence(.init(seeds: [1, 2, 3], correlations: correlations)).parts)
        }
        #expect(outcome([[-0.9, -0.8], [-0.7, -0.9], [-0.8, -0.9]]) == .supported)
        #expect(outcome([[0.3, -0.3], [0.1, 0], [-0.2, 0.1]]) == .refuted)
    }

    /// A row that was lost is said to be missing, as of any table that is cut.
    @Test func aLayerThatIsMissingIsNamed() throws {
        let cut = FiguresRun(seeds: [1])
        var tables = MadeUpSteps.evaluation(seed: 1, holds: true) { cut.jitter($0, $1) }
        let layers = try #require(tables["layers.csv"])
        let columns = try layers.columns.map { try layers.strings($0) }
        var short = Table(columns: layers.columns)
        for row in 1..<layers.rowCount where columns[1][row] != "learned" || columns[3][row] != "2" {
            short.append(columns.map { $0[row] })
        }
        tables["layers.csv"] = short
        try cut.add("steps/train/learned/seed-1", tables: MadeUpSteps.training)
        try cut.add("steps/evaluate/seed-1", tables: tables)
        try cut.finish()
        #expect(throws: RunReaderError.noRow("the 5 layers of “learned”", file: "layers.csv")) {
            try cut.draw(FigureG4.self)
        }
    }

    /// The page opens with the theorem: printed, true and measured, then each depth, then the constants.
    @Test func thePageOpensWithTheTheorem() throws {
        let section = try #require(StudyReport.steps.sections.first)
        let tables = section.tables(run)
        #expect(
            tables.count == 3 && tables.allSatisfy { table in table.rows.allSatisfy { $0.count == table.header.count } }
        )
        #expect(tables[0].header == ["Of what", "Printed", "True", "Measured"])
        #expect(tables[1].rows.map { $0[0] } == ["3", "5"])
        #expect(tables[2].rows[0] == ["*κ* = 100", "100", "1.00", "100", "100", "0.0198", "0.98020"])

        _ = try Report.render(output: fixture.output, templates: PageTests.templates, studies: [.steps])
        let page = try PageTests.text(fixture, "steps.html")
        let places = ["id=\"theorem\"", "id=\"claims\"", "id=\"figures\""].map { page.range(of: $0)?.lowerBound }
        let found = places.compactMap { $0 }
        #expect(found.count == 3 && found == found.sorted())
        #expect(page.contains("<p class=\"prose\">Printed: ") && page.contains("class=\"worded\""))
        let overview = try PageTests.text(fixture, "index.html")
        #expect(overview.contains("Claims of the book on guarantees</h3>"))
        #expect(overview.contains("<option value=\"own-of-book\">"))
        #expect(!overview.contains("The paper’s claims</h3>"))
    }

    /// Numbers that are the same with every seed are shown without an interval, and decide without a test.
    @Test func whatEverySeedAgreesOnHasNoInterval() throws {
        func part(_ values: [Double]) -> Part {
            Part("", Hypothesis(SeedStatistic("", .logarithmic, seeds: [1, 2, 3], values: values), .below(1)))
        }
        func judged(_ values: [Double]) throws -> Judgement { try #require(self.judged([part(values)])) }
        let exact = try judged([0.9, 0.9, 0.9 + 1e-12])
        #expect(exact.verdict == .supported && exact.deciding.p == nil && exact.deciding.rerun == nil)
        #expect(exact.estimate?.cell == "0.900 (the same with every seed)")
        let mixed = try #require(
            self.judged([Part("", .every, part([1.1, 1.1, 1.1]).hypotheses + part([0.9, 0.91, 0.92]).hypotheses)]))
        #expect(mixed.verdict == .refuted && mixed.deciding.p == nil && mixed.rerun == nil, "an exact one decides")
        let other = try judged([0.9, 0.91, 0.92])
        #expect(other.deciding.p != nil && other.estimate?.cell.contains("[") == true)
        #expect(try judged([1.1, 1.1, 1.1]).verdict == .refuted)
    }
}
