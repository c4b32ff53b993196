import DownhillCLI
import Foundation
import Report
import Support
import Testing

/// The protocol says of each claim of the house what is judged, before it is.
struct ProtocolTests {
    private static let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../Protocol/claims.yml").standardizedFileURL
    private static let claims = StudyEntry.house.flatMap(\.report.claims)

    /// Whoever changes a rule, a margin or a kind raises its version, with a date and the new fingerprint.
    @Test func everyClaimIsRegisteredAsItIsJudged() throws {
        let registered = try ProtocolFile.read(Self.file)
        #expect(registered.entries.map(\.id) == Self.claims.map(\.registeredID), "each, in the order of the pages")
        for claim in Self.claims {
            let entry = try #require(registered.entry(of: claim), "\(claim.id) is not in Protocol/claims.yml")
            #expect(
                entry.versions.last?.fingerprint == claim.fingerprint,
                "the rule of \(claim.id) changed: add a version to Protocol/claims.yml with this fingerprint")
            #expect(entry.question == claim.question && entry.section == claim.section, "\(claim.id)")
            #expect(entry.sentence == Markup.plain(claim.statement), "\(claim.id)")
            #expect(entry.rule == Markup.plain(claim.rule), "\(claim.id)")
        }
    }

    @Test func aRulesFingerprintHangsOnItsWordsAndItsParameters() {
        func claim(_ rule: String, _ margin: Double, _ question: Claim.Question = .paper) -> Claim {
            Claim(
                "a", question: question, section: "", statement: "", figures: [], rule: rule, study: "s",
                kind: .stays("m", "d", withinFactor: margin))
        }
        let first = claim("It is so.", 1.1).fingerprint
        #expect(claim("It is so.", 1.1).fingerprint == first)
        #expect(claim("It is not so.", 1.1).fingerprint != first && claim("It is so.", 1.2).fingerprint != first)
        #expect(claim("It is so.", 1.1, .own).fingerprint != first)
    }

    /// On a second set of images the same is tested in the same way: a claim there has its original's entry.
    @Test func repeatedClaimsAreTheRegisteredOnes() throws {
        let registered = try ProtocolFile.read(Self.file)
        for report in StudyEntry.house.map(\.report) {
            guard let second = report.second else { continue }
            #expect(second.claims.count == report.claims.count)
            for (claim, repeated) in zip(report.claims, second.claims) {
                #expect(repeated.id == "\(second.id)/\(claim.id)" && repeated.study == second.id)
                #expect(repeated.rule == claim.rule && repeated.question == claim.question)
                #expect("\(repeated.kind)".replacing(second.id, with: report.id) == "\(claim.kind)")
                #expect(registered.entry(of: repeated)?.id == claim.id)
            }
        }
        #expect(StudyEntry.house.compactMap(\.report.second).map(\.id) == ["sparse2", "inpainting2"])
    }

    @Test(arguments: [
        ("claims: [{id: a}]", "claims[0].question: there is no such field"),
        ("claims: 3", "claims: "), ("claims: [", "claims"), ("", "registered claims"),
        (
            "claims: [{id: a, question: own, section: s, sentence: s, statistic: s, rule: r, versions: "
                + "[{version: 2, date: d, fingerprint: f}]}]",
            "claims[0] (a): expected versions 1, 2, … in this order"
        ),
        (
            "claims: [{id: a, question: theirs, section: s, sentence: s, statistic: s, rule: r, versions: []}]",
            "claims[0].question"
        ),
    ]) func aDamagedProtocolIsRefusedInWords(_ text: String, _ words: String) throws {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("claims-\(UUID().uuidString).yml")
        try Data(text.utf8).write(to: url)
        defer { try? FileManager.default.removeItem(at: url) }
        do {
            _ = try ProtocolFile.read(url)
            Issue.record("it was read: \(text)")
        } catch let error as DataError {
            #expect("\(error)".contains(words), "\(error)")
        }
    }

    @Test func aMissingProtocolIsNamed() {
        #expect {
            try ProtocolFile.read(URL(fileURLWithPath: "/nowhere/claims.yml"))
        } throws: {
            ($0 as? DataError).map { "\($0)".contains("no such file") } ?? false
        }
    }

    /// With DOWNHILL_WRITE_PROTOCOL set to a day, writes the protocol anew: claims whose fingerprint changed get one more
    /// version of that day. Statistics and reasons of margins are kept.
    @Test(.enabled(if: ProcessInfo.processInfo.environment["DOWNHILL_WRITE_PROTOCOL"] != nil))
    func writeProtocol() throws {
        let day = ProcessInfo.processInfo.environment["DOWNHILL_WRITE_PROTOCOL"] ?? ""
        let old = try? ProtocolFile.read(Self.file)
        var text = "# What is judged, and how, registered before it is judged. A changed rule is a new version.\n"
        text +=
            "# The fingerprint is SHA-256 of the rule, of whose question it is, and of the test with its parameters.\n"
        text += "claims:\n"
        func quoted(_ text: String) -> String {
            "\"\(text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
        }
        for claim in Self.claims {
            let entry = old?.entry(of: claim)
            var versions = entry?.versions ?? []
            if versions.last?.fingerprint != claim.fingerprint {
                versions.append(.init(version: versions.count + 1, date: day, fingerprint: claim.fingerprint))
            }
            text += "- id: \(claim.registeredID)\n  question: \(claim.question.rawValue)\n"
            text += "  section: \(quoted(claim.section))\n  sentence: \(quoted(Markup.plain(claim.statement)))\n"
            text += "  statistic: \(quoted(entry?.statistic ?? ""))\n  rule: \(quoted(Markup.plain(claim.rule)))\n"
            if let margin = entry?.margin { text += "  margin: \(quoted(margin))\n" }
            text += "  versions:\n"
            for one in versions {
                text += "  - {version: \(one.version), date: \"\(one.date)\", fingerprint: \(one.fingerprint)}\n"
            }
        }
        try FileManager.default.createDirectory(
            at: Self.file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: Self.file)
    }
}
