import Foundation
import Testing

/// `downhill findings` prints what a run found, and tells a README that says something else.
@Suite struct FindingsTests {
    @Test func whatIsPrintedPassesTheCheck() throws {
        let run = try TinyRun.whole.get().folder
        let printed = try Program.run(["findings", "--output", run.url.path])
        #expect(
            printed.status == 0 && printed.output.hasPrefix("<!-- downhill findings: begin -->\nOf "), "\(printed.text)"
        )
        let folder = try TemporaryFolder()
        let file = folder.path("README.md")
        try "# A title\n\n\(printed.output)".write(toFile: file, atomically: true, encoding: .utf8)
        let same = try Program.run(["findings", "--output", run.url.path, "--check", file])
        #expect(same.status == 0 && same.output.contains("says what this run found"), "\(same.text)")
        try printed.output.replacing("Of ", with: "Out of ", maxReplacements: 1)
            .write(toFile: file, atomically: true, encoding: .utf8)
        let other = try Program.run(["findings", "--output", run.url.path, "--check", file])
        #expect(other.status == 65 && other.errors.contains("in line 2"), "\(other.text)")
        let none = try Program.run(["findings", "--output", folder.path("nowhere")])
        #expect(none.status == 74 && none.errors.contains("there is no run yet"), "\(none.text)")
    }
}
