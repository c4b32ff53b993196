import DescentTheoryReport
import Foundation
import Report
import Stages
import Testing

/// Bounds and certificates by formula, and what the report makes of descent theory.
@Suite struct TheoryReportTests {
    /// Signed slacks give the means themselves, whatever these are.
    @Test func theCertificateIsAnIdentity() {
        var generator = SystemRandomNumberGenerator()
        for epsilon in [0.01, 0.05, 0.5] {
            let means = (0...12).map { _ in Double.random(in: 0...100, using: &generator) }
            let slacks = (1...12).map { means[$0] - (1 - epsilon) * means[$0 - 1] }
            let signed = DescentCertificate.values(start: means[0], slacks: slacks, epsilon: epsilon, keepsSigns: true)
            #expect(zip(signed, means).allSatisfy { abs($0 - $1) < 1e-6 }, "\(epsilon)")
            let alone = DescentCertificate.values(start: means[0], slacks: slacks, epsilon: epsilon, keepsSigns: false)
            #expect(zip(alone, means).allSatisfy { $0 >= $1 - 1e-9 } && alone.count == 13)
            // In one sum, as it is printed.
            let sum = slacks.enumerated().reduce(pow(1 - epsilon, 12) * means[0]) {
                $0 + pow(1 - epsilon, Double(11 - $1.offset)) * $1.element
            }
            #expect(abs(sum - means[12]) < 1e-6)
        }
    }

    @Test func theProvableFloorIsNotAboveThePrintedOne() {
        for delta in [0, 1e-4, 0.05, 0.5, 0.99] {
            for zeta in [0, 0.1, 20.0] {
                let bounds = DescentBounds(epsilon: 0.05, delta: delta, zeta: zeta, largest: 20, start: 13)
                #expect(bounds.provableFloor <= bounds.printedFloor * (1 + 1e-12))
                #expect(bounds.printed(0) == 13 + bounds.printedFloor && bounds.provable(0) == 13)
                #expect(abs(bounds.provable(100_000) - bounds.provableFloor) < 1e-6)
                // (10′) unrolls m_l ≤ (1 − ε)m_{l−1} + (1 − δ)ζ + δM.
                let step = (1 - delta) * zeta + delta * 20
                #expect(abs(bounds.provable(4) - (0.95 * bounds.provable(3) + step)) < 1e-9)
            }
        }
        let bounds = DescentBounds(epsilon: 0.05, delta: 0.05, zeta: 0, largest: 1, start: 1)
        #expect(abs(bounds.printedFloor - 1.0526) < 1e-3, "larger than any gradient")
        #expect(DescentBounds.largestZeta(epsilon: 0.05, delta: 0.05, target: 1) == nil)
        let edge = DescentBounds.largestZeta(epsilon: 0.05, delta: 0.01, target: 0.5) ?? .nan
        #expect(
            abs(DescentBounds(epsilon: 0.05, delta: 0.01, zeta: edge, largest: 1, start: 1).printedFloor - 0.5) < 1e-12)
    }

    /// By 1 − 0.05^{1/n} where none counts, and by tables of Clopper and Pearson's limits.
    @Test(arguments: [
        (0, 3, 0.6316), (0, 30, 0.0950), (0, 60, 0.0487), (1, 10, 0.3942), (2, 10, 0.5069), (5, 20, 0.4556), (3, 3, 1),
        (0, 0, 1),
    ]) func binomialLimits(_ count: Int, _ trials: Int, _ limit: Double) {
        #expect(abs(BinomialLimit.upper(count, of: trials) - limit) < 1e-4)
        if count == 0, trials > 0 {
            #expect(abs(BinomialLimit.upper(0, of: trials) - (1 - pow(0.05, 1 / Double(trials)))) < 1e-12)
        }
    }

    private func run(_ story: FixtureRun.Story) throws -> (FixtureRun, RunReader) {
        let fixture = try FixtureRun(story)
        try fixture.addTheory()
        try fixture.finish()
        return (fixture, try RunReader(output: fixture.output))
    }

    private func evidence(_ id: String, _ run: RunReader) throws -> Evidence {
        let claim = try #require(StudyReport.descentTheory.claims.first { $0.id == id })
        return try claim.kind.evidence(of: run.study("theory"))
    }

    private func value(_ id: String, part: Int = 0, _ run: RunReader) throws -> Double {
        let part = try evidence(id, run).parts[part]
        let values = try #require(part.hypotheses.first).statistic.perSeed.map(\.value)
        return values.reduce(0, +) / Double(values.count)
    }

    /// ε = ½, ζ = 0.05, M = 12, m_0 = 9.9; of twelve trainings none, or half, misses.
    @Test func numbersAreThoseOfTheTables() throws {
        let (fixture, run) = try run(.asInThePaper)
        defer { withExtendedLifetime(fixture) {} }
        let delta = BinomialLimit.upper(0, of: 12)
        let floor = (0.05 + 12 * delta / (1 - delta)) / 0.5
        #expect(abs(try value("lemma-is-informative", run) / (floor / 9.9) - 1) < 1e-2)
        #expect(abs(try value("zeta-falls", run) + 0.5) < 0.02)
        #expect(abs(try value("gradient-falls-exponentially", run) - (log(0.4) - log(0.5))) < 1e-6)
        // The largest slack is 0 at the larger shift: (−0.1 + 0.1)/(0.05 + 2·2·0.8).
        #expect(abs(try value("corollary-holds-as-printed", run)) < 0.01)
        #expect(abs(try value("descent-under-shift-is-unique", part: 1, run) - 2.01 / (0.05 + 4 * 0.08)) < 0.1)
        #expect(try evidence("certificate-is-kept", run).parts.count == 5)

        let (other, opposite) = try self.run(.opposite)
        defer { withExtendedLifetime(other) {} }
        let half = BinomialLimit.upper(6, of: 12)
        #expect(abs(try value("lemma-is-informative", opposite) / ((0.05 + 12 * half / (1 - half)) / 4.95) - 1) < 1e-2)
    }

    /// A layer twice, or left out, is named.
    @Test func aLayerThatIsMissingIsNamed() throws {
        let (fixture, _) = try run(.asInThePaper)
        let store = fixture.output.appendingPathComponent("store")
        let folder = try #require(
            FileManager.default.contentsOfDirectory(atPath: store.path).first {
                $0.contains("constrained-gradient-seed-1")
            })
        for (layer, other) in [(",1,", ",2,"), (",0,", ",9,")] {
            let file = store.appendingPathComponent(folder).appendingPathComponent("slopes.csv")
            let text = try String(contentsOf: file, encoding: .utf8)
            let changed = text.replacing("\n" + layer.dropFirst(), with: "\n" + other.dropFirst())
            #expect(changed != text)
            try changed.write(to: file, atomically: true, encoding: .utf8)
            #expect {
                let study = try RunReader(output: fixture.output).study("theory")
                _ = try StudyReport.descentTheory.claims[0].kind.evidence(of: study)
            } throws: {
                "\($0)".contains("has no row for layer")
            }
            try text.write(to: file, atomically: true, encoding: .utf8)
        }
    }

    /// The page opens with the theorems; the map has a row for each δ, and sliders.
    @Test func thePageOpensWithTheTheorems() throws {
        let (fixture, run) = try run(.asInThePaper)
        let sections = StudyReport.descentTheory.sections
        let tables = sections[0].tables(run)
        #expect(
            tables.count == 4 && tables.allSatisfy { table in table.rows.allSatisfy { $0.count == table.header.count } }
        )
        #expect(tables[0].header == ["Of what", "Printed", "Provable", "Measured"] && tables[1].rows.count == 4)
        let map = try #require(sections[1].tables(run).first)
        #expect(map.map != nil && map.rows.allSatisfy { $0.count == map.header.count } && map.rows.count == 9)
        // ζ/M = 10⁻⁵, δ = 10⁻⁵: (10⁻⁵ + 10⁻⁵)/ε; the last layer is 0.4³ of the start.
        #expect(map.rows[0][1].hasSuffix(" ✓✓") && map.rows[8][1] == "0.86" && map.rows[7][1].hasSuffix(" ✓"))

        _ = try Report.render(output: fixture.output, templates: PageTests.templates, studies: [.descentTheory])
        let page = try PageTests.text(fixture, "theory.html")
        let places = ["id=\"theorem\"", "id=\"claims\"", "id=\"vacuity\"", "id=\"figures\""].map {
            page.range(of: $0)?.lowerBound
        }
        let found = places.compactMap { $0 }
        #expect(found.count == 4 && found == found.sorted())
        #expect(
            page.contains("class=\"map-reader\" hidden") && page.components(separatedBy: "type=\"range\"").count == 3)
        #expect(page.contains("data-mark=\"✓✓\""))
    }
}
