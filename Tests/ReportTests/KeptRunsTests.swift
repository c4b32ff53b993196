import Foundation
import Report
import Testing

/// What README and Documentation/Reruns say of the runs that are kept there, against their claims.json.
@Suite struct KeptRunsTests {
    private static let root = PageTests.templates.deletingLastPathComponent()
    private static let folder = root.appendingPathComponent("Documentation/Reruns")

    /// The kept files, in the order of their names.
    private func kept() throws -> [URL] {
        try FileManager.default.contentsOfDirectory(at: Self.folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "json" }.sorted { $0.lastPathComponent < $1.lastPathComponent }
    }

    /// README has the findings of the full runs, of each study those of the last that has it.
    @Test func readmeSaysWhatTheLastFullRunsFound() throws {
        let full = try kept().filter { $0.lastPathComponent.hasSuffix("-full.json") }
        #expect(!full.isEmpty)
        try FindingsBlock(claims: full).check(Self.root.appendingPathComponent("README.md").path)
    }

    @Test func theTableOfAgreementIsThatOfTheFiles() throws {
        let table = VerdictAgreement.markdown(try kept().map { try KeptClaims($0) })
        let text = try String(contentsOf: Self.folder.appendingPathComponent("README.md"), encoding: .utf8)
        #expect(text.contains(table), "`downhill agreement Documentation/Reruns/*.json` prints it")
    }
}
