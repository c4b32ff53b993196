import ConvergentReport
import Foundation
import Report
import Stages
import Testing

/// What the report makes of convergent unrolling.
@Suite struct ConvergentReportTests {
    private let fixture: FixtureRun
    private let run: RunReader

    init() throws {
        fixture = try FixtureRun()
        try fixture.addConvergent()
        try fixture.finish()
        run = try RunReader(output: fixture.output)
    }

    private func evidence(_ id: String) throws -> Evidence {
        let claim = try #require(StudyReport.convergent.claims.first { $0.id == id })
        return try claim.kind.evidence(of: run.study("convergent"))
    }

    private func mean(_ hypothesis: Hypothesis) -> Double {
        let values = hypothesis.statistic.perSeed.map(\.value)
        return values.reduce(0, +) / Double(values.count)
    }

    /// Every network with a guarantee, with trained weights and with random ones.
    @Test func partsOfTheClaims() throws {
        let growth = try evidence("residual-never-grows")
        #expect(growth.parts.count == 1 && growth.parts[0].hypotheses.count == 10)
        #expect(
            growth.parts[0].hypotheses.map(\.place).prefix(2) == ["lipschitz, trained", "lipschitz, random weights"])
        let starts = try evidence("starts-are-forgotten")
        #expect(starts.parts.map(\.words) == ["two starts", "Jacobians"])
        #expect(
            starts.parts[0].hypotheses.map(\.place) == [
                "contractive, trained", "contractive, random weights", "contractive-untied, layers in a cycle",
                "contractive-untied, random weights",
            ])
        // How far below a bound a number is says nothing; it is printed, and above it, it is judged as it is.
        #expect(starts.parts[1].hypotheses.allSatisfy { mean($0) == 1 } && starts.measured.contains("0.70"))
        let kind = ConvergentNumbers([.check("", "ratio", .growth([]))])
        let judged = kind.evidence(.init(seeds: [1, 2, 3], [[.init("", [0, 0.5, 1.2])]])).parts[0].hypotheses[0]
        let values = judged.statistic.perSeed.map(\.value)
        #expect(values[0] == 1 && values[1] == 1 && abs(values[2] - 1.2) < 1e-12)
    }

    @Test func numbersOfTheClaims() throws {
        func numbers(_ id: String) throws -> [Double] { try evidence(id).parts.flatMap { $0.hypotheses.map(mean) } }
        func only(_ id: String) throws -> Double {
            let all = try numbers(id)
            try #require(all.count == 1)
            return all[0]
        }
        let late = try only("unrolled-networks-diverge-by-default")
        #expect(abs(late - pow(1.2, 14) * 10 / 24) < 0.1, "the last residual over that of the tenth")
        #expect(try abs(only("contractions-converge-to-a-fixed-point") - 2e-4) < 1e-6)
        #expect(try numbers("guarantee-costs-little").allSatisfy { abs($0 - 1.5) < 0.01 })
        #expect(try numbers("guarantee-pays-past-the-layers").allSatisfy { abs($0 - 0.3 / 5) < 1e-3 })
        #expect(try abs(only("reshaped-norm-is-too-small") - 1.6 * 1.6 * 1.6) < 0.05)
    }

    /// The page opens with the definition, printed, true and measured, and each network; (CII) stands below.
    @Test func thePageOpensWithTheTheorem() throws {
        let sections = StudyReport.convergent.sections
        let tables = sections[0].tables(run)
        #expect(
            tables.count == 2 && tables.allSatisfy { table in table.rows.allSatisfy { $0.count == table.header.count } }
        )
        #expect(tables[0].header == ["Of what", "Printed", "True", "Measured"])
        #expect(tables[1].rows.map { $0[0] } == MadeUpConvergent.methods)
        let descent = sections[1].tables(run)
        #expect(descent.count == 1 && descent[0].rows.map { $0[0] } == ["firm", "firm, with (CII)"])
        #expect(descent[0].rows.allSatisfy { $0.count == descent[0].header.count })

        _ = try Report.render(output: fixture.output, templates: PageTests.templates, studies: [.convergent])
        let page = try PageTests.text(fixture, "convergent.html")
        let places = ["id=\"theorem\"", "id=\"claims\"", "id=\"descent\"", "id=\"figures\""].map {
            page.range(of: $0)?.lowerBound
        }
        let found = places.compactMap { $0 }
        #expect(found.count == 4 && found == found.sorted())
    }

    /// Where a network of the comparison is missing, the claims say which.
    @Test func aMissingNetworkIsNamed() throws {
        let other = try FixtureRun()
        try other.add(
            "convergent/evaluate/free/seed-0",
            tables: MadeUpConvergent.evaluation("free", seed: 0, holds: true) { other.jitter($0, $1) })
        try other.finish()
        let judged = ClaimFamily.judge(StudyReport.convergent.claims, by: try RunReader(output: other.output))
        #expect(judged.allSatisfy { $0.judgement.verdict.identifier == "untestable" })
    }
}
