import Bench
import InpaintingExperiment
import Stages
import Testing
import Unrolled

/// From settings to networks and flows, and from these to the keys of what trains them.
@Suite struct InpaintingNetworkTests {
    private let images: MadeUpImages

    init() throws { images = try MadeUpImages(10) }

    private func settings(_ values: [(String, SettingValue)] = []) throws -> Settings<InpaintingDeclarations> {
        try images.settings(values).view(InpaintingStudy.declarations)
    }

    /// Each ablation is a network that can be built, whatever memory the run asks for.
    @Test(arguments: ["store", "recompute", "checkpoints"]) func everyRecipeCanBeBuilt(memory: String) throws {
        let run = try settings([("inpainting.network.memory", .string(memory)), ("inpainting.data.side", 16)])
        let hole = (0..<256).map { 5...10 ~= $0 % 16 && 5...10 ~= $0 / 16 }
        for method in try InpaintingStudy(run, images: ImageLibrary()).methods() {
            let settings = try run.changing(method.recipe.changes, place: method.id).glowProx
            let network = try GlowProx<Float>(
                layerCount: 2, shape: ImageShape(channels: 1, height: 16, width: 16), hole: hole, settings: settings)
            #expect(network.settings.memory != .recompute || settings.semantics == .paper)
            if memory == "store" { #expect(settings.memory == .store) }
        }
    }

    /// Every setting of the network reaches it.
    @Test(arguments: [
        ("network.semantics", SettingValue.string("authors")), ("network.memory", .string("checkpoints")),
        ("network.coarse-to-fine", .bool(true)), ("network.step", .double(0.7)),
        ("network.shrinkage", .list([.double(0.3)])), ("network.scalar-rate", .double(2)), ("flow.levels", .int(1)),
        ("flow.steps", .int(1)), ("flow.hidden", .int(5)), ("flow.squeeze", .string("haar")),
        ("flow.deeper", .string("quarter")), ("flow.mixing", .string("halfSwap")), ("flow.minimum-scale", .double(0.4)),
        ("flow.gated", .bool(true)), ("flow.sees-place", .bool(true)), ("flow.weight-deviation", .double(0.1)),
        ("flow.bias-deviations", .list([.double(0.5), .double(0)])), ("flow.frozen-shifts", .bool(true)),
    ])
    func settingsReachTheNetwork(name: String, value: SettingValue) throws {
        #expect(try settings([("inpainting.\(name)", value)]).glowProx != settings().glowProx)
    }

    /// Every field of a value by its name, and no field that is not named.
    private func expectWhole<Value: Codable>(_ value: Value, in stage: Stage, as prefix: String) throws {
        let whole = try StageSettings(flattening: value, prefix: prefix)
        #expect(stage.settings.merging(whole) == stage.settings, "\(stage.name)")
        for field in Mirror(reflecting: value).children.compactMap(\.label) {
            let name = "\(prefix).\(field)"
            #expect(whole.names.contains { $0 == name || $0.hasPrefix("\(name).") }, "\(name)")
        }
    }

    /// Defaults that no setting reaches are in keys, too: a later program may have others.
    @Test func theReferenceFlowIsWholeInItsKey() throws {
        let values: [(String, SettingValue)] = [
            ("inpainting.likelihood.levels", 2), ("inpainting.likelihood.flow-steps", 3),
            ("inpainting.likelihood.hidden", 5), ("inpainting.likelihood.minimum-scale", 0.2),
            ("inpainting.likelihood.sees-place", false),
        ]
        var flow = FlowSettings()
        (flow.levels, flow.steps, flow.hidden, flow.minimumScale) = (2, 3, 5, 0.2)
        #expect(try settings(values).referenceFlow == flow)
        let graph = try Studies.graph(images.settings(values))
        try expectWhole(flow, in: graph.stage(named: "inpainting/flow"), as: "flow")
    }

    @Test func networksAreWholeInTheirKeys() throws {
        let run = try settings()
        let graph = try Studies.graph(run.run)
        for method in try InpaintingStudy(run, images: ImageLibrary()).methods() {
            let own = try run.changing(method.recipe.changes, place: method.id).glowProx
            let stage = try graph.stage(named: "inpainting/train/\(method.id)/seed-1")
            try expectWhole(own, in: stage, as: "network")
            try expectWhole(own.flow, in: stage, as: "network.flow")
        }
    }
}
