import Bench
import Foundation
import Stages
import Testing

/// Sizes that do not fit are said before anything is made.
@Suite struct InpaintingSettingsTests {
    @Test(arguments: [
        ([("inpainting.data.hole", SettingValue.int(32))], "expected less than inpainting.data.side, 32"),
        ([("inpainting.data.hole", .int(40))], "inpainting.data.hole is 40"),
        ([("inpainting.data.side", .int(20))], "must be a multiple of 8; it is 20"),
        ([("inpainting.flow.levels", .int(6))], "inpainting.flow.levels is 6"),
        (
            [("inpainting.likelihood.levels", .int(6))],
            "inpainting.likelihood.levels is 6, so that inpainting.data.side must be a multiple of 64"
        ),
        (
            [("inpainting.flow.bias-deviations", .list([.int(0), .int(1), .int(2)]))],
            "inpainting.flow.bias-deviations: expected two numbers, got 3"
        ),
        ([("inpainting.flow.bias-deviations", .double(0.5))], "expected two numbers, got 1"),
        (
            [("inpainting.network.shared-flow", .bool(true)), ("inpainting.network.coarse-to-fine", .bool(true))],
            "expected inpainting.network.coarse-to-fine to be false"
        ),
    ])
    func sizesThatDoNotFit(values: [(String, SettingValue)], words: String) throws {
        let images = try MadeUpImages(10)
        let error = #expect(throws: SettingsError.self) { try Studies.graph(images.settings(values)) }
        #expect(error?.description.contains(words) == true, "\(String(describing: error))")
    }

    @Test(arguments: [
        ("inpainting.training.batch", "inpainting.data.train"),
        ("inpainting.likelihood.batch", "inpainting.data.train"),
        ("inpainting.training.validation-samples", "inpainting.data.validation"),
        ("inpainting.evaluation.samples", "inpainting.data.test"),
    ])
    func moreThanThereIs(small: String, large: String) throws {
        let images = try MadeUpImages(10)
        let error = #expect(throws: SettingsError.self) {
            try Studies.graph(images.settings([(small, 50), (large, 49)]))
        }
        #expect(
            error?.description.hasPrefix("\(small) is 50, more than \(large), 49. Hint: add --set \(small)=49 ") == true
        )
        #expect(try !Studies.graph(images.settings([(small, 49), (large, 49)])).stages.isEmpty)
    }

    @Test(arguments: [
        ("inpainting.network.layers", SettingValue.int(1)), ("inpainting.flow.gated", .string("y")),
        ("inpainting.flow.gated", .int(1)), ("inpainting.flow.minimum-scale", .double(1.1)),
        ("inpainting.network.semantics", .string("both")), ("inpainting.network.shrinkage", .list([])),
        ("inpainting.network.step", .int(0)), ("inpainting.flow.squeeze", .string("Haar")),
        ("inpainting.constraint.form", .string("literal")), ("inpainting.data.colours", .string("red")),
    ])
    func notAllowed(name: String, value: SettingValue) throws {
        let images = try MadeUpImages(10)
        let error = #expect(throws: SettingsError.self) { try images.settings([(name, value)]) }
        #expect(error?.description.contains(name) == true && error?.description.contains("expected") == true)
    }

    /// Images of 32 pixels a side are not enlarged; that is said with the way out.
    @Test func imagesThatAreTooSmall() throws {
        let images = try MadeUpImages(10)
        let settings = try images.settings([("inpainting.data.side", 64)])
        let graph = try StudyGraph(settings, studies: Studies.all)
        let store = Store(FileManager.default.temporaryDirectory.appendingPathComponent("none-\(UUID().uuidString)"))
        let error = #expect(throws: SettingsError.self) {
            try graph.checkImages(targets: ["inpainting/flow"], store: store)
        }
        #expect(error?.description.contains("--data inpainting:folder=DIR") == true)
        // Where no wanted stage reads its images, they do not matter.
        try graph.checkImages(targets: ["toy/evaluate/seed-1"], store: store)
    }
}
