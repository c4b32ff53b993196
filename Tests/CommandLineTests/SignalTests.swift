import Foundation
import Stages
import Testing

/// A signal that asks for an end gets one: with a checkpoint where a stage runs, within seconds anywhere.
@Suite struct SignalTests {
    private static let training = "toy/train/constrained/seed-1"

    private func begin(_ folder: TemporaryFolder, script: String? = nil) throws -> Program {
        let arguments =
            ["run-stage", Self.training, "--set", "toy.steps=3000", "--threads", "1"]
            + (try TinyRun.options(output: folder.url.path))
        let program = try Program(arguments, script: script)
        #expect(program.wait { StoreContents.state(of: Self.training, in: folder.url) == .running })
        return program
    }

    /// Terminals that go away, and `timeout`, send their signal to the process and to its group.
    @Test(arguments: [SIGHUP, SIGTERM, SIGINT, SIGXCPU]) func theFirstSignalLeavesACheckpoint(number: Int32) throws {
        let folder = try TemporaryFolder()
        let program = try begin(folder)
        for _ in 0..<2 {
            program.signal(number)
            usleep(1000)
        }
        let ending = try program.ending()
        #expect(ending.status == 75, "\(ending.text)")
        #expect(ending.output.contains("run the same command again"), "\(ending.text)")
        #expect(StoreContents.state(of: Self.training, in: folder.url) == .interrupted)
        let plan = try Program.run(
            ["plan", "--set", "toy.steps=3000"] + TinyRun.options(output: folder.url.path))
        #expect(plan.output.contains("goes on from a checkpoint"), "\(plan.text)")
    }

    @Test func nohupIsHeeded() throws {
        let folder = try TemporaryFolder()
        let program = try begin(folder, script: "trap '' HUP; exec \"$@\"")
        program.signal(SIGHUP)
        usleep(200_000)
        #expect(program.isRunning)
        program.signal(SIGTERM)
        #expect(try program.ending().status == 75)
    }

    /// The run waits for a reader of its text, who never comes: nothing looks at the flag. A second signal ends it at once.
    @Test(arguments: [1, 2]) func aRunThatIsStuckEndsAllTheSame(signals: Int) throws {
        let folder = try TemporaryFolder()
        var ends: [Int32] = [-1, -1]
        try #require(pipe(&ends) == 0)
        defer { for end in ends { close(end) } }
        _ = fcntl(ends[1], F_SETFL, O_NONBLOCK)
        let block = [UInt8](repeating: 0, count: 4096)
        while write(ends[1], block, block.count) > 0 {}
        _ = fcntl(ends[1], F_SETFL, 0)
        let name = "/proc/\(getpid())/fd/\(ends[1])"
        let arguments = ["run-stage", Self.training] + (try TinyRun.options(output: folder.url.path))
        let program = try Program(arguments, script: "exec \"$@\" 2>\(name)")
        #expect(program.wait { FileManager.default.fileExists(atPath: folder.path("run.json")) })
        let began = ContinuousClock.now
        program.signal(SIGTERM)
        if signals == 2 {
            usleep(500_000)
            program.signal(SIGTERM)
        }
        #expect(try program.ending().status == 75)
        #expect(ContinuousClock.now - began < .seconds(signals == 2 ? 4.5 : 20))
    }

    @Test func whereNoStageRunsTheEndComesAtOnceAndTakesChildrenAlong() throws {
        let git = try FakeGit("#!/bin/sh\necho $$ >\"$(dirname \"$0\")/process\"\nexec sleep 60")
        let program = try Program(["info"], environment: ["PATH": git.path])
        var child: pid_t?
        #expect(
            program.wait {
                child = git.text("process").flatMap { pid_t($0.trimmingCharacters(in: .newlines)) }
                return child != nil
            })
        program.signal(SIGTERM)
        #expect(try program.ending().status == 75)
        let process = try #require(child)
        for _ in 0..<200 where kill(process, 0) == 0 { usleep(5000) }
        #expect(!isAlive(process))
    }

    /// Whether a process is there, and is more than what is left of one that nobody has asked for.
    private func isAlive(_ process: pid_t) -> Bool {
        let text = (try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)) ?? ""
        return !text.isEmpty && !text.contains(") Z ")
    }
}
