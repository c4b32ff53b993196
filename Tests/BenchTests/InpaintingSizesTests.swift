import Datasets
import Bench
import Foundation
import Stages
import Tensors
import Testing

/// Sizes and images at the edge of what is allowed: nothing crashes, and every number is one.
@Suite struct InpaintingSizesTests {
    private static let targets = [
        "constrained", "gated", "ablation-authors", "ablation-shared", "flow-prox", "biharmonic",
    ].map { "inpainting/evaluate/\($0)/" }

    private func expectNumbers(_ run: StudyRun) throws {
        #expect(run.summary.exitCode == 0 && run.trouble.isEmpty, "\(run.trouble)")
        for record in run.summary.stages where record.state == .done && record.name.contains("/evaluate/") {
            for name in ["layers.csv", "samples.csv", "ood.csv", "ood-samples.csv", "truth.csv"] {
                let table = try run.table(name, of: record.name)
                #expect(table.rowCount > 0)
                for column in table.columns {
                    let numbers = try table.optionalDoubles(column).compactMap { $0 }
                    #expect(numbers.allSatisfy { $0.isFinite }, "\(record.name) \(name) \(column)")
                }
            }
        }
    }

    @Test(arguments: [
        [
            ("inpainting.data.side", 16), ("inpainting.data.hole", 5), ("inpainting.network.layers", 2),
            ("inpainting.training.batch", 1), ("inpainting.training.steps", 2),
        ],
        [
            ("inpainting.data.side", 4), ("inpainting.data.hole", 3), ("inpainting.flow.levels", 1),
            ("inpainting.likelihood.levels", 1), ("inpainting.flow.hidden", 1), ("inpainting.likelihood.hidden", 1),
        ],
        [
            ("inpainting.flow.levels", 3), ("inpainting.likelihood.levels", 3), ("inpainting.data.hole", 7),
            ("inpainting.evaluation.samples", 3), ("inpainting.data.test", 3), ("inpainting.likelihood.batch", 1),
            ("inpainting.likelihood.steps", 1), ("inpainting.training.validation-samples", 1),
        ],
        [
            ("inpainting.data.side", 12), ("inpainting.data.hole", 1), ("inpainting.training.clip", 0),
            ("inpainting.noise.strength", 0), ("inpainting.training.warm-up", 0),
            ("inpainting.flow.start-images", 4_096), ("inpainting.constraint.dual-rate", 0),
        ],
    ])
    func oddSizes(changes: [(String, Int)]) throws {
        let images = try MadeUpImages(90)
        let recompute: [(String, SettingValue)] = [
            ("inpainting.network.memory", .string("recompute")), ("inpainting.training.flips", .bool(false)),
            ("inpainting.evaluation.shifts", .list([.int(0)])),
        ]
        let run = try StudyRun(
            try images.settings(StudyRun.small + recompute + changes.map { ($0.0, .int($0.1)) }),
            targets: Self.targets)
        defer { run.remove() }
        try expectNumbers(run)
    }

    /// A folder of coloured images of another size, and fewer of them than asked for: the sets shrink in proportion.
    @Test func aFolderOfFewImagesInColours() throws {
        let (images, folder) = (try MadeUpImages(90), try MadeUpFolder(25))
        let run = try StudyRun(
            try images.settings(StudyRun.small + folder.settings),
            targets: ["inpainting/evaluate/constrained-quiet/", "inpainting/evaluate/ridge/"])
        defer { run.remove() }
        try expectNumbers(run)
        let summary = try run.table("summary.csv", of: "data/inpainting/draw-1")
        let names = ["channels", "dimension", "images", "hole_top", "hole_left", "hole_side"]
        #expect(try names.map { try summary.value($0) } == ["3", "192", "25", "2", "2", "3"])
        // 60, 20 and 20 were asked for.
        #expect(try ["train", "validation", "test"].map { try summary.value($0) } == ["15", "5", "5"])
        let sets = try ["train", "validation", "test"].map { try run.matrix("\($0).npy", of: "data/inpainting/draw-1") }
        #expect(sets.map(\.rows) == [15, 5, 5] && sets.allSatisfy { $0.columns == 192 })
        let rows = sets.flatMap { set in (0..<set.rows).map { set.rowValues($0) } }
        #expect(Set(rows).count == 25)
        let example = try Data(
            contentsOf: try run.file("examples/0-layer-3.png", of: "inpainting/evaluate/constrained-quiet/seed-1"))
        #expect([UInt8](example[16..<26]) == [0, 0, 0, 8, 0, 0, 0, 8, 8, 2], "8×8, of 8 bits, in colours")
    }

    /// Sets that would be empty get one image, and others give it.
    @Test(arguments: [(9, [7, 1, 1]), (3, [1, 1, 1]), (100, [60, 20, 20]), (26, [15, 5, 5])])
    func setsShrinkInProportion(count: Int, sizes: [Int]) throws {
        let (images, folder) = (try MadeUpImages(90), try MadeUpFolder(count, side: 8))
        let large: [(String, SettingValue)] = count == 9 ? [("inpainting.data.train", .int(1000))] : []
        let run = try StudyRun(
            try images.settings(StudyRun.small + folder.settings + large), targets: ["data/inpainting/draw-1"])
        defer { run.remove() }
        try #require(run.summary.exitCode == 0, "\(run.trouble)")
        #expect(
            try ["train", "validation", "test"].map { try run.matrix("\($0).npy", of: "data/inpainting/draw-1").rows }
                == sizes
        )
    }

    @Test func twoImagesAreTooFew() throws {
        let (images, folder) = (try MadeUpImages(90), try MadeUpFolder(2, side: 8))
        let run = try StudyRun(
            try images.settings(StudyRun.small + folder.settings), targets: ["data/inpainting/draw-1"])
        defer { run.remove() }
        #expect(run.summary.exitCode == 1)
        #expect(run.trouble.first?.contains("got 2 images") == true, "\(run.trouble)")
    }

    /// Grey images where the run says so, whatever the files have.
    @Test func coloursCanBeLeftOut() throws {
        let (images, folder) = (try MadeUpImages(90), try MadeUpFolder(10, side: 8))
        let run = try StudyRun(
            try images.settings(
                StudyRun.small + folder.settings + [("inpainting.data.colours", .string("grey"))]),
            targets: ["data/inpainting/draw-1"])
        defer { run.remove() }
        #expect(try run.matrix("train.npy", of: "data/inpainting/draw-1").columns == 64)
    }
}
