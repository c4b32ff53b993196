import Foundation
import Stages
import Testing

/// What becomes of the program's texts decides nothing, unless they are what it was run for.
@Suite struct StreamTests {
    private static let training = "toy/train/standard/seed-1"

    @Test(arguments: ["2>/dev/full", "2>&-", ">/dev/full", "<&- >&- 2>&-", "2>&1 | true"])
    func aRunGoesOnWithoutItsTexts(redirection: String) throws {
        let folder = try TemporaryFolder()
        let arguments = ["run-stage", Self.training, "--threads", "1"] + (try TinyRun.options(output: folder.url.path))
        let script = "{ \"$@\"; echo $? >'\(folder.path("status"))'; } \(redirection)"
        let ending = try Program.run(arguments, script: script)
        #expect(try String(contentsOfFile: folder.path("status"), encoding: .utf8) == "0\n", "\(ending.text)")
        #expect(try RunManifest.load(from: folder.url).stage(named: Self.training)?.state == .done)
    }

    /// A file that got the number of a closed stream would be sent its messages; the locks are open all the time.
    @Test(arguments: ["2>&-", "<&- >&- 2>&-"]) func noFileIsSentTheMessagesOfAClosedStream(redirection: String) throws {
        let folder = try TemporaryFolder()
        let arguments = ["run-stage", "toy/train", "--threads", "1"] + (try TinyRun.options(output: folder.url.path))
        let ending = try Program.run(arguments, script: "exec \"$@\" \(redirection)")
        #expect(ending.status == 0, "\(ending.text)")
        for path in try FileManager.default.subpathsOfDirectory(atPath: folder.url.path) {
            let data = (try? Data(contentsOf: folder.url.appendingPathComponent(path))) ?? Data()
            #expect(data.range(of: Data(": begins".utf8)) == nil, "\(path)")
            #expect(data.range(of: Data("done in".utf8)) == nil, "\(path)")
        }
    }

    @Test(arguments: ["2>/dev/full", "2>&-", "2>&1 >/dev/full"])
    func anErrorThatNobodyReadsKeepsItsCode(redirection: String) throws {
        let files = ["dictionary", "input", "output"].flatMap { ["--\($0)", "none/\($0).npy"] }
        #expect(try Program.run(["solve"] + files, script: "exec \"$@\" \(redirection)").status == 65)
        #expect(try Program.run(["report", "--colour"], script: "exec \"$@\" \(redirection)").status == 64)
    }

    @Test(arguments: [
        ["info"], ["--help"], ["plan", "--help"], ["--version"], ["report", "--print-config"], ["plan"],
    ])
    func aTextThatWasAskedForIsNotLostInSilence(arguments: [String]) throws {
        let full = try Program.run(arguments, script: "exec \"$@\" >/dev/full")
        #expect(full.status == 74, "\(full.text)")
        #expect(full.errors == "downhill: cannot write standard output: No space left on device.\n")
        let closed = try Program.run(arguments, script: "exec \"$@\" >&-")
        #expect(closed.status == 74, "\(closed.text)")
        // Whoever reads the beginning alone has what they want.
        let cut = try Program.run(arguments, script: "{ \"$@\"; echo $? >&2; } | true")
        #expect(cut.errors == "0\n")
    }

    @Test func aRunOutlivesItsTerminal() throws {
        let folder = try TemporaryFolder()
        let terminal = open("/dev/ptmx", O_RDWR | O_NOCTTY)
        // Linux's TIOCSPTLCK and TIOCGPTN, which are no constants in Swift.
        var (isLocked, number): (Int32, Int32) = (0, 0)
        let isReady = ioctl(terminal, 0x4004_5431, &isLocked) == 0 && ioctl(terminal, 0x8004_5430, &number) == 0
        try #require(isReady)
        let name = "/dev/pts/\(number)"
        let arguments =
            ["run-stage", Self.training, "--threads", "1", "--set", "toy.steps=300"]
            + (try TinyRun.options(output: folder.url.path))
        let program = try Program(
            arguments, environment: ["TERM": "xterm"], script: "exec \"$@\" >\(name) 2>&1 <\(name)")
        #expect(program.wait { StoreContents.state(of: Self.training, in: folder.url) == .running })
        close(terminal)
        #expect(try program.ending().status == 0)
        #expect(StoreContents.state(of: Self.training, in: folder.url) == .done)
    }

    @Test(arguments: ["0", "1", "-5", "99999999999"]) func narrowTerminalsGetHelp(columns: String) throws {
        let ending = try Program.run("report", "--help", environment: ["COLUMNS": columns])
        #expect(ending.status == 0, "\(ending.text)")
        #expect(ending.output.contains("--print-config"))
    }
}
