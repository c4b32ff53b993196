import Foundation
import Mustache

/// The page's templates and the files that it is served with.
public struct PageTemplates: Sendable {
    private static let names = [
        "page", "landing", "study", "claim", "figure", "frames", "table", "stages", "status",
    ]

    let library: MustacheLibrary
    let style: Data
    let script: Data

    /// Reads page.mustache, its partials, style.css and report.js. Throws `ReportError`.
    public init(folder: URL) throws {
        func read(_ name: String) throws -> Data {
            guard let data = try? Data(contentsOf: folder.appendingPathComponent(name)) else {
                throw ReportError.missingTemplate(name, folder: folder.path)
            }
            return data
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
