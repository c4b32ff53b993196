import Foundation
import Stages
import Support
import Testing

@Suite struct ManifestTests {
    private func recorder(_ folder: TemporaryFolder) -> ManifestRecorder {
        ManifestRecorder(
            url: folder.url.appendingPathComponent("run.json"), profile: "quick", command: "downhill run",
            settings: ["sparse.epochs": 3],
            provenance: Provenance(["cpu": "x", "commit": "abc", Provenance.programHash: "def"]))
    }

    @Test func survivesTheFile() throws {
        let folder = try TemporaryFolder()
        let stage = textStage("sparse/train/constrained/seed-0", inputs: [], settings: ["rate": 0.1])
        let key = try StageGraph([stage]).key(of: stage.name)
        var manifest = RunManifest(
            profile: "standard", command: "downhill run", started: Date(timeIntervalSince1970: 1_800_000_000),
            settings: ["a.b": 1.5, "a.a": "x"], provenance: Provenance(["cpu": "y"]),
            stages: [
                StageRecord(stage, key: key, state: .done, seconds: 1.25, directory: "store/x"),
                StageRecord(textStage("toy"), key: key, state: .failed, reason: "why"),
            ])
        let url = folder.url.appendingPathComponent("run.json")
        try manifest.write(to: url)
        #expect(try String(contentsOf: url, encoding: .utf8).contains("\"finished\" : null"))
        manifest.folder = folder.url
        var read = try RunManifest.load(from: folder.url)
        #expect(read.directory(ofStage: stage.name)?.path == folder.url.appendingPathComponent("store/x").path)
        #expect(read.directory(ofStage: "toy") == nil)
        #expect(read.directory(ofStage: "nothing") == nil)
        #expect(read.stages(withPrefix: "sparse/train/").map(\.name) == [stage.name])
        read.folder = folder.url
        #expect(read == manifest)
    }

    @Test func aClockThatIsSetBackMakesNoNegativeTimes() throws {
        let folder = try TemporaryFolder()
        var (date, uptime) = (Date(timeIntervalSince1970: 1_800_000_000), 50.0)
        let recorder = ManifestRecorder(
            url: folder.url.appendingPathComponent("run.json"), profile: "p", command: "c", clock: { date },
            uptime: { uptime })
        date -= 3600
        uptime += 90
        _ = try GraphRunner.run(try StageGraph([textStage("a")]), store: folder.store, manifest: recorder)
        let manifest = try RunManifest.load(from: folder.url)
        #expect(manifest.seconds == 90)
        #expect(manifest.finished == manifest.started)
    }

    @Test func badFilesAreExplained() throws {
        let folder = try TemporaryFolder()
        let none = #expect(throws: FileError.self) { try RunManifest.load(from: folder.url) }
        #expect(none?.description.contains("there is no run yet") == true)
        let url = folder.url.appendingPathComponent("run.json")
        try AtomicFile.write("{\"version\": 1", to: url)
        #expect(throws: DataError.self) { try RunManifest.load(from: url) }
        var manifest = RunManifest(profile: "p", command: "c", started: Date())
        manifest.version = 99
        try manifest.write(to: url)
        let late = #expect(throws: DataError.self) { try RunManifest.load(from: url) }
        #expect(late?.description.contains("99") == true)
    }

    /// A message names the file, says what is wrong in words, and what to do.
    @Test(arguments: [
        ("", "an empty file"), ("[]", "expected an object, got a list"), ("null", "null"), ("{", "no JSON"),
        ("{}", "version is missing"), ("{\"version\": \"x\"}", "version: expected a whole number"),
        ("{\"version\": 1}", "profile is missing"), ("{\"version\": 7, \"kinds\": 1}", "version 7"),
    ])
    func damageIsSaidInWords(text: String, words: String) throws {
        let folder = try TemporaryFolder()
        let url = folder.url.appendingPathComponent("run.json")
        try AtomicFile.write(text, to: url)
        let error = #expect(throws: DataError.self) { try RunManifest.load(from: url) }
        let message = "\(try #require(error))"
        #expect(message.contains(url.path) && message.contains(words) && message.hasSuffix(")"), "\(message)")
        #expect(!message.contains("Context") && !message.contains("CodingKey"), "\(message)")
        // The next run writes it again.
        let graph = try StageGraph([textStage("a")])
        #expect(try GraphRunner.run(graph, store: folder.store, manifest: recorder(folder)).exitCode == 0)
        #expect(try RunManifest.load(from: url).stages.map(\.state) == [.done])
    }

    @Test func isWrittenWhileTheRunGoesOn() throws {
        let folder = try TemporaryFolder()
        let url = folder.url.appendingPathComponent("run.json")
        let counter = Counter()
        let graph = try StageGraph([
            textStage("a"),
            Stage(name: "b", inputs: ["a"]) { _ in
                let manifest = try RunManifest.load(from: url)
                for stage in manifest.stages { counter.note("\(stage.name) \(stage.state)") }
                counter.note("\(manifest.finished == nil)")
            }, textStage("c"),
        ])
        _ = try GraphRunner.run(graph, store: folder.store, manifest: recorder(folder))
        #expect(counter.all == ["a done", "b running", "c pending", "true"])
        let manifest = try RunManifest.load(from: url)
        #expect(manifest.stages.map(\.state) == [.done, .done, .done])
        #expect(manifest.finished != nil)
        #expect(manifest.stages[1].inputs == ["a"])
        let directory = try #require(manifest.directory(ofStage: "a"))
        #expect(FileManager.default.fileExists(atPath: directory.appendingPathComponent("text.txt").path))
        let receipt = try #require(try folder.store.receipts().first)
        #expect(receipt.provenance["commit"] == "abc")
        // Of one commit the receipts have the same facts, whatever build it was.
        #expect(
            manifest.provenance[Provenance.programHash] == "def" && receipt.provenance[Provenance.programHash] == nil)
    }

    @Test func aPartialRunKeepsWhatIsKnownOfTheRest() throws {
        let folder = try TemporaryFolder()
        let graph = try StageGraph([
            textStage("a"), textStage("b"), textStage("never"),
            Stage(name: "bad") { _ in throw TestError(description: "broken") },
        ])
        _ = try GraphRunner.run(graph, targets: ["a", "bad"], store: folder.store, manifest: recorder(folder))
        _ = try GraphRunner.run(graph, targets: ["b"], store: folder.store, manifest: recorder(folder))
        let manifest = try RunManifest.load(from: folder.url)
        #expect(manifest.stage(named: "a")?.state == .cached)
        #expect(manifest.stage(named: "b")?.state == .done)
        #expect(manifest.stage(named: "bad")?.reason == "broken")
        #expect(manifest.stage(named: "never")?.reason == "not asked for in this run")
        #expect(manifest.directory(ofStage: "a") != nil)
    }

    @Test func whatAnotherProcessMadeMeanwhileIsListed() throws {
        let folder = try TemporaryFolder()
        let store = folder.store
        let other = textStage("other")
        let alone = try StageGraph([other])
        let mine = Stage(name: "mine") { _ in _ = try GraphRunner.run(alone, store: Store(store.root)) }
        let graph = try StageGraph([mine, other])
        _ = try GraphRunner.run(graph, targets: ["mine"], store: store, manifest: recorder(folder))
        #expect(try RunManifest.load(from: folder.url).stages.map(\.state) == [.done, .cached])
    }
}
