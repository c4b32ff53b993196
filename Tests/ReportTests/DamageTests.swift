import Foundation
import Report
import Stages
import Support
import Testing

/// Finished stages whose files were lost or changed: what needs them fails and says why, the rest is there.
@Suite struct DamageTests {
    private static let stage = "sparse/evaluate/constrained/seed-0"

    /// A run with `layers.csv` as the stage's receipt lists it, and then as `change` leaves it; nil removes it. With
    /// `isWritten` the receipt lists what `change` leaves: the stage wrote it so.
    private func rendered(
        isWritten: Bool = false, owner: String? = nil, _ change: (String) -> String?
    ) throws -> (summary: RenderSummary, page: String) {
        let fixture = try PageTests.fixture()
        let record = try #require(fixture.manifest.stage(named: Self.stage))
        let folder = fixture.output.appendingPathComponent(try #require(record.directory))
        let file = folder.appendingPathComponent("layers.csv")
        let text = try String(contentsOf: file, encoding: .utf8)
        let listed = isWritten ? change(text) ?? "" : text
        var fingerprint = Fingerprint()
        fingerprint.add(listed)
        let receipt = """
            {"name": "\(owner ?? record.name)", "key": "\(record.key.hex)", "settings": {}, "inputs": {}, "codeVersion": 1, \
            "seconds": 1, "finished": "2026-01-31T17:05:00Z", "provenance": {}, \
            "files": [{"path": "layers.csv", "size": \(listed.utf8.count), "sha256": "\(fingerprint.hexadecimal)"}]}
            """
        try Data(receipt.utf8).write(to: folder.appendingPathComponent("stage.json"))
        if let changed = change(text) {
            try Data(changed.utf8).write(to: file)
        } else {
            try FileManager.default.removeItem(at: file)
        }
        let summary = try PageTests.render(fixture)
        return (summary, try PageTests.text(fixture, "sparse.html"))
    }

    @Test(arguments: [
        (-1, "is cut within line 12: expected 154 bytes, got 153"), (-2, "is cut within line 12"),
        (-20, "layers.csv, line 12: expected 2 cells as in the header, got 1"), (-154, "layers.csv is empty"),
    ]) func aCutTable(bytes: Int, words: String) throws {
        let (summary, page) = try rendered { String($0.dropLast(-bytes)) }
        let failed = try #require(summary.failed.first { $0.id == "figure-3" })
        #expect(failed.reason.contains(words), "\(failed.reason)")
        #expect(summary.drawn == ["figure-7"] && page.contains("Could not be drawn"))
        #expect(summary.troubles.contains { "\($0)" == failed.reason })
    }

    /// Such a table looks like a good one, and gives other verdicts.
    @Test func aTableThatIsWholeAndNotTheStagesIsRefused() throws {
        for (change, words) in [
            ({ text in text.split(separator: "\n").dropLast(3).joined(separator: "\n") + "\n" }, "bytes, was 154"),
            ({ $0.replacing("1", with: "2") }, "has other bytes than were written"),
        ] as [((String) -> String, String)] {
            let (summary, page) = try rendered { change($0) }
            let failed = try #require(summary.failed.first { $0.id == "figure-3" })
            #expect(failed.reason.contains("layers.csv of the stage “\(Self.stage)” is not what that stage wrote"))
            #expect(failed.reason.contains(words) && page.contains("Could not be drawn"), "\(failed.reason)")
            #expect(summary.troubles.contains { "\($0)" == failed.reason })
        }
        let (summary, _) = try rendered(owner: "sparse/evaluate/standard/seed-0") { $0 }
        #expect(summary.failed.contains { $0.reason.contains("has the receipt of “sparse/evaluate/standard/seed-0”") })
        #expect(try rendered { $0 }.summary.drawn == ["figure-3", "figure-7"])
    }

    @Test func aLostTableIsNoWait() throws {
        let (summary, page) = try rendered { _ in nil }
        #expect(summary.pending.map(\.id) == ["figure-5b"])
        let words = "the stage “\(Self.stage)” has lost its file layers.csv. Hint: `downhill report` makes it again"
        #expect(summary.failed.contains { $0.id == "figure-3" && $0.reason == words })
        #expect(summary.troubles.contains { "\($0)" == words })
        #expect(page.contains("has lost its file layers.csv"))
    }

    @Test(arguments: ["\r\n", "\n\n", "\n"]) func otherLineEndsAreNoDamage(end: String) throws {
        let (summary, _) = try rendered(isWritten: true) { "\u{FEFF}" + $0.replacing("\n", with: end) }
        #expect(summary.drawn == ["figure-3", "figure-7"])
        #expect(summary.troubles.count == 1, "figure 6 of the sketches fails always")
    }

    /// A table that stands beside others only, or in a section that does without.
    @Test func whatNobodyInsistsOnIsSaidToo() throws {
        let fixture = try PageTests.fixture()
        let record = try #require(fixture.manifest.stage(named: "data/sparse"))
        let folder = fixture.output.appendingPathComponent(try #require(record.directory))
        try Data("name,value\nsource".utf8).write(to: folder.appendingPathComponent("summary.csv"))
        let summary = try PageTests.render(fixture)
        #expect(summary.drawn == ["figure-3", "figure-7"])
        #expect(summary.troubles.contains { "\($0)".contains("summary.csv, line 2: expected 2 cells") })
    }

    /// A run that tested no shifted inputs lacks nothing: what it was not asked for is not tested, and it is done.
    @Test func whatSettingsLeaveOutIsNoDamage() throws {
        let fixture = try FixtureRun()
        try fixture.addSparseCoding()
        try fixture.finish()
        for record in fixture.manifest.stages {
            let folder = fixture.output.appendingPathComponent(record.directory ?? "")
            for name in ["ood-samples.csv", "ood.csv"] {
                let url = folder.appendingPathComponent(name)
                if let table = try? Table(contentsOf: url) {
                    try table.rows(where: "level", is: "0.0").csv.write(to: url)
                }
            }
        }
        let claims = StudyReport.judge(try RunReader(output: fixture.output)).filter { $0.id == "noise-alone" }
        #expect(claims.map(\.judgement.verdict.word) == ["not testable"])
        #expect(claims.allSatisfy { $0.trouble == nil }, "\(claims.compactMap(\.trouble))")
    }

    /// Of the house's claims each that needs a damaged table is not tested, for that reason, and the others are.
    @Test(arguments: [
        ("samples.csv", "distance", "far", "column “distance”: expected a number, got “far”"),
        ("samples.csv", "layer", "nan", "column “layer”: expected a whole number from 0 to 10000, got “nan”"),
        ("samples.csv", "layer", "1e300", "column “layer”: expected a whole number from 0 to 10000, got “1e300”"),
        ("ood-samples.csv", "level", "inf", "column “level”: expected a finite number, got “inf”"),
        ("noise-samples.csv", "distance", nil, "has no column “distance”"),
    ]) func claimsSayWhatIsDamaged(file: String, column: String, cell: String?, words: String) throws {
        let fixture = try FixtureRun()
        try fixture.addSparseCoding()
        try fixture.finish()
        let before = StudyReport.judge(try RunReader(output: fixture.output))
        let record = try #require(fixture.manifest.stage(named: Self.stage))
        let url = fixture.output.appendingPathComponent(try #require(record.directory)).appendingPathComponent(file)
        let table = try Table(contentsOf: url)
        var changed = Table(columns: table.columns.map { $0 == column && cell == nil ? "other" : $0 })
        for row in 0..<table.rowCount {
            changed.append(
                try table.columns.map { row == 3 && $0 == column && cell != nil ? cell! : try table.strings($0)[row] })
        }
        try changed.csv.write(to: url)
        let after = StudyReport.judge(try RunReader(output: fixture.output))
        let troubled = after.filter { $0.trouble != nil }
        #expect(!troubled.isEmpty && before.allSatisfy { $0.trouble == nil })
        for claim in troubled {
            #expect(claim.judgement.verdict.word == "not testable")
            #expect(claim.judgement.verdict.reason.contains(words), "\(claim.judgement.verdict.reason)")
        }
        for (old, new) in zip(before, after) where new.trouble == nil {
            #expect(old.judgement.verdict == new.judgement.verdict)
        }
    }
}
