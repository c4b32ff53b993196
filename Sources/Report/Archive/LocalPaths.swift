import Foundation
import Stages

/// Paths of the machine that a run was made on: what its command and settings name, and its own folder; and the names of hosts.
/// They say nothing elsewhere, and may say who somebody is.
struct LocalPaths {
    /// Each path as texts have it, the longest first, with the path itself and its last name, which stands for it.
    private let forms: [(text: String, path: String, name: String)]

    /// Those that a run names. `folder` is where it is now.
    init(_ manifest: RunManifest, folder: URL) {
        let settings = manifest.settings.entries.map { "'\($0.value)'" }
        let own = [folder.path, folder.relativePath, folder.resolvingSymlinksInPath().path]
        let found = ([manifest.command] + settings).flatMap(Self.paths) + own.filter { $0.hasPrefix("/") }
        var forms: [String: String] = [:]
        for path in Set(found.map(Self.withoutSlash)) where path.count > 1 {
            // In pages, and in BibTeX.
            let latex = LaTeXText.escape(path).replacing("--", with: "-{}-")
            for text in [path, latex] {
                forms[text] = path
                forms[Markup.escape(text)] = path
            }
        }
        self.forms = forms.map { ($0, $1, String($1.split(separator: "/").last ?? "")) }
            .sorted { $0.0.count == $1.0.count ? $0.0 < $1.0 : $0.0.count > $1.0.count }
    }

    /// Absolute paths in a command: from a slash that begins a word, or the value of an option, to the end of the word or of its
    /// quotes.
    private static func paths(_ text: String) -> [String] {
        // The end of a list of texts is no path.
        let quoted = text.matches(of: #/'(?:[^'\/]*[=:])?(\/[^']+)'/#).map { String($0.output.1) }.filter {
            !$0.hasSuffix("\"]")
        }
        // Methods from outside: "name=PATH,PATH" in a list of texts.
        let listed = text.matches(of: #/"[^"\/=]*=(\/[^"]+)"/#).flatMap {
            $0.output.1.split(separator: ",").map(String.init)
        }
        let plain = text.matches(of: #/(?:^|[\s=:])(\/[^\s']+)/#).map { String($0.output.1) }
        // Of a path with a space, the plain one would be its beginning.
        return quoted + listed
            + plain.filter { path in !path.contains("\"") && !quoted.contains { $0.hasPrefix(path) } }
    }

    private static func withoutSlash(_ path: String) -> String {
        String(path.reversed().drop { $0 == "/" }.reversed())
    }

    /// A text with each path as its last name; the paths that were in it are put into `found`.
    func shortened(_ text: String, found: inout Set<String>) -> String {
        // In records of provenance; a reviewer need not learn whose host it was.
        var result = text.replacing(#/"host" : "[^"]*"/#, with: "\"host\" : \"a host\"")
        for (form, path, name) in forms where result.contains(form) {
            var parts = ""
            var start = result.startIndex
            for range in result.ranges(of: form) {
                // "store/data-1" does not name the folder /data.
                let before = range.lowerBound > result.startIndex ? result[result.index(before: range.lowerBound)] : " "
                let after = range.upperBound < result.endIndex ? result[range.upperBound] : " "
                guard !Self.isOfName(before), before != "/", !Self.isOfName(after) else { continue }
                parts += result[start..<range.lowerBound] + name
                start = range.upperBound
                found.insert(path)
            }
            result = parts + result[start...]
        }
        return result
    }

    private static func isOfName(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || "._-".contains(character)
    }
}
