import Foundation
import Mustache
import Support

/// The page's templates and the files that it is served with.
public struct PageTemplates: Sendable {
    private static let names = [
        "page", "landing", "study", "section", "claim", "figure", "frames", "table", "stages", "status", "compare",
    ]

    let library: MustacheLibrary
    let style: Data
    let script: Data

    /// Reads page.mustache, its partials, style.css and report.js. Throws `ReportError`, `FileError`.
    public init(folder: URL) throws {
        func read(_ name: String) throws -> Data {
            do {
                return Data(
                    try InputFile.contents(of: folder.appendingPathComponent(name).path, kind: "a template"))
            } catch is DataError { throw ReportError.missingTemplate(name, folder: folder.path) }
        }
        var library = MustacheLibrary()
        for name in Self.names {
            let text = String(decoding: try read("\(name).mustache"), as: UTF8.self)
            do {
                try library.register(text, named: name)
            } catch {
                throw ReportError.badTemplate("\(name).mustache", reason: "\(error)")
            }
        }
        self.library = library
        style = try read("style.css")
        script = try read("report.js")
    }
}
