import Foundation
import RecoveryReport
import Report
import Stages
import Testing

/// What the report makes of sparse recovery.
@Suite struct RecoveryReportTests {
    private let fixture: FixtureRun
    private let run: RunReader

    init() throws {
        fixture = try FixtureRun()
        try fixture.addRecovery()
        try fixture.finish()
        run = try RunReader(output: fixture.output)
    }

    private func evidence(_ id: String) throws -> Evidence {
        let claim = try #require(StudyReport.recovery.claims.first { $0.id == id })
        return try claim.kind.evidence(of: run.study("recovery"))
    }

    /// Of the sparsity of which the theorems say nothing there is no hypothesis.
    @Test func aPartForEachTheorem() throws {
        let evidence = try evidence("bounds-are-kept")
        #expect(evidence.parts.map(\.words) == ["soft thresholds", "hard thresholds", "noise and tails"])
        #expect(
            evidence.parts.map { $0.hypotheses.map(\.place) }[..<2] == [
                ["*s* = 2", "*s* = 4"], ["*s* = 2", "*s* = 4"],
            ])
        #expect(evidence.parts[2].hypotheses.map(\.place) == ["noise", "signals with a tail"])
        #expect(evidence.measured.hasPrefix("The largest error over its bound, soft thresholds is 0.50"))
        let rate = try self.evidence("errors-fall-at-the-theorems-rate").parts[0].hypotheses.map {
            $0.statistic.perSeed
        }
        #expect(rate.joined().allSatisfy { abs($0.value - 1) < 0.01 } && rate.count == 2)
    }

    /// Between the two ends of a bracket nothing is known: neither "holds" nor "refuted".
    @Test func aBracketAcrossTheBoundIsNotTestable() throws {
        func verdict(_ isOpen: Bool) throws -> String? {
            let kind = try #require(StudyReport.recovery.claims[0].kind as? RecoveryNumbers)
            let values = [0.9, 0.91, 0.92]
            let evidence = kind.evidence(.init(seeds: [0, 1, 2], [[.init("", values, isOpen: isOpen)]]))
            let claim = Claim.sketch("a", "", figures: [], study: "recovery", evidence)
            return ClaimFamily.judge([claim], by: run).first?.judgement.verdict.identifier
        }
        #expect(try verdict(true) == "untestable" && verdict(false) == "refuted")
        #expect(try evidence("condition-holds-in-the-field").vacuous == nil)
    }

    /// A theorem that speaks of no sparsity of the run is left out; without any there is nothing to test.
    @Test func silentTheoremsAreLeftOut() throws {
        func verdict(_ numbers: [[SeedNumber]]) throws -> String? {
            let kind = try #require(StudyReport.recovery.claims[1].kind as? RecoveryNumbers)
            let evidence = kind.evidence(.init(seeds: [0, 1, 2], numbers))
            let claim = Claim.sketch("a", "", figures: [], study: "recovery", evidence)
            return ClaimFamily.judge([claim], by: run).first?.judgement.verdict.identifier
        }
        #expect(try verdict([[], [.init("a", [0.5, 0.51, 0.52])], []]) == "supported")
        #expect(try verdict([[], [], []]) == "untestable")
    }

    /// The page opens with the theorem: printed, true and measured, then each sparsity, then the matrices.
    @Test func thePageOpensWithTheTheorem() throws {
        let section = try #require(StudyReport.recovery.sections.first)
        let tables = section.tables(run)
        #expect(
            tables.count == 3 && tables.allSatisfy { table in table.rows.allSatisfy { $0.count == table.header.count } }
        )
        #expect(tables[0].header == ["Of what", "Printed", "True", "Measured"])
        #expect(
            tables[1].rows.map { $0[0] } == ["2", "4", "9"] && tables[1].rows[2][4...7] == ["silent", "–", "–", "–"])
        #expect(tables[1].rows.map { $0[2] } == ["yes", "yes", "no"] && tables[1].rows[0][8] == "0")
        #expect(tables[2].rows.map { $0[0] } == ["Dirac–Hadamard 256 × 512", "Gaussian 250 × 500"])
        #expect(tables[2].rows[0][3] == "8" && tables[2].rows[1][7] == "–")

        _ = try Report.render(output: fixture.output, templates: PageTests.templates, studies: [.recovery])
        let page = try PageTests.text(fixture, "recovery.html")
        let places = ["id=\"theorem\"", "id=\"claims\"", "id=\"figures\""].map { page.range(of: $0)?.lowerBound }
        let found = places.compactMap { $0 }
        #expect(found.count == 3 && found == found.sorted())
        #expect(
            page.contains("Of <i>s</i> = 9 the theorem says nothing") || page.contains("= 9 the theorem says nothing"))
    }
}
