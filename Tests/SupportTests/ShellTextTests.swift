import Foundation
import Support
import Testing

/// What a shell makes of commands as they are written down.
@Suite struct ShellTextTests {
    @Test(arguments: [
        "", " ", "my photos", "it's", "\"q\"", "$HOME", "`id`", "a\nb", "\n", "tab\there", "~", "~/x", "é 日本 🚀", "a;b",
        "[1,2]", "*", "a\\b", "\\", "!x", "#no", "-x", "--set=a b", "\u{1B}[31m", "a\u{1}\u{7F}b", "\u{85}", "%s%d",
        "a=b",
        "(x)", "{a,b}", "<&>|",
    ]) func aWordComesBackAsItWas(word: String) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        let command = ShellText.command(["printf", "%s|", word, "end"])
        process.arguments = ["-c", command]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        #expect(String(decoding: output, as: UTF8.self) == "\(word)|end|")
        let isBare = command.unicodeScalars.allSatisfy { $0.value >= 0x20 || $0 == "\n" || $0 == "\t" }
        #expect(isBare && !command.unicodeScalars.contains("\u{85}"))
    }

    @Test(arguments: ["sparse.training.steps=5", "Output", "/tmp/a-b_c", "fig3,fig5b", "folder=a@b:c+d%"])
    func ordinaryWordsAreBare(word: String) { #expect(ShellText.quoted(word) == word) }

    @Test func controlCharactersAreShown() {
        #expect(PrintableText.line("a\u{1B}[1m\n\r\t\u{202E}\u{2028}é") == "a\\u{1B}[1m\\n\\r\\t\\u{202E}\\u{2028}é")
        #expect(PrintableText.block("a\n\tb\u{7}") == "a\n\tb\\u{7}")
        #expect(PrintableText.line(String(repeating: "x", count: 500), limit: 9) == "xxxxxxxxx…")
        #expect(PrintableText.line("xxxxxxxxx", limit: 9) == "xxxxxxxxx")
    }
}
