import Foundation
import Testing

/// Files of weights say all that one needs to run the networks in them: a script that knows Documentation/Formats.md alone does.
@Suite struct FormatsTests {
    /// With Python and NumPy; without, the script says so, and nothing is tested.
    @Test func networksRunFromTheirFilesAlone() throws {
        let (folder, _) = try TinyRun.whole.get()
        let program = try #require(Program.executable)
        let python = Process()
        python.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        python.arguments = [
            "python3", Program.package.appendingPathComponent("Tests/Formats/run_network.py").path, folder.url.path,
            program.path,
        ]
        let pipe = Pipe()
        python.standardOutput = pipe
        try python.run()
        let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        python.waitUntilExit()
        // 127: there is no Python.
        guard python.terminationStatus != 127, !output.contains("skipped") else { return }
        #expect(python.terminationStatus == 0 && output.contains("all agree"), "\(output)")
    }
}
