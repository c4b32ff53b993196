import Foundation
import Stages
import Support
import Testing

@Suite struct ManifestTests {
    private func recorder(_ folder: TemporaryFolder) -> ManifestRecorder {
        ManifestRecorder(
            url: folder.url.appendingPathComponent("run.json"), profile: "quick", command: "downhill run",
            settings: ["sparse.epochs": 3], provenance: Provenance(["cpu": "x", "commit": "abc"]))
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

    @Test func badFilesAreExplained() throws {
        let folder = try TemporaryFolder()
        let none = #expect(throws: FileError.self) { try RunManifest.load(from: folder.url) }
        #expect(none?.description.contains("there is no run yet") == true)
        let url = folder.url.appendingPathComponent("run.json")
        try AtomicFile.write("{\"version\": 1", to: url)
        #expect(throws: FileError.self) { try RunManifest.load(from: url) }
        var manifest = RunManifest(profile: "p", command: "c", started: Date())
        manifest.version = 99
        try manifest.write(to: url)
        let late = #expect(throws: FileError.self) { try RunManifest.load(from: url) }
        #expect(late?.description.contains("99") == true)
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
        let receipt = try #require(folder.store.receipts().first)
        #expect(receipt.provenance["commit"] == "abc")
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

    /// Two studies; the next run's graph has the toy alone.
    private func twoStudies(_ epochs: Int = 3) throws -> [Stage] {
        [
            textStage("toy/train"), textStage("data/sparse", settings: ["sparse.side": 8]),
            textStage("sparse/train", inputs: ["data/sparse"], settings: ["sparse.epochs": .int(epochs)]),
            textStage("sparse/evaluate", inputs: ["sparse/train"]),
            Stage(name: "sparse/wild", settings: ["sparse.epochs": .int(epochs)], inputs: ["data/sparse"]) { _ in
                throw TestDivergence(description: "NaN")
            }, textStage("sparse/cub", inputs: ["sparse/wild"]),
        ]
    }

    private func run(_ stages: [Stage], _ settings: StageSettings, in folder: TemporaryFolder) throws -> [String] {
        let recorder = ManifestRecorder(
            url: folder.url.appendingPathComponent("run.json"), profile: "p", command: "c", settings: settings)
        _ = try GraphRunner.run(try StageGraph(stages), store: folder.store, manifest: recorder)
        return try RunManifest.load(from: folder.url).stages.map { "\($0.name) \($0.state)" }
    }

    @Test func studiesThatAreNotBuiltAreKept() throws {
        let folder = try TemporaryFolder()
        let settings: StageSettings = ["sparse.epochs": 3, "sparse.side": 8, "toy.rate": 1]
        _ = try run(twoStudies(), settings, in: folder)
        let kept = [
            "toy/train cached", "data/sparse cached", "sparse/train cached", "sparse/evaluate cached",
            "sparse/wild diverged",
        ]
        // The toy's own settings are of no matter to the other study, and a kept one is kept again.
        #expect(try run([textStage("toy/train")], settings, in: folder) == kept)
        #expect(try run([textStage("toy/train")], settings.merging(["toy.rate": 2]), in: folder) == kept)
        let manifest = try RunManifest.load(from: folder.url)
        #expect(manifest.stage(named: "sparse/wild")?.reason == "NaN")
        #expect(
            manifest.stage(named: "sparse/train")?.seconds
                == folder.store.receipts().first { $0.name == "sparse/train" }?.seconds)
        #expect(manifest.directory(ofStage: "sparse/evaluate") != nil)
    }

    @Test func studiesOfOtherSettingsAreNot() throws {
        for change in [["sparse.epochs": 4], ["sparse.side": 9], ["sparse.new": 1]] as [StageSettings] {
            let folder = try TemporaryFolder()
            let settings: StageSettings = ["sparse.epochs": 3, "sparse.side": 8]
            _ = try run(twoStudies(), settings, in: folder)
            #expect(try run([textStage("toy/train")], settings.merging(change), in: folder) == ["toy/train cached"])
        }
    }

    @Test func whatTheStoreHasLostIsNotKeptNorWhatNeedsIt() throws {
        let folder = try TemporaryFolder()
        let settings: StageSettings = ["sparse.epochs": 3, "sparse.side": 8]
        _ = try run(twoStudies(), settings, in: folder)
        let key = try StageGraph(twoStudies()).key(of: "sparse/train")
        let lost = folder.store.directory(name: "sparse/train", key: key).appendingPathComponent("text.txt")
        try FileManager.default.removeItem(at: lost)
        #expect(
            try run([textStage("toy/train")], settings, in: folder) == [
                "toy/train cached", "data/sparse cached", "sparse/wild diverged",
            ])
    }

    @Test func anInputOfAnotherKeyIsAnother() throws {
        let folder = try TemporaryFolder()
        let settings: StageSettings = ["sparse.epochs": 3, "sparse.side": 8]
        _ = try run(twoStudies(), settings, in: folder)
        // The code of the data's stage has changed.
        let data = textStage("data/sparse", settings: ["sparse.side": 8], codeVersion: 2)
        #expect(try run([data], settings, in: folder) == ["data/sparse done", "toy/train cached"])
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

    @Test func provenanceAsksGit() throws {
        let folder = try TemporaryFolder()
        let file = folder.url.appendingPathComponent("a.txt")
        try AtomicFile.write("one", to: file)
        let git = "git -c user.name=t -c user.email=t@t"
        guard try shell("git init -q && git add a.txt && \(git) commit -qm x", in: folder.url) == 0 else { return }
        let clean = Provenance.collect(threads: 1, packageFolder: folder.url)
        #expect(clean["commit"]?.count == 40)
        #expect(clean["dirty"] == "no")
        try AtomicFile.write("two", to: file)
        #expect(Provenance.collect(threads: 1, packageFolder: folder.url)["dirty"] == "yes")
    }

    @Test func provenanceNamesTheMachine() throws {
        let folder = try TemporaryFolder()
        let provenance = Provenance.collect(
            threads: 3, programVersion: "9.9", packageFolder: folder.url, extra: ["blas core": "Haswell"])
        #expect(provenance["threads"] == "3")
        #expect(provenance["commit"] == "unknown")
        #expect(provenance["dirty"] == "unknown")
        #expect(provenance["blas core"] == "Haswell")
        for name in ["cpu", "cores", "memory", "host os", "kernel", "program version", "swift version", "date"] {
            #expect(provenance[name]?.isEmpty == false)
        }
        #expect(provenance.entries.map(\.name) == provenance.entries.map(\.name).sorted())
    }
}
