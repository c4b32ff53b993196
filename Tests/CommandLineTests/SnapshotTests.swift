import Foundation
import Testing

/// Texts that people read, as they stood when somebody last looked at them. RECORD_SNAPSHOTS=1 writes them anew.
@Suite struct SnapshotTests {
    @Test(arguments: [
        "", "report", "plan", "render", "work", "status", "run-stage", "solve", "apply", "export", "findings",
        "compare",
        "pack", "info", "clean",
    ])
    func help(command: String) throws {
        let ending = try Program.run((command.isEmpty ? [] : [command]) + ["--help"])
        #expect(ending.status == 0)
        // The default of --threads is the machine's.
        let threads = ProcessInfo.processInfo.activeProcessorCount
        let text = ending.output.replacingOccurrences(of: "(default: \(threads))", with: "(default: cores)")
        try compare(text, "help\(command.isEmpty ? "" : "-" + command).txt")
    }

    @Test func printConfig() throws {
        let folder = try TemporaryFolder()
        let ending = try Program.run(
            "report", "--profile", try TinyRun.inputs.get().path("tiny.yml"), "--set",
            "sparse.constraint.sweep=[1e-3,2e-3]", "--seeds", "2", "--set",
            "sparse.noise.form=log", "--print-config", "--output", folder.path("Output"))
        #expect(ending.status == 0)
        try compare(ending.output, "print-config.txt")
        #expect(!FileManager.default.fileExists(atPath: folder.path("Output")))

        // What it prints is a profile that gives the same settings.
        try ending.output.write(toFile: folder.path("again.yml"), atomically: true, encoding: .utf8)
        let again = try Program.run("report", "--profile", folder.path("again.yml"), "--print-config")
        #expect(again.output == ending.output, "\(again.text)")
    }

    @Test(arguments: ["quick", "standard", "full", "paper"]) func profilesAreValid(name: String) throws {
        let ending = try Program.run("report", "--profile", name, "--print-config")
        #expect(ending.status == 0, "\(ending.text)")
        let files = try FileManager.default.contentsOfDirectory(atPath: Program.package.path + "/Profiles")
        #expect(files.filter { $0.hasSuffix(".yml") }.count == 4, "name new profiles in this test")
    }

    @Test func version() throws {
        #expect(try Program.run("--version").output == "0.1.0\n")
    }

    private func compare(_ text: String, _ name: String) throws {
        let file = Program.package.appendingPathComponent("Tests/CommandLineTests/Snapshots/\(name)")
        if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
            try text.write(to: file, atomically: true, encoding: .utf8)
        }
        let wanted = try String(contentsOf: file, encoding: .utf8)
        #expect(text == wanted, "\(name) differs; RECORD_SNAPSHOTS=1 writes it anew")
    }
}
