import Foundation
import Stages
import Support
import Testing

@Suite struct LossTests {
    private func graph(_ counter: Counter, outside: String? = nil) throws -> StageGraph {
        try StageGraph([
            Stage(name: "wild") { context in
                counter.note("wild")
                throw TestDivergence(description: "NaN in layer 3")
            },
            Stage(name: "bad", extraKey: outside) { _ in
                counter.note("bad")
                throw TestError(description: "no such lamp")
            },
            textStage("child", inputs: ["wild"]),
        ])
    }

    @Test func whatDivergedIsNotTrainedAgain() throws {
        let folder = try TemporaryFolder()
        let counter = Counter()
        let graph = try graph(counter)
        for _ in 1...2 {
            let summary = try GraphRunner.run(graph, store: folder.store)
            #expect(summary.record(of: "wild")?.state == .diverged)
            #expect(summary.record(of: "wild")?.reason == "NaN in layer 3")
            #expect(summary.record(of: "child")?.state == .skipped)
            #expect(summary.exitCode == 1)
        }
        #expect(counter.all.filter { $0 == "wild" }.count == 1)
        // What failed may have been mended, and is tried again but by workers.
        #expect(counter.all.filter { $0 == "bad" }.count == 2)
        let worker = try GraphRunner.run(graph, store: folder.store, triesFailedAgain: false)
        #expect(worker.record(of: "bad")?.state == .failed)
        #expect(counter.all.filter { $0 == "bad" }.count == 2)
        _ = try GraphRunner.run(graph, store: folder.store, force: ["wild"])
        #expect(counter.all.filter { $0 == "wild" }.count == 2)
    }

    @Test func whatHangsOnFilesElsewhereMayBeRightForAnother() throws {
        let folder = try TemporaryFolder()
        let counter = Counter()
        let graph = try graph(counter, outside: "images")
        for _ in 1...2 {
            _ = try GraphRunner.run(graph, targets: ["bad"], store: folder.store, triesFailedAgain: false)
        }
        #expect(counter.all == ["bad", "bad"])
    }

    @Test func aResultForgetsTheLoss() throws {
        let folder = try TemporaryFolder()
        let isMended = Counter()
        let graph = try StageGraph([
            Stage(name: "a") { _ in if isMended.all.isEmpty { throw TestDivergence(description: "NaN") } }
        ])
        let key = try graph.key(of: "a")
        _ = try GraphRunner.run(graph, store: folder.store)
        #expect(try folder.store.loss(key: key)?.reason == "NaN")
        isMended.note("now")
        _ = try GraphRunner.run(graph, store: folder.store, force: ["a"])
        #expect(try folder.store.loss(key: key) == nil)
        #expect(try folder.store.isDone(name: "a", key: key))
    }

    @Test func theRecordOfARunSeesWhatOthersHaveDone() throws {
        let folder = try TemporaryFolder()
        let graph = try graph(Counter())
        let url = folder.url.appendingPathComponent("run.json")
        func recorder() -> ManifestRecorder { ManifestRecorder(url: url, profile: "p", command: "c") }
        _ = try GraphRunner.run(graph, targets: [], store: folder.store, manifest: recorder())
        // Without a record of their own.
        _ = try GraphRunner.run(graph, store: folder.store)
        #expect(try RunManifest.load(from: url).stage(named: "wild")?.state == .diverged)
        #expect(try RunManifest.load(from: url).stage(named: "wild")?.reason == "NaN in layer 3")
    }

    @Test func aStoreKeepsToOneWayOfRounding() throws {
        let folder = try TemporaryFolder()
        let store = folder.store
        try NumericsGuard.check(store, own: "512 bits, SkylakeX", replacing: false)
        try NumericsGuard.check(store, own: "512 bits, SkylakeX", replacing: false)
        let error = #expect(throws: NumericsConflict.self) {
            try NumericsGuard.check(store, own: "256 bits, Haswell", replacing: false)
        }
        let words = "\(error.map { "\($0)" } ?? "")"
        #expect(words.contains("512 bits, SkylakeX") && words.contains("256 bits, Haswell"))
        try NumericsGuard.check(store, own: "256 bits, Haswell", replacing: true)
        try NumericsGuard.check(store, own: "256 bits, Haswell", replacing: false)
    }

    @Test func anOlderStoreIsKnownByItsResults() throws {
        let folder = try TemporaryFolder()
        let stage = Stage(name: "a", numerics: "512 bits, Zen") { _ in }
        _ = try GraphRunner.run(try StageGraph([stage]), store: folder.store)
        #expect(throws: NumericsConflict.self) {
            try NumericsGuard.check(folder.store, own: "256 bits, Haswell", replacing: false)
        }
    }

    @Test func aStageAloneMakesNoInputs() throws {
        let folder = try TemporaryFolder()
        let graph = try StageGraph([textStage("a"), textStage("b", inputs: ["a"])])
        #expect(throws: StageGraphError.missingInput(stage: "b", input: "a")) {
            try GraphRunner.run(graph, targets: ["b"], store: folder.store, makesInputs: false)
        }
        _ = try GraphRunner.run(graph, targets: ["a"], store: folder.store)
        let summary = try GraphRunner.run(graph, targets: ["b"], store: folder.store, makesInputs: false)
        #expect(summary.stages.map(\.name) == ["b"])
        #expect(summary.exitCode == 0)
    }
}
