import Foundation
import Stages
import Testing

/// What a report says of how it was made, and what becomes of it when a table is changed or lost.
@Suite struct RedrawTests {
    @Test func commandsRunAsTheyStandAndDamageHasItsCode() throws {
        let folder = try TemporaryFolder()
        let output = folder.url.appendingPathComponent("it's $my \"report\"\n2")
        let options = try TinyRun.options(output: output.path)
        let whole = try Program.run(["report", "--only", "fig1"] + options)
        #expect(whole.status == 0, "\(whole.text)")
        #expect(!whole.output.contains("report\"\n2"), "a line feed of the folder's name ends the line")

        let command = try RunManifest.load(from: output).command
        let page = try String(contentsOf: output.appendingPathComponent("toy.html"), encoding: .utf8)
        let redraw = try #require(page.firstMatch(of: /<dt>Redraw<\/dt><dd><code>([^<]*)<\/code>/)).output.1
            .replacing("&#39;", with: "'").replacing("&quot;", with: "\"").replacing("&amp;", with: "&")
        #expect(redraw.hasPrefix("downhill render --only figure-1 --output '"))
        for line in [command, String(redraw)] {
            #expect(try shell(line) == 0, "\(line)")
        }

        let table = try #require(RunManifest.load(from: output).directory(ofStage: "toy/evaluate/seed-1"))
            .appendingPathComponent("trajectory.csv")
        let text = try String(contentsOf: table, encoding: .utf8)
        try String(text.dropLast(1)).write(to: table, atomically: false, encoding: .utf8)
        let cut = try Program.run("render", "--only", "fig1", "--output", output.path)
        #expect(cut.status == 65 && cut.output.contains("figure-1 failed: "), "\(cut.text)")
        #expect(cut.output.contains("trajectory.csv is cut within line"), "\(cut.text)")
        try FileManager.default.removeItem(at: table)
        let lost = try Program.run("render", "--only", "fig1", "--output", output.path)
        #expect(lost.status == 65 && lost.output.contains("has lost its file trajectory.csv"), "\(lost.text)")
        // The hint is right: the same command makes it again.
        #expect(try Program.run(["report", "--only", "fig1"] + options).status == 0)
        #expect(try String(contentsOf: table, encoding: .utf8) == text)
    }

    /// Runs a line as a shell does for who pastes it, with the program in the path.
    private func shell(_ line: String) throws -> Int32 {
        let program = try #require(Program.executable)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", line]
        process.currentDirectoryURL = Program.package
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        process.environment = ProcessInfo.processInfo.environment
            .merging(["PATH": "\(program.deletingLastPathComponent().path):\(path)"]) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }
}
