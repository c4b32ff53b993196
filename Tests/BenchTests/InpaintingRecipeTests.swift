import Bench
import InpaintingExperiment
import Stages
import Testing
import Unrolled

@Suite struct InpaintingRecipeTests {
    private let images: MadeUpImages

    init() throws { images = try MadeUpImages(10) }

    private func settings(_ values: [(String, SettingValue)] = []) throws -> Settings<InpaintingDeclarations> {
        try images.settings(values).view(InpaintingStudy.declarations)
    }

    private func methods(_ values: [(String, SettingValue)] = []) throws -> [TrainedMethod] {
        try InpaintingStudy(settings(values), images: ImageLibrary()).methods()
    }

    private func recipe(_ id: String) throws -> Recipe {
        try #require(methods().first { $0.id == id }).recipe
    }

    /// The names of the settings by which a recipe differs from the run.
    private func differences(_ id: String) throws -> [String] {
        let run = try settings()
        let own = try run.changing(recipe(id).changes, place: id)
        return Studies.schema.all.map(\.name).filter { own.run[$0] != run.run[$0] }
            .map { String($0.dropFirst("inpainting.".count)) }
    }

    @Test func theTwoByTwoDiffersInConstraintAndNoiseAlone() throws {
        let crossed = try methods().filter { !$0.isAblation && !$0.id.hasPrefix("gated") }.map(\.recipe)
        #expect(
            crossed.map { "\($0.id) \($0.isConstrained) \($0.noise != nil)" } == [
                "standard false false", "standard-noisy false true", "constrained-quiet true false",
                "constrained true true",
            ])
        for recipe in crossed { #expect(recipe.changes.isEmpty && recipe.constraints == crossed[0].constraints) }
        #expect(crossed[1].noise == crossed[3].noise && crossed[2].dualRate == crossed[3].dualRate)
    }

    /// Ablations and what differs from the run in each.
    static let changes: [(String, [String])] = [
        ("difference", ["constraint.form", "constraint.dual-rate"]),
        ("normalised", ["constraint.form"]), ("decline", ["flow.decline"]),
        ("coarse", ["network.coarse-to-fine"]), ("shared", ["network.shared-flow"]), ("haar", ["flow.squeeze"]),
        ("quarter", ["flow.deeper"]), ("swap", ["flow.mixing"]), ("gate", ["flow.gated"]),
        ("unbounded", ["flow.minimum-scale"]), ("additive", ["flow.minimum-scale"]), ("frozen", ["flow.frozen-shifts"]),
        ("seeing", ["flow.sees-place", "flow.weight-deviation", "flow.bias-deviations"]),
        (
            "authors",
            [
                "flow.minimum-scale", "network.semantics", "network.scalar-rate", "training.warm-up", "training.clip",
                "training.rate", "training.candidates", "training.final-share", "constraint.form",
                "constraint.dual-rate",
            ]
        ),
    ]

    @Test(arguments: changes)
    func anAblationChangesWhatItSays(name: String, settings: [String]) throws {
        #expect(try differences("ablation-\(name)") == settings)
        let recipe = try recipe("ablation-\(name)")
        #expect(recipe.isConstrained && recipe.noise != nil)
    }

    @Test func theAuthorsStandardIsWithoutConstraintsAndNoise() throws {
        let recipe = try recipe("ablation-authors-standard")
        #expect(!recipe.isConstrained && recipe.noise == nil)
        #expect(try differences(recipe.id) == (try differences("ablation-authors")))
        let names = Self.changes.map { "ablation-\($0.0)" } + [recipe.id]
        let ablations = try methods().filter(\.isAblation).map(\.id)
        #expect(ablations.sorted() == names.sorted(), "all of them are checked")
    }

    /// GLOW as published is the flow's own defaults, but for the sizes; the default bounds its scales.
    @Test func theAblationWithoutBoundsIsGlow() throws {
        let own = try settings().changing(recipe("ablation-unbounded").changes, place: "ablation-unbounded")
        var (flow, published) = (own.glowProx.flow, FlowSettings())
        published.minimumScale = 0
        (flow.levels, flow.steps, flow.hidden) = (published.levels, published.steps, published.hidden)
        #expect(flow == published)
    }

    /// All pieces at once but for the start of latents and the bounds.
    @Test func theGatedFamilyHasAllPieces() throws {
        let pieces = ["coarse", "haar", "quarter", "swap", "gate", "frozen", "seeing"]
        let all = try Set(pieces.flatMap { try differences("ablation-\($0)") })
        #expect(try Set(differences("gated")) == all.union(["flow.minimum-scale"]))
        let (gated, standard) = (try recipe("gated"), try recipe("gated-standard"))
        #expect(gated.isConstrained && !standard.isConstrained && gated.noise == standard.noise && gated.noise != nil)
        #expect(gated.changes == standard.changes)
        let printed = try methods([("inpainting.constraint.form", "difference")])
        let fixed = try #require(printed.first { $0.id == "gated" }).recipe
        #expect(fixed.constraints.allSatisfy { $0.form == .anchored }, "whatever the run's form is")
    }
}
