import Foundation
import LandscapeReport
import Report
import Stages
import Testing

/// What the report makes of loss landscapes.
@Suite struct LandscapeReportTests {
    private let fixture: FixtureRun
    private let run: RunReader

    init() throws {
        fixture = try FixtureRun()
        try fixture.addLandscape()
        try fixture.finish()
        run = try RunReader(output: fixture.output)
    }

    private func evidence(_ id: String, _ run: RunReader) throws -> Evidence {
        let claim = try #require(StudyReport.landscape.claims.first { $0.id == id })
        return try claim.kind.evidence(of: run.study("landscape"))
    }

    /// Means over seeds of each hypothesis.
    private func numbers(_ id: String, _ run: RunReader? = nil) throws -> [Double] {
        try evidence(id, run ?? self.run).parts.flatMap(\.hypotheses).map { hypothesis in
            let values = hypothesis.statistic.perSeed.map(\.value)
            return values.reduce(0, +) / Double(values.count)
        }
    }

    @Test func numbersOfTheClaims() throws {
        func check(_ id: String, _ expected: [Double]) throws {
            let found = try numbers(id)
            #expect(found.count == expected.count, "\(id): \(found)")
            for (one, other) in zip(found, expected) { #expect(abs(one / other - 1) < 0.01, "\(id): \(found)") }
        }
        try check("unrolled-networks-satisfy-pl-star", [1e-6, 1e-6])
        try check("descent-reaches-a-global-minimum", [5e-5, 5e-5])
        try check("interpolation-generalises", [1.5e-4, 1.5e-4])
        try check("dead-outputs-end-the-descent", [1e-3, 1e-9])
        try check("pl-star-promises-little", [pow(1 - 0.02 * 1e-3, 100)])
        // How far below a proved bound a number is says nothing.
        try check("gradients-are-as-long-as-k-says", [1, 1, 1, 1, 1])
        // From 16 samples with a loss of 5e-5 to 32 with 0.05, and from 4 to 8, as far as 0.01, and as 1e-4, on logarithmic axes.
        try check("unrolled-networks-interpolate-more", [4, 4, 4])
        #expect(try numbers("loss-falls-as-pl-star-says") == [0, 0, 0, 0, 0])
        #expect(try numbers("dead-outputs-make-k-singular") == [0])
    }

    @Test func theOppositeStory() throws {
        let other = try FixtureRun(.opposite)
        try other.addLandscape()
        try other.finish()
        let run = try RunReader(output: other.output)
        #expect(try numbers("loss-falls-as-pl-star-says", run) == [4, 4, 4, 4, 4])
        #expect(try numbers("dead-outputs-make-k-singular", run) == [2])
        #expect(try numbers("gradients-are-as-long-as-k-says", run).allSatisfy { abs($0 - 2) < 0.01 })
        #expect(try numbers("unrolled-networks-interpolate-more", run).allSatisfy { abs($0 - 0.25) < 0.01 })
    }

    /// The page opens with the statement, printed, true and measured, each network, and errors by the number of samples.
    @Test func thePageOpensWithTheTheorem() throws {
        let tables = StudyReport.landscape.sections[0].tables(run)
        try #require(tables.count == 3)
        #expect(tables.allSatisfy { table in table.rows.allSatisfy { $0.count == table.header.count } })
        #expect(tables[0].header == ["Of what", "Printed", "True", "Measured"])
        #expect(tables[1].rows.map { $0[0] } == MadeUpLandscape.methods)
        #expect(tables[2].header.suffix(4) == ["*n* = 4", "*n* = 8", "*n* = 16", "*n* = 32"])
        _ = try Report.render(output: fixture.output, templates: PageTests.templates, studies: [.landscape])
        let page = try PageTests.text(fixture, "landscape.html")
        #expect(page.contains("id=\"theorem\"") && page.contains("Figure G33"))
    }

    /// Where a network of the comparison is missing, or was trained on other numbers of samples, nothing is judged.
    @Test(arguments: [true, false]) func whatDoesNotFitIsNotJudged(_ isMissing: Bool) throws {
        let other = try FixtureRun()
        for method in MadeUpLandscape.methods where !(isMissing && method == "dense") {
            var tables = MadeUpLandscape.evaluation(method, seed: 0, holds: true) { other.jitter($0, $1) }
            if method == "dense" { tables["ends.csv"] = try tables["ends.csv"]?.rows(where: "samples", is: 8) }
            try other.add("landscape/evaluate/\(method)/seed-0", tables: tables)
        }
        try other.finish()
        let judged = ClaimFamily.judge(StudyReport.landscape.claims, by: try RunReader(output: other.output))
        #expect(judged.allSatisfy { $0.judgement.verdict.identifier == "untestable" })
    }
}
