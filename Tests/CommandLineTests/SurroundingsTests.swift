import Foundation
import Testing

/// A place that has gone, and a system that gives little: an end in words, and never none.
@Suite struct SurroundingsTests {
    private func runInRemovedFolder(_ arguments: [String]) throws -> Program.Ending {
        let gone = try TemporaryFolder().path("gone")
        return try Program.run(arguments, script: "mkdir '\(gone)'; cd '\(gone)'; rmdir '\(gone)'; exec \"$@\"")
    }

    @Test func commandsWorkInAFolderThatHasBeenRemoved() throws {
        let output = try TemporaryFolder().url.path
        for arguments in [
            ["info"], ["plan", "--profile", "quick", "--output", output],
            ["report", "--profile", "quick", "--print-config"],
        ] {
            let ending = try runInRemovedFolder(arguments)
            #expect(ending.status == 0, "\(arguments): \(ending.text)")
        }
    }

    @Test(arguments: ["Output", "a/b/c", "./Output", "../Output"])
    func whatIsToBeMadeThereCannotBe(output: String) throws {
        let run = try TinyRun.options(output: output)
        for arguments in [["run-stage", "toy/train"] + run, ["plan"] + run, ["render", "--output", output]] {
            let ending = try runInRemovedFolder(arguments)
            #expect(ending.status == 74, "\(ending.text)")
            #expect(ending.errors.contains("has been removed; change to one that exists"), "\(ending.text)")
        }
    }

    @Test func aFileIsNotWrittenThere() throws {
        let folder = try TemporaryFolder()
        for name in ["D", "X"] { try NumPyFile.write([[1]], to: folder.path("\(name).npy")) }
        for output in ["Y.npy", "a/Y.npy", "./Y.npy"] {
            let ending = try runInRemovedFolder([
                "solve", "--dictionary", folder.path("D.npy"), "--input", folder.path("X.npy"), "--output", output,
            ])
            #expect(ending.status == 74, "\(ending.text)")
            #expect(ending.errors.contains("has been removed; change to one that exists"), "\(ending.text)")
        }
    }

    /// In kilobytes of address space: no room for one buffer of the linear algebra, for one thread, for eight.
    @Test func littleMemoryIsEnoughOrIsSaidToBeTooLittle() throws {
        let folder = try TemporaryFolder()
        let training = ["run-stage", "toy/train/standard"] + (try TinyRun.options(output: folder.url.path))
        for (arguments, limit, status, words) in [
            (["info"], "-v 230000", 1, "not enough memory to start: "),
            (training + ["--threads", "1"], "-v 230000", 1, "the limit (ulimit -v) is 224 MB"),
            (training + ["--threads", "1"], "-d 100000", 1, "the limit (ulimit -d) is 97 MB"),
            (training + ["--threads", "8"], "-v 900000", 1, "needed 1024 MB of address space for the products of 8"),
            (training + ["--threads", "8"], "-v 900000", 1, "use --threads "),
            (["info"], "-v 900000", 0, "memory limits: the limit (ulimit -v) is 878 MB"),
            (training + ["--threads", "1"], "-v 900000", 0, ""),
        ] as [([String], String, Int32, String)] {
            let ending = try Program.run(arguments, script: "ulimit \(limit); exec \"$@\"")
            #expect(ending.status == status, "\(limit) \(arguments): \(ending.text)")
            #expect(words.isEmpty || ending.text.contains(words), "\(limit) \(arguments): \(ending.text)")
        }
    }

    @Test func memoryThatEndsLaterIsSaidToHaveEnded() throws {
        let folder = try TemporaryFolder()
        try NumPyFile.write([Array(repeating: 1, count: 2000)], to: folder.path("D.npy"))
        try NumPyFile.write(Array(repeating: [1], count: 200_000), to: folder.path("X.npy"))
        let files = [("dictionary", "D"), ("input", "X"), ("output", "Y")].flatMap {
            ["--\($0)", folder.path("\($1).npy")]
        }
        let ending = try Program.run(
            ["solve", "--threads", "1"] + files, script: "ulimit -v 900000; exec \"$@\"")
        #expect(ending.status == 1, "\(ending.text)")
        #expect(ending.errors.contains("downhill: not enough memory: needed a 200000×2000 matrix of "))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted() == ["D.npy", "X.npy"])
    }

    /// It hangs; floods; leaves a child that keeps its output open; says what is no commit; is no program.
    @Test(arguments: [
        "#!/bin/sh\nsleep 60", "#!/bin/sh\nexec yes",
        "#!/bin/sh\nsleep 60 &\necho \(String(repeating: "0", count: 40))",
        "#!/bin/sh\necho 'fatal: not now'", "nonsense",
    ])
    func aGitThatDoesNotAnswerIsNotWaitedFor(script: String) throws {
        let folder = try FakeGit(script)
        let began = ContinuousClock.now
        let ending = try Program.run("info", environment: ["PATH": folder.path])
        #expect(ending.status == 0, "\(ending.text)")
        #expect(ending.output.contains("commit: unknown\n"), "\(ending.text)")
        #expect(ContinuousClock.now - began < .seconds(20))
    }
}

/// A folder with a `git` of the test's own, before all others in PATH.
struct FakeGit {
    private let folder: TemporaryFolder

    init(_ script: String) throws {
        folder = try TemporaryFolder()
        try script.write(toFile: folder.path("git"), atomically: false, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path("git"))
    }

    /// The value of PATH.
    var path: String { "\(folder.url.path):\(ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin")" }

    /// A file beside it.
    func text(_ name: String) -> String? { try? String(contentsOfFile: folder.path(name), encoding: .utf8) }
}
