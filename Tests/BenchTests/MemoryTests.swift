import Bench
import Stages
import Testing

/// Sizes that cannot be paid are refused before anything is allocated, and none is so large that a sum overflows.
@Suite struct MemoryTests {
    private let images: MadeUpImages

    init() throws { images = try MadeUpImages(10) }

    @Test func needsAreAddedUp() throws {
        let needs = [MemoryNeed("a", numbers: 256), MemoryNeed("b", numbers: 96, bytesEach: 16)]
        try MemoryNeed.check(needs, available: 2_560)
        try MemoryNeed.check([], available: 0)
        let error = #expect(throws: SettingsError.self) { try MemoryNeed.check(needs, available: 2_559) }
        #expect(
            error?.description.hasPrefix(
                "these sizes take at least 2.5 KiB of memory, and this machine has 2.5 KiB; most of it, 1.5 KiB, is b.")
                == true)
        for numbers in [Double.infinity, 1e300] {
            #expect(throws: SettingsError.self) {
                try MemoryNeed.check([MemoryNeed("c", numbers: numbers)], available: 1e15)
            }
        }
    }

    @Test(arguments: [
        (["sparse.problem.atoms"], "a network"), (["sparse.data.train"], "the optima"),
        (["sparse.data.train", "sparse.data.side"], "the images"),
        (["sparse.training.batch", "sparse.data.train", "sparse.network.layers"], "a batch's trajectory"),
        (["toy.samples", "toy.inputs"], "the samples"), (["toy.hidden"], "a batch's trajectory"),
        (["inpainting.flow.hidden", "inpainting.network.layers", "inpainting.flow.steps"], "the flows"),
        (["inpainting.training.batch", "inpainting.data.train"], "the flows’ gradients of each shard"),
        (["inpainting.likelihood.hidden", "inpainting.likelihood.flow-steps"], "the reference flow"),
    ])
    func sizesThatCannotBePaid(names: [String], what: String) throws {
        let error = #expect(throws: SettingsError.self) {
            try StudyGraph(images.settings(names.map { ($0, try largest($0)) }), studies: Studies.all)
        }
        #expect(error?.description.contains("of memory, and this machine has") == true)
        #expect(error?.description.contains(", is \(what)") == true, "\(String(describing: error))")
    }

    /// Each shard of a batch has a gradient of all flows: of wide ones each image.
    @Test func shardsHaveGradients() throws {
        let images = try MadeUpImages(90)
        func bytes(batch: Int) throws -> Int {
            let settings = try images.settings(
                StudyRun.small + [("inpainting.flow.hidden", 128), ("inpainting.training.batch", .int(batch))])
            let graph = try StudyGraph(settings, studies: Studies.all, only: ["inpainting"]).graph
            return try graph.stage(named: "inpainting/train/constrained/seed-1").needs.bytes
        }
        // Two levels of one step, three layers; the images’ trajectories are small beside them.
        let gradient = 4 * 3 * 128 * ((128 + 54) + (128 + 108))
        let further = try bytes(batch: 8) - bytes(batch: 3)
        #expect(further >= 5 * gradient && further < 6 * gradient, "\(further) of \(gradient)")
    }

    /// The largest whole number that a setting may be.
    private func largest(_ name: String) throws -> SettingValue {
        let setting = try #require(Studies.schema[name])
        return .int(try #require(setting.expectation.split(separator: " ").last.flatMap { Int($0) }))
    }

    private static let counts = Studies.schema.all.filter { $0.expectation.hasPrefix("a whole number") }.map(\.name)

    @Test(arguments: Studies.all.indices) func allSizesAtTheirLargest(study: Int) throws {
        for isFolder in [false, true] {
            let source: [(String, SettingValue)] = isFolder ? [("inpainting.data.source", "folder")] : []
            let values = try Self.counts.map { ($0, try largest($0)) }
            let settings = try images.settings(source + values)
            try StudyGraph.check(settings, [Studies.all[study]])
            let error = #expect(throws: SettingsError.self) {
                try StudyGraph(settings, studies: [Studies.all[study]])
            }
            #expect(error?.description.contains("of memory, and this machine has") == true)
        }
    }

    /// A size at its largest is a graph, or an error for people.
    @Test(arguments: counts) func eachSizeAtItsLargest(name: String) throws {
        let folder = try MadeUpFolder(3, side: 8)
        let train: [(String, SettingValue)] = ["sparse", "inpainting"].map { ("\($0).data.train", 1_000_000_000) }
        for partners in [[], train] {
            let settings = try images.settings(folder.settings + partners + [(name, try largest(name))])
            for study in Studies.all {
                do {
                    try StudyGraph.check(settings, [study])
                    #expect(try !StudyGraph(settings, studies: [study]).graph.stages.isEmpty)
                } catch let error as SettingsError {
                    #expect(!error.description.isEmpty)
                }
            }
        }
    }
}
