import Foundation
import Testing

/// What the documents say of the project's files.
@Suite struct DocumentationTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../..").standardizedFileURL

    /// All files of some folders, as paths from the root.
    private static func files(_ folders: [String]) -> [String] {
        folders.flatMap { folder in
            let found = FileManager.default.enumerator(atPath: root.appendingPathComponent(folder).path)
            return (found?.allObjects as? [String] ?? []).filter { !$0.contains(".build/") }.map { "\(folder)/\($0)" }
        }
    }

    /// Words in backticks that end as a file's name does.
    private static func named(in document: String) throws -> [String] {
        let text = try String(contentsOf: root.appendingPathComponent(document), encoding: .utf8)
        let words = text.split(separator: "`", omittingEmptySubsequences: false).enumerated()
            .filter { $0.offset % 2 == 1 }.map { String($0.element) }
        return words.filter { word in
            [".swift", ".inc", ".c", ".h", ".md", ".mustache"].contains { word.hasSuffix($0) } && !word.contains("*")
        }
    }

    @Test(arguments: ["ARCHITECTURE.md", "README.md"]) func everyNamedFileExists(document: String) throws {
        let files =
            Self.files(["Sources", "Examples", "Templates", "Tests", "Documentation"]) + [
                "ARCHITECTURE.md", "README.md",
            ]
        let names = try Self.named(in: document)
        #expect(document != "ARCHITECTURE.md" || names.count > 50, "the names are found")
        for name in names {
            #expect(files.contains { $0 == name || $0.hasSuffix("/" + name) }, "\(document) names \(name)")
        }
    }

    /// Every folder of `Sources` has its place on the map.
    @Test func everyModuleIsOnTheMap() throws {
        let map = try String(contentsOf: Self.root.appendingPathComponent("ARCHITECTURE.md"), encoding: .utf8)
        let sources = Self.root.appendingPathComponent("Sources").path
        for module in try FileManager.default.contentsOfDirectory(atPath: sources) where !module.hasPrefix(".") {
            #expect(map.contains("`\(module)`"), "\(module) is not among the folders")
        }
    }
}
