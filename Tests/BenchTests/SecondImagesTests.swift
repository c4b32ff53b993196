import Bench
import Datasets
import Foundation
import SparseCodingExperiment
import Stages
import Support
import Testing

/// Studies repeated on a second set of images.
@Suite struct SecondImagesTests {
    private let images: MadeUpImages
    private let others: MadeUpImages

    init() throws { (images, others) = (try MadeUpImages(90), try MadeUpImages(90, seed: 2)) }

    private func second(_ study: String) -> (String, SettingValue) {
        ("\(study)2.data.directory", .string(others.url.path))
    }

    /// All that there was keeps its key, and the repetition has the stages of the study that it repeats, by names of its own.
    @Test(arguments: ["sparse", "inpainting"]) func theFirstKeepsItsKeys(study: String) throws {
        let (before, after) = (try images.keys(), try images.keys([second(study)]))
        #expect(before.allSatisfy { after[$0.key] == $0.value })
        let own = before.keys.filter { $0.split(separator: "/").prefix(2).contains { $0 == study } }
        let wanted = own.map { StudyDescription.stage($0, of: study, for: "\(study)2") }
        #expect(wanted.contains("data/\(study)2/draw-1") && wanted.contains("study/\(study)2"))
        #expect(Set(after.keys).subtracting(before.keys) == Set(wanted))
        #expect(Set(after.values).count == after.count)
    }

    /// A setting of the study holds for both.
    @Test func settingsHoldForBoth() throws {
        let changed = try images.changed(("sparse.training.steps", 7), from: [second("sparse")])
        #expect(changed.contains("sparse/train/standard/seed-1") && changed.contains("sparse2/train/standard/seed-1"))
    }

    /// The repetition finds what the study itself would find on these images, to the last byte, for nothing but the images
    /// differs.
    @Test(arguments: ["sparse", "inpainting"]) func onlyTheImagesDiffer(study: String) throws {
        let stage = "\(study)2/evaluate/constrained/seed-1"
        let run = try StudyRun(images.settings(StudyRun.small + [second(study)]), targets: [stage])
        let other = try StudyRun(
            others.settings(StudyRun.small), targets: ["\(study)/evaluate/constrained/", "data/\(study)/draw-1"])
        defer { [run, other].forEach { $0.remove() } }
        #expect(run.summary.exitCode == 0 && other.summary.exitCode == 0, "\(run.trouble)")
        let found = try Data(contentsOf: run.file("samples.csv", of: stage))
        #expect(try found == Data(contentsOf: other.file("samples.csv", of: "\(study)/evaluate/constrained/seed-1")))
        #expect(
            !FileManager.default.fileExists(atPath: try run.file("", of: "data/\(study)/draw-1").path),
            "the first images were cut for the second")
    }

    @Test func theSameImagesAreNoSecondSet() throws {
        let settings = try images.settings([("sparse2.data.directory", .string(images.url.path))])
        let error = #expect(throws: SettingsError.self) { try StudyGraph(settings, studies: Studies.all) }
        #expect(error?.description.contains("--data sparse2:… with other images") == true)
    }

    @Test func aStudyIsBuiltWhereItIsWanted() throws {
        let settings = try images.settings([second("sparse"), ("sparse.data.directory", .string("/nowhere"))])
        let names = try StudyGraph(settings, studies: Studies.all, only: ["sparse2"]).graph.stages.map(\.name)
        #expect(names.contains("study/sparse2") && names.allSatisfy { $0.contains("sparse2") })
        #expect(throws: DataError.self) { try StudyGraph(settings, studies: Studies.all, only: ["sparse"]) }
    }

    /// What is not given is no setting of the run; of what is given in part the rest is as usual.
    @Test func theirSettingsAreThereWhereTheyAreGiven() throws {
        let plain = try Studies.settings([])
        #expect(plain["sparse2.data.source"] == nil)
        #expect(plain.stageSettings["sparse2.data.directory"] == nil)
        let given = try Studies.settings([second("sparse")])
        #expect(given["sparse2.data.source"] == "fashion-mnist" && given["inpainting2.data.source"] == nil)
        for name in ["sparse3.data.source", "sparse2.data.side", "toy2.data.source"] {
            #expect(throws: SettingsError.self) { try Studies.settings([(name, .int(8))]) }
        }
        let error = #expect(throws: SettingsError.self) { try Studies.settings([("sparse2.data.source", .int(8))]) }
        #expect(error?.description.contains("one of fashion-mnist, cifar10, folder") == true)
    }

    /// The counts are settings of both: one that fits both sets is told, once.
    @Test func whatFitsBothSetsIsTold() throws {
        let (small, smaller) = (try MadeUpFolder(140, side: 8), try MadeUpFolder(40, side: 8))
        let values: [(String, SettingValue)] =
            [("sparse.data.side", .int(4))]
            + [("sparse", small), ("sparse2", smaller)].flatMap { study, folder in
                [
                    ("\(study).data.source", SettingValue.string("folder")),
                    ("\(study).data.directory", .string(folder.url.path)),
                ]
            }
        let store = Store(FileManager.default.temporaryDirectory.appendingPathComponent("none-\(UUID().uuidString)"))
        func check(_ values: [(String, SettingValue)]) throws {
            let settings = try Studies.settings(values)
            try StudyGraph(settings, studies: [SparseCodingStudy.self]).checkImages(targets: nil, store: store)
        }
        let error = #expect(throws: DataError.self) { try check(values) }
        let told = (error?.hint ?? "").split(separator: "--set ").dropFirst().map { part in
            part.prefix { !$0.isWhitespace }.split(separator: "=").map(String.init)
        }
        #expect(told.count > 2 && Set(told.map { $0[0] }).count == told.count, "\(error?.description ?? "")")
        try check(values + told.map { ($0[0], .string($0[1])) })
    }
}
