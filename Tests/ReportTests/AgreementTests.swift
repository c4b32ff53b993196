import Foundation
import Report
import Support
import Testing

/// How far runs agree, from made-up files.
@Suite struct AgreementTests {
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("kept-\(UUID().uuidString)")

    private func keep(_ name: String, _ verdicts: [(String, String)]) throws -> KeptClaims {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let claims = verdicts.map { #"{"id": "\#($0.0)", "statement": "It is so.", "verdict": "\#($0.1)"}"# }
        let run = #"{"profile": "full", "commit": "0123456789abcdef", "seeds": [1, 2], "machine": "a machine"}"#
        let file = folder.appendingPathComponent("\(name).json")
        try #"{"run": \#(run), "claims": [\#(claims.joined(separator: ","))]}"#
            .write(to: file, atomically: true, encoding: .utf8)
        return try KeptClaims(file)
    }

    /// The same counts whole, undecided against decided half, supported against refuted nothing; untested does not count.
    @Test func verdictsAreWeighed() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let first = try keep(
            "2026-11-26-a",
            [
                ("a", "supported"), ("b", "refuted"), ("c", "undecided"), ("d", "not testable"), ("e", "supported"),
                ("f", "supported in part"), ("only", "supported"),
            ])
        let second = try keep(
            "b",
            [
                ("f", "supported"), ("a", "supported"), ("b", "supported"), ("c", "refuted"), ("d", "refuted"),
                ("e", "not testable"),
            ])
        let agreement = VerdictAgreement(first, second)
        #expect(agreement.compared == 4 && agreement.share == 0.5)
        #expect(
            agreement.differences.map(\.claim) == ["b", "c", "f"]
                && agreement.differences.map(\.score) == [0, 0.5, 0.5])
        let text = VerdictAgreement.markdown([first, second])
        #expect(text.contains("| 2026-11-26-a | b | 4 | 1 | 2 | 1 | 50"), "\(text)")
        #expect(text.hasSuffix("- `f`: supported in part (2026-11-26-a), supported (b)\n"), "\(text)")
        #expect(VerdictAgreement(first, first).share == 1)
        #expect(VerdictAgreement.markdown([first]) == "No claim was judged by two of these runs.\n")
    }

    /// Verdicts that cannot be counted are told, not counted otherwise.
    @Test func whatIsNoVerdictIsRefused() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        try keep("good", [("a", "supported"), ("b", "supported in part")]).checkVerdicts()
        for (verdicts, got) in [
            ([], "no claim"), ([("", "refuted")], "one without: “It is so.”"), ([("a", "probably")], "“probably” of a"),
            ([("a", "refuted"), ("a", "refuted")], "a twice"),
        ] as [([(String, String)], String)] {
            let kept = try keep("2026-11-26-bad", verdicts)
            let error = #expect(throws: DataError.self) { try kept.checkVerdicts() }
            #expect(error?.got == got)
            #expect(throws: DataError.self) { try FindingsBlock(claims: [kept.url]) }
        }
        let newer = folder.appendingPathComponent("newer.json")
        try #"{"schema": 99, "claims": [{"id": "a", "statement": "It is so.", "verdict": "supported"}]}"#
            .write(to: newer, atomically: true, encoding: .utf8)
        let error = #expect(throws: DataError.self) { try KeptClaims(newer).checkVerdicts() }
        #expect(error?.got == "schema 99")
    }

    @Test func findingsOfAKeptFileHaveTheDayOfItsName() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let dated = try keep("2026-11-26-full", [("a", "supported")]).url
        let text = try FindingsBlock(claims: [dated]).text
        #expect(
            text.hasPrefix(
                "Of 1 claims: 1 × supported. This is what one run says: 2026-11-26, profile full, seeds 1, 2, on a machine, "
                    + "commit 0123456789ab."), "\(text)")
        let undated = try keep("full", [("a", "supported")]).url
        let error = #expect(throws: DataError.self) { try FindingsBlock(claims: [undated]) }
        #expect(error?.got == "the name “full.json”")
    }
}
