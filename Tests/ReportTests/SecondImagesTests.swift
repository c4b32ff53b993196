import Foundation
import Report
import Stages
import Testing

/// What the report shows of a second set of images.
struct SecondImagesTests {
    private let fixture: FixtureRun

    /// A run with a second set for sparse coding, which has described itself there.
    init(isGiven: Bool = true) throws {
        let fixture = try PageTests.fixture()
        var layers = Table(columns: ["layer", "distance_mean"])
        for layer in 0...3 { layers.append([layer, 1]) }
        try fixture.add("sparse2/evaluate/constrained/seed-0", tables: ["layers.csv": layers])
        var description = StudyDescription.sparse
        description.id = "sparse2"
        try description.add(to: &fixture.manifest, in: fixture.output)
        fixture.manifest.settings["sparse2.data.source"] = isGiven ? "cifar10" : nil
        try fixture.manifest.write(to: fixture.output.appendingPathComponent("run.json"))
        self.fixture = fixture
    }

    /// The sketched studies, sparse coding with claims of its repetition: one verdict is the same there, one the opposite.
    private static let studies: [StudyReport] = SketchStudies.all.map { study in
        var study = study
        guard study.id == "sparse" else { return study }
        study.repeatedClaims = { id in
            zip(SketchStudies.sparseClaims, [[0.5, 0.51, 0.52], [0.019, 0.02, 0.021]]).map { claim, values in
                var own = claim
                let region: Region = claim.id == "falls" ? .below(1) : .within(0...0.07)
                own.id = "\(id)/\(claim.id)"
                own.study = id
                own.kind = Sketched(
                    evidence: Evidence([Part("", .sketch("there", values, region))], measured: "", methods: []))
                return own
            }
        }
        return study
    }

    private func render(_ only: Set<String>? = nil) throws -> RenderSummary {
        try Report.render(
            output: fixture.output, templates: PageTests.templates, only: only, studies: Self.studies)
    }

    private func record() throws -> [String: Any] {
        let data = try Data(contentsOf: fixture.output.appendingPathComponent("claims.json"))
        return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    }

    /// Its claims are corrected among themselves, and the first's as if there were none.
    @Test func itsClaimsAreAFamilyOfTheirOwn() throws {
        let run = try RunReader(output: fixture.output)
        let all = StudyReport.all(Self.studies, in: run.manifest.settings)
        let judged = ClaimFamily.judge(all, by: run)
        let alone = ClaimFamily.judge(Self.studies.flatMap(\.claims), by: run)
        let firsts = judged.filter { !$0.isRepeated }
        #expect(firsts.map(\.id) == alone.map(\.id))
        #expect(firsts.map { $0.judgement.deciding.adjustedP } == alone.map { $0.judgement.deciding.adjustedP })
        let own = ClaimFamily.judge(all.last?.claims ?? [], by: run)
        let repeated = judged.filter(\.isRepeated)
        #expect(repeated.map(\.id) == ["sparse2/falls", "sparse2/apart"])
        #expect(repeated.map { $0.judgement.deciding.adjustedP } == own.map { $0.judgement.deciding.adjustedP })
        let found = firsts.map { $0.replication?.verdict.word }
        #expect(found == ["supported", "supported", nil, nil], "\(firsts.map(\.id))")
    }

    @Test func bothVerdictsStandBesideEachOther() throws {
        _ = try render()
        let record = try record()
        let claims = try #require(record["claims"] as? [[String: Any]])
        #expect(claims.map { $0["id"] as? String } == ["falls", "apart", "unknown", "fills"])
        #expect(claims.map { $0["verdict"] as? String }.prefix(2) == ["supported", "refuted"])
        #expect(claims.map { $0["replication"] as? String } == ["supported", "supported", nil, nil])
        let there = try #require(record["replications"] as? [[String: Any]])
        #expect(there.map { $0["id"] as? String } == ["sparse2/falls", "sparse2/apart"])
        #expect(there.first?["figures"] as? [String] == ["figure-3-sparse2", "figure-7-sparse2"])
        let landing = try PageTests.text(fixture, "index.html")
        #expect(
            landing.contains(
                "of 1 that the first images call supported, 1 supported; of 1 that the first images call refuted, 1 supported."
            ))
        #expect(landing.contains("<a href=\"sparse2.html#claim-sparse2/apart\">second images</a>: supported"))
        #expect(landing.contains("Of 3 claims of the paper 1 is supported, 1 is supported in part and 1 is refuted"))
        #expect(
            try PageTests.text(fixture, "sparse.html").contains(
                "On the <a href=\"sparse2.html#claim-sparse2/apart\">second images</a>: supported"))
        #expect(
            try PageTests.text(fixture, "sparse2.html").contains(
                "On the <a href=\"sparse.html#claim-apart\">first images</a>: refuted"))
    }

    /// Figures and sections that ask for the study are given the repetition, also where they name a stage.
    @Test func itsFiguresAreOfItsTables() throws {
        let summary = try render()
        #expect(summary.drawn.contains("figure-3") && summary.drawn.contains("figure-3-sparse2"))
        let page = PageInspector(try PageTests.text(fixture, "sparse2.html"))
        #expect(page.problem == nil && Set(page.identifiers).count == page.identifiers.count)
        #expect(page.identifiers.contains("figure-3-sparse2") && !page.identifiers.contains("figure-3"))
        let text = try PageTests.text(fixture, "sparse2.html")
        #expect(text.contains("On the second set of images.") && text.contains("at each of 4 layers"))
        #expect(!text.contains("at each of 11 layers"))
        #expect(text.contains("<a href=\"#stage-sparse2-evaluate-constrained-seed-0\">"))
        let again = try render(["fig3-sparse2"])
        #expect(again.drawn == ["figure-3-sparse2"])
    }

    /// No trace is left where the run has no second set, not even an earlier run's page.
    @Test func withoutImagesThereIsNone() throws {
        let plain = try SecondImagesTests(isGiven: false).fixture
        let old = plain.output.appendingPathComponent("sparse2.html")
        try "old".write(to: old, atomically: true, encoding: .utf8)
        try Report.render(output: plain.output, templates: PageTests.templates, studies: Self.studies)
        #expect(!FileManager.default.fileExists(atPath: old.path))
        let files = ["claims.json", "claims.csv", "index.html", "sparse.html"]
        let found = try files.map { try PageTests.text(plain, $0) }
        try Report.render(output: plain.output, templates: PageTests.templates, studies: SketchStudies.all)
        #expect(try files.map { try PageTests.text(plain, $0) } == found)
        #expect(throws: ReportError.self) {
            try Report.render(
                output: plain.output, templates: PageTests.templates, only: ["fig3-sparse2"], studies: Self.studies)
        }
    }
}
