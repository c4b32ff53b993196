import Foundation
import Stages
import Testing

/// What damage to the files that a run left is said, and mended.
@Suite(.serialized) struct StoreTroubleTests {
    private static let training = "toy/train/constrained/seed-1"

    private func command(_ output: URL) throws -> [String] {
        ["run-stage", Self.training, "--threads", "1", "--set", "toy.steps=400"]
            + (try TinyRun.options(output: output.path))
    }

    /// Stops the training midway; the folder of its checkpoints.
    private func stop(_ output: URL) throws -> URL {
        let program = try Program(try command(output))
        let partial = output.appendingPathComponent("store/.partial")
        func checkpoint() -> URL? {
            ((try? FileManager.default.contentsOfDirectory(atPath: partial.path)) ?? [])
                .map { partial.appendingPathComponent($0) }
                .first {
                    FileManager.default.fileExists(atPath: $0.appendingPathComponent("training.safetensors").path)
                }
        }
        #expect(program.wait { checkpoint() != nil })
        program.signal(SIGINT)
        let ending = try program.ending()
        #expect(ending.status == 75, "\(ending.text)")
        return try #require(checkpoint())
    }

    @Test func aDamagedCheckpointIsSaidAndLeadsToTheSameBytes() throws {
        let (folder, whole) = (try TemporaryFolder(), try TemporaryFolder())
        let file = try stop(folder.url).appendingPathComponent("training.safetensors")
        var bytes = try Data(contentsOf: file)
        bytes[bytes.count - 9] ^= 0x40
        try bytes.write(to: file)
        let ending = try Program.run(try command(folder.url))
        #expect(ending.status == 0, "\(ending.text)")
        #expect(ending.errors.contains("\(Self.training): a checkpoint is damaged: \(file.path): expected the bytes"))
        #expect(try Program.run(try command(whole.url)).status == 0)
        try StoreContents.expectSame(folder.url, as: whole.url)
    }

    @Test func cleanRemovesCheckpointsOfOtherSettings() throws {
        let folder = try TemporaryFolder()
        let checkpoint = try stop(folder.url)
        let options = try TinyRun.options(output: folder.url.path)
        let mine = try Program.run(["clean", "--unused", "--set", "toy.steps=400"] + options)
        #expect(mine.status == 0 && mine.output.hasPrefix("0 unused checkpoints"), "\(mine.text)")
        let look = try Program.run(["clean", "--unused", "--dry-run"] + options)
        #expect(look.status == 0 && look.output.hasPrefix(checkpoint.lastPathComponent.prefix(12)), "\(look.text)")
        #expect(look.output.contains("1 unused checkpoint of") && look.output.contains("would free"), "\(look.text)")
        #expect(FileManager.default.fileExists(atPath: checkpoint.path))
        let done = try Program.run(["clean", "--unused"] + options)
        #expect(done.status == 0 && done.output.contains("freed"), "\(done.text)")
        #expect(!FileManager.default.fileExists(atPath: checkpoint.path))
    }

    @Test(arguments: [["clean"], ["clean", "--dry-run"], ["clean", "--unused", "--only", "fig1"]])
    func cleanWantsToKnowWhat(arguments: [String]) throws {
        let folder = try TemporaryFolder()
        let ending = try Program.run(arguments + (try TinyRun.options(output: folder.url.path)))
        #expect(ending.status == 64, "\(ending.text)")
    }

    @Test(arguments: [
        ("", "an empty file"), ("[1]", "expected an object"), ("{", "no JSON"), ("{\"version\": 9}", "version 9"),
    ])
    func aDamagedRecordIsExplained(text: String, words: String) throws {
        let folder = try TemporaryFolder()
        try text.write(toFile: folder.path("run.json"), atomically: true, encoding: .utf8)
        let ending = try Program.run("render", "--output", folder.url.path)
        #expect(ending.status == 65, "\(ending.text)")
        #expect(ending.errors.contains(folder.path("run.json")) && ending.errors.contains(words), "\(ending.text)")
        #expect(ending.errors.split(separator: "\n").count == 1, "\(ending.text)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["run.json"])
    }

    /// What a killed drawing left goes with the next one.
    @Test func leftoversOfAKilledDrawingGo() throws {
        let folder = try TemporaryFolder()
        let options = try TinyRun.options(output: folder.url.path)
        for stage in ["toy", "study/toy"] { #expect(try Program.run(["run-stage", stage] + options).status == 0) }
        let figures = folder.url.appendingPathComponent("figures")
        let render = ["render", "--only", "fig1", "--output", folder.url.path]
        func hidden() -> [String] {
            ((try? FileManager.default.subpathsOfDirectory(atPath: figures.path)) ?? []).filter { $0.hasPrefix(".") }
        }
        let program = try Program(render)
        #expect(program.wait { hidden().contains { $0.hasPrefix(".drawing-figure-1") } })
        program.signal(SIGKILL)
        _ = try program.ending()
        #expect(!hidden().isEmpty)
        try Data().write(to: folder.url.appendingPathComponent(".index.html.4711-0a.tmp"))
        #expect(try Program.run(render).status == 0)
        #expect(hidden().isEmpty)
        #expect(!FileManager.default.fileExists(atPath: folder.path(".index.html.4711-0a.tmp")))
    }

    @Test func aDamagedDescriptionIsAFailureWithAHint() throws {
        let folder = try TemporaryFolder()
        let options = try TinyRun.options(output: folder.url.path)
        #expect(try Program.run(["run-stage", "study/toy"] + options).status == 0)
        let stage = try #require(StoreContents.folders(folder.url).first { $0.hasPrefix("study-toy") })
        let file = folder.path("store/\(stage)/study.json")
        let size = try Data(contentsOf: URL(fileURLWithPath: file)).count
        try Data(repeating: UInt8(ascii: "x"), count: size).write(to: URL(fileURLWithPath: file))
        let ending = try Program.run("render", "--only", "fig1", "--output", folder.url.path)
        #expect(ending.status == 65, "\(ending.text)")
        #expect(ending.output.contains("figure-1 failed: study.json of the stage “study/toy” is no description"))
        #expect(
            ending.output.contains("--force study/toy") && !ending.output.contains("DecodingError"), "\(ending.text)")
        #expect(try Program.run(["run-stage", "study/toy", "--verify"] + options).status == 0)
        #expect(try Data(contentsOf: URL(fileURLWithPath: file)).prefix(1) == Data("{".utf8))
    }
}
