import Foundation
import Report
import Stages
import Support
import Testing

/// What `downhill findings` prints, and how it tells that a README says something else.
@Suite struct FindingsBlockTests {
    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("findings-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let manifest = RunManifest(
            profile: "standard", command: "downhill report", started: Date(timeIntervalSince1970: 1_750_000_000))
        try manifest.write(to: folder.appendingPathComponent("run.json"))
    }

    private func write(_ claims: String) throws {
        try claims.write(to: folder.appendingPathComponent("claims.json"), atomically: true, encoding: .utf8)
    }

    private static let list = """
        [{"id": "b", "statement": "It rises.", "verdict": "refuted", "measured": "0.9 of 1", "later": {"field": 1}},
         {"id": "a", "statement": "It falls.", "verdict": "supported", "measured": "In 3 of 3\\nseeds"}]
        """

    /// Both layouts of claims.json: a list, and an object that has one.
    @Test(arguments: [list, #"{"schema": 2, "claims": \#(list)}"#]) func supportedComesFirst(claims: String) throws {
        try write(claims)
        let text = try FindingsBlock(output: folder).text
        #expect(
            text.hasPrefix(
                "Of 2 claims: 1 × supported and 1 × refuted. This is what one run says: 2025-06-15, profile standard"))
        #expect(
            text.hasSuffix("**Supported**\n\n- It falls. *In 3 of 3 seeds*\n\n**Refuted**\n\n- It rises. *0.9 of 1*"))
    }

    /// Of each study the last file that has it; the last file's claims, and the runs by their studies.
    @Test func severalFilesCompleteEachOther() throws {
        func write(_ name: String, _ claims: [(id: String, study: String, verdict: String)], commit: String) throws
            -> URL
        {
            let entries = claims.map {
                #"{"id": "\#($0.id)", "study": "\#($0.study)", "statement": "\#($0.id) of \#(commit).", "verdict": "\#($0.verdict)"}"#
            }
            let url = folder.appendingPathComponent(name)
            try """
            {"claims": [\(entries.joined(separator: ", "))],
             "run": {"profile": "full", "commit": "\(commit)", "seeds": [1, 2]}}
            """.write(to: url, atomically: true, encoding: .utf8)
            return url
        }
        let old = try write(
            "2026-01-02-full.json",
            [("a", "toy", "refuted"), ("gone", "toy", "supported"), ("b", "sparse", "supported")], commit: "one")
        let new = try write(
            "2026-03-04-full.json",
            [
                ("b", "sparse", "not testable"), ("new", "sparse", "not testable"), ("a", "toy", "supported"),
                ("c", "toy", "not testable"),
            ], commit: "two")
        let text = try FindingsBlock(claims: [old, new]).text
        #expect(
            text.hasPrefix(
                "Of 3 claims: 2 × supported and 1 × not testable. This is what 2 runs say: of sparse, 2026-01-02, profile full, "
                    + "seeds 1, 2, commit one; of toy, 2026-03-04, profile full, seeds 1, 2, commit two."), "\(text)")
        #expect(text.contains("- b of one.\n- a of two.") && text.hasSuffix("- c of two."))
        #expect(try FindingsBlock(claims: [new]).text.contains("This is what one run says: 2026-03-04"))
    }

    @Test func whatIsPrintedPassesAndAChangeIsNamed() throws {
        try write(Self.list)
        let findings = try FindingsBlock(output: folder)
        let file = folder.appendingPathComponent("README.md")
        try "# Title\n\n\(findings.marked)\nMore.\n".write(to: file, atomically: true, encoding: .utf8)
        try findings.check(file.path)
        try "# Title\n\n\(findings.marked.replacing("0.9 of 1", with: "0.8 of 1"))"
            .write(to: file, atomically: true, encoding: .utf8)
        let error = #expect(throws: DataError.self) { try findings.check(file.path) }
        #expect(error?.expected == "“- It rises. *0.9 of 1*” in line 12" && error?.got == "“- It rises. *0.8 of 1*”")
        try "no marks".write(to: file, atomically: true, encoding: .utf8)
        let missing = #expect(throws: DataError.self) { try findings.check(file.path) }
        #expect(missing?.got == "no line \(FindingsBlock.begin)")
        try "\(FindingsBlock.begin)\n".write(to: file, atomically: true, encoding: .utf8)
        let unfinished = #expect(throws: DataError.self) { try findings.check(file.path) }
        #expect(unfinished?.got == "no line \(FindingsBlock.end)")
        try findings.marked.replacing("\n", with: "\r\n").write(to: file, atomically: true, encoding: .utf8)
        try findings.check(file.path)
    }

    @Test(arguments: ["", "{}", "[1]", #"{"claims": 3}"#]) func noClaimsFileIsATypedError(text: String) throws {
        try write(text)
        #expect(throws: DataError.self) { try FindingsBlock(output: folder) }
    }
}
