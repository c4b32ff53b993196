import Foundation
import Stages
import Testing

/// What goes wrong is said in words, with the exit code of its kind, and leaves nothing half done.
@Suite(.serialized) struct TroubleTests {
    @Test func aFileInThePlaceOfTheOutputFolder() throws {
        let folder = try TemporaryFolder()
        try Data().write(to: folder.url.appendingPathComponent("Output"))
        let ending = try Program.run(
            ["run-stage", "toy/train"] + TinyRun.options(output: folder.path("Output")))
        #expect(ending.status == 74, "\(ending.text)")
        #expect(ending.errors.contains(folder.path("Output")), "\(ending.text)")
        #expect(ending.errors.contains("A part of this path is a file, not a folder."), "\(ending.text)")
    }

    @Test func aFullDiskForOneFile() throws {
        let folder = try TemporaryFolder()
        try NumPyFile.write([[1, 0], [0, 1]], to: folder.path("D.npy"))
        try NumPyFile.write([[1, 2]], to: folder.path("X.npy"))
        let ending = try Program.run(
            "solve", "--dictionary", folder.path("D.npy"), "--input", folder.path("X.npy"), "--output",
            "/dev/full/Y.npy")
        #expect(ending.status == 74, "\(ending.text)")
        #expect(ending.errors.contains("cannot write /dev/full/Y.npy"), "\(ending.text)")
    }

    @Test func aStageThatCannotWriteStopsTheRun() throws {
        let folder = try TemporaryFolder()
        let store = folder.url.appendingPathComponent("store/.temporary")
        try FileManager.default.createDirectory(
            at: store.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data().write(to: store)
        let ending = try Program.run(["run-stage", "sparse"] + TinyRun.options(output: folder.url.path))
        #expect(ending.status == 74, "\(ending.text)")
        #expect(ending.text.contains(store.path), "\(ending.text)")
        #expect(StoreContents.folders(folder.url).filter { $0 != ".temporary" }.isEmpty)
    }

    /// A file system of a few kilobytes would need root; a limit on the size of files stops the same calls.
    @Test func aFileThatCannotGrowStopsTheRun() throws {
        let folder = try TemporaryFolder()
        let options = try TinyRun.options(output: folder.url.path) + ["--set", "sparse.data.side=16"]
        let ending = try Program(["run-stage", "sparse"] + options, limit: 400).ending()
        #expect(ending.status == 74, "\(ending.text)")
        #expect(ending.output.contains("train.npy: File too large"), "\(ending.text)")
        #expect(StoreContents.folders(folder.url).isEmpty)
        #expect(StoreContents.state(of: "data/sparse/draw-1", in: folder.url) == .failed)
        // With room again the same command goes on.
        #expect(try Program.run(["run-stage", "data/sparse/draw-1"] + options).status == 0)
    }

    @Test(arguments: [
        ("truncated", "expected 30730000 bytes, got 1000", "damaged"),
        ("missing", "data_batch_1.bin", "--data cifar10=DIR"),
    ])
    func damagedDataTrainNothing(kind: String, words: String, hint: String) throws {
        let (data, output) = (try TemporaryFolder(), try TemporaryFolder())
        if kind == "truncated" {
            try Data(count: 1000).write(to: data.url.appendingPathComponent("data_batch_1.bin"))
        }
        for command in [["report"], ["run-stage", "sparse/train"]] {
            let options = try TinyRun.options(output: output.url.path)
                .map { $0.hasPrefix("fashion-mnist=") ? "cifar10=\(data.url.path)" : $0 }
            let ending = try Program.run(command + options)
            #expect(ending.status == 65, "\(ending.text)")
            for part in [data.url.path, words, hint] { #expect(ending.errors.contains(part), "\(ending.text)") }
            #expect(try FileManager.default.contentsOfDirectory(atPath: output.url.path).isEmpty)
        }
    }

    @Test func tooFewImagesTrainNothing() throws {
        let output = try TemporaryFolder()
        let ending = try Program.run(
            ["report", "--set", "sparse.data.train=650"] + TinyRun.options(output: output.url.path))
        #expect(ending.status == 65, "\(ending.text)")
        let options = "add --set sparse.data.train=606 --set sparse.data.validation=93 to the command"
        #expect(ending.errors.contains(options), "\(ending.text)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: output.url.path).isEmpty)
    }

    /// Steps of a rate of 10 blow every network up; the classical methods and the toy are there all the same.
    @Test func aStageThatDivergesIsReportedAndTheRestGoesOn() throws {
        let folder = try TemporaryFolder()
        let ending = try Program.run(
            [
                "report", "--only", "fig1,fig3", "--set", "sparse.training.rates=10", "--set",
                "sparse.training.candidates=1", "--set", "sparse.training.clip=0", "--set",
                "sparse.training.warm-up=0", "--set", "sparse.network.layers=10",
            ] + TinyRun.options(output: folder.url.path))
        #expect(ending.status == 1, "\(ending.text)")
        #expect(ending.output.contains("sparse/train/standard/seed-1: diverged: training diverged at step"))
        #expect(ending.output.contains("tried at the learning rates 10.0, 3.3333333, 1.0"), "\(ending.text)")
        let manifest = try RunManifest.load(from: folder.url)
        let states = Dictionary(uniqueKeysWithValues: manifest.stages.map { ($0.name, $0.state) })
        #expect(states["sparse/train/standard/seed-1"] == .diverged)
        #expect(states["sparse/evaluate/standard/seed-1"] == .skipped)
        #expect(states["sparse/evaluate/ridge/draw-1"] == .done)
        #expect(states["toy/evaluate/seed-1"] == .done)
        #expect(!StoreContents.folders(folder.url).contains { $0.hasPrefix("sparse-train-standard-seed-1") })
        let page = try String(contentsOf: folder.url.appendingPathComponent("index.html"), encoding: .utf8)
        #expect(page.contains("training diverged at step"))
    }
}
