import Experiments
import Stages
import Testing
import Unrolled

@Suite struct InpaintingVariantTests {
    private let images: MadeUpImages

    init() throws { images = try MadeUpImages(10) }

    private func variant(_ id: String) throws -> InpaintingVariant {
        try #require((InpaintingVariant.crossed + InpaintingVariant.ablations).first { $0.id == id })
    }

    /// The names of the settings by which a variant differs from the run.
    private func differences(_ id: String, _ values: [(String, SettingValue)] = []) throws -> [String] {
        let run = try images.settings(values)
        let own = try InpaintingStudy(settings: run).settings(of: variant(id))
        return Setting.all.map(\.name).filter { own.stageSettings[$0] != run.stageSettings[$0] }
            .map { String($0.dropFirst("inpainting.".count)) }
    }

    @Test func theTwoByTwoDiffersInConstraintAndNoiseAlone() throws {
        #expect(
            InpaintingVariant.crossed.map { "\($0.id) \($0.isConstrained) \($0.isNoisy)" } == [
                "standard false false", "standard-noisy false true", "constrained-quiet true false",
                "constrained true true",
            ])
        for variant in InpaintingVariant.crossed { #expect(try differences(variant.id) == []) }
    }

    /// Ablations and what differs from the run in each.
    static let changes: [(String, [String])] = [
        ("difference", ["constraint.form", "constraint.dual-rate"]), ("normalised", ["constraint.form"]),
        ("decline", ["flow.decline"]), ("fine", ["network.coarse-to-fine"]),
        ("shared", ["network.shared-flow", "network.coarse-to-fine"]), ("pixel", ["flow.squeeze"]),
        ("half", ["flow.deeper"]), ("rotation", ["flow.mixing"]), ("ungated", ["flow.gated"]),
        ("unbounded", ["flow.minimum-scale"]), ("additive", ["flow.minimum-scale"]), ("shift", ["flow.frozen-shifts"]),
        ("blind", ["flow.sees-place", "flow.weight-deviation", "flow.bias-deviations"]),
        (
            "glow",
            [
                "flow.squeeze", "flow.deeper", "flow.mixing", "flow.minimum-scale", "flow.gated", "flow.sees-place",
                "flow.weight-deviation", "flow.bias-deviations", "flow.frozen-shifts", "network.coarse-to-fine",
            ]
        ),
        (
            "authors",
            [
                "flow.squeeze", "flow.deeper", "flow.mixing", "flow.gated", "flow.sees-place", "flow.weight-deviation",
                "flow.bias-deviations", "flow.frozen-shifts", "network.semantics", "network.coarse-to-fine",
            ]
        ),
    ]

    @Test(arguments: changes)
    func anAblationChangesWhatItSays(name: String, settings: [String]) throws {
        #expect(try differences("ablation-\(name)") == settings)
        let variant = try variant("ablation-\(name)")
        #expect(variant.isConstrained && variant.isNoisy)
    }

    @Test func theAuthorsStandardIsWithoutConstraintsAndNoise() throws {
        let variant = try variant("ablation-authors-standard")
        #expect(!variant.isConstrained && !variant.isNoisy)
        #expect(try differences(variant.id) == (try differences("ablation-authors")))
        let names = Self.changes.map { "ablation-\($0.0)" } + [variant.id]
        #expect(Set(InpaintingVariant.ablations.map(\.id)) == Set(names), "all of them are checked")
        #expect(InpaintingVariant.ablations.count == names.count)
        #expect(InpaintingVariant.ablations.allSatisfy { $0.id.hasPrefix("ablation-") })
    }

    /// GLOW as published is the flow's own defaults, but for the sizes.
    @Test func theAblationOfAllPiecesIsGlow() throws {
        let own = try InpaintingStudy(settings: images.settings()).settings(of: variant("ablation-glow"))
        var (flow, published) = (InpaintingStudy.networkSettings(own).flow, FlowSettings())
        published.minimumScale = 0
        (flow.levels, flow.steps, flow.hidden) = (published.levels, published.steps, published.hidden)
        #expect(flow == published)
    }

    /// Each ablation is a network that can be built, whatever memory the run asks for.
    @Test(arguments: ["store", "recompute", "checkpoints"]) func everyVariantCanBeBuilt(memory: String) throws {
        let study = try InpaintingStudy(
            settings: images.settings([
                ("inpainting.network.memory", .string(memory)), ("inpainting.data.side", .int(16)),
            ]))
        let hole = (0..<256).map { 5...10 ~= $0 % 16 && 5...10 ~= $0 / 16 }
        for variant in InpaintingVariant.crossed + InpaintingVariant.ablations {
            let settings = InpaintingStudy.networkSettings(study.settings(of: variant))
            let network = try GlowProx<Float>(
                layerCount: 2, shape: ImageShape(channels: 1, height: 16, width: 16), hole: hole, settings: settings)
            #expect(network.settings.memory != .recompute || settings.semantics == .paper)
            if memory == "store" { #expect(settings.memory == .store) }
        }
    }

    /// Every setting of the network reaches it.
    @Test(arguments: [
        ("network.semantics", SettingValue.string("authors")), ("network.memory", .string("checkpoints")),
        ("network.coarse-to-fine", .bool(false)), ("network.step", .double(0.7)),
        ("network.shrinkage", .list([.double(0.3)])), ("network.scalar-rate", .double(2)), ("flow.levels", .int(1)),
        ("flow.steps", .int(1)), ("flow.hidden", .int(5)), ("flow.squeeze", .string("pixel")),
        ("flow.deeper", .string("half")), ("flow.mixing", .string("rotation")), ("flow.minimum-scale", .double(0.4)),
        ("flow.gated", .bool(false)), ("flow.sees-place", .bool(false)), ("flow.weight-deviation", .double(0.1)),
        ("flow.bias-deviations", .list([.double(0), .double(0)])), ("flow.frozen-shifts", .bool(false)),
    ])
    func settingsReachTheNetwork(name: String, value: SettingValue) throws {
        let before = InpaintingStudy.networkSettings(try images.settings())
        let after = InpaintingStudy.networkSettings(try images.settings([("inpainting.\(name)", value)]))
        #expect(before != after)
    }
}
