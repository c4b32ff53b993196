import Foundation
import Stages
import Testing

/// What run.json says of studies that the last run did not build.
@Suite struct KeptStagesTests {
    /// Two studies; the next run's graph has the toy alone.
    private func twoStudies() -> [Stage] {
        [
            textStage("toy/train"), textStage("data/sparse", settings: ["sparse.side": 8]),
            textStage("sparse/train", inputs: ["data/sparse"], settings: ["sparse.epochs": 3]),
            textStage("sparse/evaluate", inputs: ["sparse/train"]),
            Stage(name: "sparse/wild", settings: ["sparse.epochs": 3], inputs: ["data/sparse"]) { _ in
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
                == (try folder.store.receipts()).first { $0.name == "sparse/train" }?.seconds)
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
}
