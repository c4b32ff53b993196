import Foundation
import GeneralisationReport
import Report
import Stages
import Testing

/// What the report makes of the study of generalisation.
@Suite struct GeneralisationReportTests {
    private let fixture: FixtureRun
    private let run: RunReader

    init() throws {
        fixture = try FixtureRun()
        try fixture.addGeneralisation()
        try fixture.finish()
        run = try RunReader(output: fixture.output)
    }

    private func numbers(_ id: String, of run: RunReader) throws -> [Double] {
        let claim = try #require(StudyReport.generalisation.claims.first { $0.id == id })
        return try claim.kind.evidence(of: run.study("generalisation")).parts.flatMap { part in
            part.hypotheses.map { one in
                let values = one.statistic.perSeed.map(\.value)
                return values.reduce(0, +) / Double(values.count)
            }
        }
    }

    @Test func numbersOfTheClaims() throws {
        func expect(_ id: String, _ wanted: [Double], _ place: RunReader) throws {
            let own = try numbers(id, of: place)
            #expect(own.count == wanted.count, "\(id): \(own)")
            for (a, b) in zip(own, wanted) { #expect(abs(a - b) < 0.01 * max(1, abs(b)), "\(id): \(own)") }
        }
        try expect("gap-falls-as-root-of-samples", [-0.5, -0.5], run)
        try expect("gap-grows-with-depth", [0.3], run)
        try expect("gap-scales-with-lipschitz-product", [1], run)
        try expect("tying-divides-gap-by-root-of-depth", [1], run)
        // √T = 4 of ties against 2 of four times the data.
        try expect("tying-beats-more-data", [2, 2, 2], run)
        try expect("printed-bound-is-vacuous", [40, 40, 40], run)
        try expect("occam-says-something-of-scalars", [0.03, 0.03], run)
        let margins = try numbers("certificates-hold-and-are-tight", of: run)
        #expect(margins.count == 16 && margins.allSatisfy { abs($0 - 0.1) < 1e-3 })
        let other = try FixtureRun(.opposite)
        try other.addGeneralisation()
        try other.finish()
        let opposite = try RunReader(output: other.output)
        try expect("gap-falls-as-root-of-samples", [-1.2, -1.2], opposite)
        try expect("gap-scales-with-lipschitz-product", [0], opposite)
        try expect("tying-divides-gap-by-root-of-depth", [0], opposite)
    }

    @Test func slopesNeedPositiveNumbers() {
        #expect(abs(GeneralisationQuantity.slope([1, 10, 100], [3, 0.3, 0.03]) + 1) < 1e-12)
        #expect(GeneralisationQuantity.slope([1, 10], [0.1, -0.1]).isNaN)
        #expect(
            GeneralisationQuantity.slope([2, 2], [0.1, 0.2]).isNaN && GeneralisationQuantity.slope([2], [1]).isNaN)
    }

    /// The page opens with the theorem; every row of the explorer is chosen by one place of its selectors.
    @Test func thePage() throws {
        let sections = StudyReport.generalisation.sections
        for section in sections {
            let tables = section.tables(run)
            #expect(!tables.isEmpty, "\(section.anchor)")
            for table in tables {
                #expect(table.rows.allSatisfy { $0.count == table.header.count }, "\(table.caption)")
            }
        }
        let table = try #require(sections[1].tables(run).first)
        #expect(table.rows.count == 36 && table.picker?.values.count == 36)
        #expect(table.rows[0].prefix(3) == ["LISTA-CP, untied", "1", "64"])
        let quick = try #require(sections[2].tables(run).first)
        #expect(quick.rows.map { $0[0] }.prefix(2) == ["More layers, *T* = 16", "Tied weights"])
        #expect(quick.rows[1][3] == "0.50" && quick.rows[2][3] == "0.50", "ties among 4 layers, and 4n")

        _ = try Report.render(output: fixture.output, templates: PageTests.templates, studies: [.generalisation])
        let page = try PageTests.text(fixture, "generalisation.html")
        let places = ["id=\"theorem\"", "id=\"claims\"", "id=\"explore\"", "id=\"figures\""].map {
            page.range(of: $0)?.lowerBound
        }
        let found = places.compactMap { $0 }
        #expect(found.count == 4 && found == found.sorted())
        let choices = page.components(separatedBy: "data-choice=\"").dropFirst().map { $0.prefix { $0 != "\"" } }
        #expect(choices.count == 36 && Set(choices).count == 36 && choices.contains("2 1 3"))
        // Without its script the form is hidden, and the table is open.
        #expect(page.contains("class=\"picker-form\" hidden") && page.contains("class=\"picker-rows\" open"))
        #expect(page.components(separatedBy: "type=\"radio\"").count == 4)
        #expect(page.components(separatedBy: "type=\"range\"").count == 3)
        let points = page.components(separatedBy: "data-places=\"").dropFirst().map { $0.prefix { $0 != "\"" } }
        #expect(points.allSatisfy { $0.split(separator: " ").count == 7 })
        #expect(
            points.joined(separator: " ").split(separator: " ").allSatisfy {
                Double($0).map { (0...100).contains($0) } ?? ($0 == "-")
            })
    }

    /// Where a network of the comparison is missing, the claims are not testable.
    @Test func aMissingNetworkIsNoVerdict() throws {
        let other = try FixtureRun()
        try other.add(
            "generalisation/evaluate/lista-cp-1/seed-0",
            tables: MadeUpGeneralisation.evaluation("lista-cp-1", seed: 0, holds: true) { other.jitter($0, $1) })
        try other.finish()
        let judged = ClaimFamily.judge(StudyReport.generalisation.claims, by: try RunReader(output: other.output))
        #expect(judged.allSatisfy { $0.judgement.verdict.identifier == "untestable" })
    }
}
