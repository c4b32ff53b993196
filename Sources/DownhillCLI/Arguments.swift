import ArgumentParser
import Foundation
import Support

/// What the parser does not look at in the words of a command.
enum Arguments {
    /// Options that may be given again and again.
    private static let repeatable: Set = ["--set", "--data", "--method", "--force", "--claims"]

    /// Says which option is given twice, of which the parser takes the last in silence. Throws `ArgumentMistake` for names that
    /// are not UTF-8, which Swift would change into others.
    static func check() throws {
        for index in 1..<max(1, Int(CommandLine.argc)) {
            guard let bytes = CommandLine.unsafeArgv[index], String(validatingCString: bytes) == nil else { continue }
            throw ArgumentMistake(
                "the word “\(CommandLine.arguments[index])” of the command is not UTF-8. Hint: rename the file or folder, or "
                    + "name a link to it")
        }
        if let bytes = getcwd(nil, 0) {
            defer { free(bytes) }
            if String(validatingCString: bytes) == nil {
                throw ArgumentMistake(
                    "the current folder's name is not UTF-8: “\(String(cString: bytes))”. Hint: rename it, or come to it by a link"
                )
            }
        }
        var seen: Set<Substring> = []
        for word in CommandLine.arguments.dropFirst().prefix(while: { $0 != "--" }) where word.hasPrefix("--") {
            let name = word.prefix { $0 != "=" }
            guard !repeatable.contains(String(name)), !seen.insert(name).inserted else { continue }
            let option = PrintableText.line(String(name))
            StandardStreams.printError("warning: \(option) is given twice; the last one counts.\n")
        }
    }
}

/// A mistake in the words of a command.
struct ArgumentMistake: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
