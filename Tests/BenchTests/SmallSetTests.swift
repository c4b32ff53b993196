import Bench
import Foundation
import InpaintingExperiment
import SparseCodingExperiment
import Stages
import Support
import Testing

/// Settings that ask for more images than there are: one message tells all that must change, and what it tells works.
@Suite struct SmallSetTests {
    private let store = Store(
        FileManager.default.temporaryDirectory.appendingPathComponent("few-\(UUID().uuidString)"))

    /// The `--set` options of a message.
    private func options(_ text: String) -> [(String, SettingValue)] {
        text.split(separator: "--set ").dropFirst().map { part in
            let pair = part.prefix { $0 != " " }.split(separator: "=").map(String.init)
            return (pair[0], .string(pair[1]))
        }
    }

    private func folder(_ url: URL, _ studies: [String] = ["sparse", "inpainting"]) -> [(String, SettingValue)] {
        studies.flatMap { study -> [(String, SettingValue)] in
            [("\(study).data.source", .string("folder")), ("\(study).data.directory", .string(url.path))]
        }
    }

    private func graph(_ values: [(String, SettingValue)]) throws -> StudyGraph {
        let settings = try Studies.settings(values)
        try StudyGraph.check(settings, Studies.all)
        return try StudyGraph(settings, studies: [SparseCodingStudy.self, InpaintingStudy.self])
    }

    @Test(arguments: [4, 5, 9, 140, 500]) func whatTheMessageSaysWorks(count: Int) throws {
        let images = try MadeUpFolder(count, side: 8)
        let values = folder(images.url) + [("sparse.data.side", .int(4)), ("inpainting.data.side", .int(8))]
        let error = #expect(throws: DataError.self) { try graph(values).checkImages(targets: nil, store: store) }
        #expect(error?.file == images.url.path && error?.got == "\(count) images")
        let told = options(error?.description ?? "")
        #expect(told.first?.0 == "sparse.data.train" && told.count >= 5)
        let small = try graph(values + told)
        #expect(try small.checkImages(targets: nil, store: store) == [])
        defer { try? FileManager.default.removeItem(at: store.root) }
        let targets = ["data/sparse/draw-1", "data/inpainting/draw-1"]
        #expect(try GraphRunner.run(small.graph, targets: targets, store: store).exitCode == 0)
    }

    @Test(arguments: [(1, "1 image"), (2, "2 images")]) func tooFewForAnySizes(count: Int, got: String) throws {
        let images = try MadeUpFolder(count, side: 8)
        let values = folder(images.url) + [("sparse.data.side", .int(4)), ("inpainting.data.side", .int(8))]
        let error = #expect(throws: DataError.self) { try graph(values).checkImages(targets: nil, store: store) }
        #expect(error?.got == got)
        #expect(error?.expected == "at least 4 images for data/sparse, and at least 3 images for data/inpainting")
    }

    /// Of both studies at once: the largest sides that images of 13 pixels have room for, and that the flows' levels divide.
    @Test func smallImagesNameTheSettingsOfTheirSide() throws {
        let images = try MadeUpFolder(5, side: 13)
        let values =
            folder(images.url) + [("inpainting.flow.levels", .int(2)), ("inpainting.likelihood.levels", .int(1))]
        let error = #expect(throws: DataError.self) { try graph(values).checkImages(targets: nil, store: store) }
        let told = options(error?.description ?? "")
        #expect(told.map { "\($0.0)=\($0.1)" } == ["sparse.data.side=13", "inpainting.data.side=12"])
        // They fit now, and are too few, which is the next message and the last.
        let few = #expect(throws: DataError.self) { try graph(values + told).checkImages(targets: nil, store: store) }
        #expect(few?.got == "5 images")
    }

    /// Where the source has test images apart, these bound the test set alone.
    @Test func imagesApartForTesting() throws {
        let images = try MadeUpImages(20)
        let values = ["sparse", "inpainting"].map { ("\($0).data.directory", SettingValue.string(images.url.path)) }
        let error = #expect(throws: DataError.self) { try graph(values).checkImages(targets: nil, store: store) }
        #expect(error?.got == "20 images, and 10 set apart for testing")
        let told = options(error?.description ?? "")
        #expect(told.contains { $0.0 == "sparse.data.test" && $0.1.description == "10" })
        try graph(values + told).checkImages(targets: nil, store: store)
    }

    /// Of all studies at once; what has a least value makes its set larger.
    @Test func allBrokenBoundsAreTold() throws {
        let values = [
            ("inpainting.data.train", 3), ("inpainting.data.test", 2), ("sparse.data.test", 1), ("toy.samples", 5),
        ].map { ($0.0, SettingValue.int($0.1)) }
        let error = #expect(throws: SettingsError.self) { try graph(values) }
        let told = options(error?.description ?? "")
        let expected = [
            "sparse.data.test=2", "inpainting.data.test=3", "toy.batch=5", "sparse.evaluation.samples=2",
            "inpainting.training.batch=3", "inpainting.likelihood.batch=3", "inpainting.evaluation.samples=3",
        ]
        #expect(told.map { "\($0.0)=\($0.1)" } == expected, "\(String(describing: error))")
        try StudyGraph.check(Studies.settings(values + told), Studies.all)
    }

    /// A set that is not whole is told each time, also where its stage is done.
    @Test func warningsAreOfTheWantedStages() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("cifar-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let batch = folder.appendingPathComponent("data_batch_2.bin").path
        try Data([0]).write(to: URL(fileURLWithPath: batch))
        truncate(batch, 30_730_000)
        let whole = try MadeUpImages(90)
        let values: [(String, SettingValue)] =
            StudyRun.small + [
                ("sparse.data.directory", .string(whole.url.path)), ("inpainting.data.source", .string("cifar10")),
                ("inpainting.data.directory", .string(folder.path)),
            ]
        let studies = try graph(values)
        #expect(try studies.checkImages(targets: ["data/sparse/draw-1"], store: store) == [])
        let warnings = try studies.checkImages(targets: ["data/inpainting/draw-1"], store: store)
        #expect(warnings.count == 1 && warnings.first?.contains("lacks data_batch_1.bin, data_batch_3.bin") == true)
        defer { try? FileManager.default.removeItem(at: store.root) }
        #expect(try GraphRunner.run(studies.graph, targets: ["data/inpainting/draw-1"], store: store).exitCode == 0)
        #expect(try studies.checkImages(targets: ["data/inpainting/draw-1"], store: store) == warnings)
    }
}
