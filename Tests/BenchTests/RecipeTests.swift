import Bench
import Descent
import Stages
import Testing
import Unrolled

/// A recipe is whole in the key of its training.
@Suite struct RecipeTests {
    private static let recipe = Recipe(
        id: "a", label: "A", network: "LISTA",
        constraints: [.init(measure: "distance", form: .difference, epsilon: 0.1)], dualRate: 0.5,
        noise: .init(form: "relative", strength: 1), changes: ["toy.steps": 3])

    /// A change of each field.
    private static let edits: [(field: String, edit: @Sendable (inout Recipe) -> Void)] = [
        ("id", { $0.id = "c" }), ("label", { $0.label = "C" }), ("network", { $0.network = "GLOW-Prox" }),
        ("constraints.measure", { $0.constraints[0].measure = "gradient" }),
        ("constraints.form", { $0.constraints[0].form = .anchored }),
        ("constraints.epsilon", { $0.constraints[0].epsilon = 0.2 }),
        ("constraints.firstLayer", { $0.constraints[0].firstLayer = 2 }),
        ("constraints.isLatent", { $0.constraints[0].isLatent = true }),
        ("constraints", { $0.constraints = [] }), ("dualRate", { $0.dualRate = 0.25 }),
        ("dualBound", { $0.dualBound = 5 }),
        ("noise.form", { $0.noise?.form = "literal" }), ("noise.strength", { $0.noise?.strength = 2 }),
        ("noise", { $0.noise = nil }), ("curriculum", { $0.curriculum = .layerwise }),
        ("start", { $0.start = "ista" }), ("rateOf", { $0.rateOf = "b" }),
        ("changes", { $0.changes["toy.steps"] = 4 }), ("changes", { $0.changes["toy.batch"] = 4 }),
    ]

    /// The keys of the trainings of some recipes.
    private func keys(_ recipes: [Recipe]) throws -> [StageKey] {
        struct NeverRun: Error {}
        let stages = try recipes.map { recipe in
            try TrainingStage<LearnedDescent<Float>>(
                names: StageNames("study"), method: .init(recipe, legend: "", style: .init("proposed")), seed: 1,
                settings: ["study.steps": 1], inputs: [], steps: 1, work: 1,
                rate: .fixed(1)
            ) { _, _ -> Trainer<LearnedDescent<Float>> in throw NeverRun() }.stage()
        }
        let graph = try StageGraph(stages)
        return try stages.map { try graph.key(of: $0.name) }
    }

    @Test(arguments: edits.map(\.field)) func eachFieldIsInItsTrainingsKey(field: String) throws {
        var other = Self.recipe
        (other.id, other.label) = ("b", "B")
        for (_, edit) in Self.edits.filter({ $0.field == field }) {
            var edited = Self.recipe
            edit(&edited)
            #expect(edited != Self.recipe)
            let (before, after) = (try keys([Self.recipe, other]), try keys([edited, other]))
            #expect(before[0] != after[0] && before[1] == after[1])
            #expect(try Self.recipe.stageSettings() != edited.stageSettings())
        }
    }

    @Test func noFieldIsForgotten() throws {
        func fields(_ value: Any?, below prefix: String = "") throws -> [String] {
            Mirror(reflecting: try #require(value)).children.compactMap { child in child.label.map { prefix + $0 } }
        }
        let recipe = Self.recipe
        let all =
            try fields(recipe) + fields(recipe.constraints.first, below: "constraints.")
            + fields(recipe.noise, below: "noise.")
        #expect(Set(all) == Set(Self.edits.map(\.field)))
    }

    /// By their names, so that a receipt says which of them changed.
    @Test func fieldsAreNamed() throws {
        let settings = try Self.recipe.stageSettings()
        #expect(settings["recipe.constraints.0.epsilon"] == 0.1 && settings["recipe.noise.strength"] == 1)
        #expect(settings["recipe.changes.toy.steps"] == 3 && settings["recipe.curriculum"] != nil)
    }

    private static func stages(_ recipes: String...) -> Set<String> {
        Set(
            recipes.flatMap { id in ["train", "evaluate"].map { "sparse/\($0)/\(id)/seed-1" } + ["sparse/rate/\(id)"] })
    }

    /// Those with the constraint and noise that take another's rate.
    private static let sharing = Set(
        ["constrained-from-2", "near-start-from-2", "epsilon-0.01", "epsilon-0.1", "epsilon-0.4"].flatMap { id in
            ["train", "evaluate"].map { "sparse/\($0)/\(id)/seed-1" }
        })

    /// What only some recipes have makes those anew, and no other.
    @Test(arguments: [
        ("strong-epsilon", stages("constrained-strong").union(["study/sparse"])),
        ("strong-dual-rate", stages("constrained-strong")),
        ("dual-rate", stages("constrained", "constrained-quiet", "near-start").union(sharing)),
    ])
    func settingsOfSomeRecipes(name: String, stages: Set<String>) throws {
        #expect(try MadeUpImages(10).changed(("sparse.constraint.\(name)", 0.3)) == stages)
    }

    @Test func noiseIsThatOfTheNoisyOnes() throws {
        let noisy = Self.stages("standard-noisy", "constrained", "near-start", "constrained-strong")
            .union(Self.sharing)
        #expect(try MadeUpImages(10).changed(("sparse.noise.strength", 0.5)) == noisy)
    }

    /// A measure or form that a recipe misspells is never taken for another.
    @Test func wordsThatThereAreNot() throws {
        #expect(try MeasureKind(named: "gradient") == .gradient)
        let error = #expect(throws: SettingsError.self) { try MeasureKind(named: "slope") }
        #expect(error?.description.contains("“slope”; expected one of distance, gradient, objective") == true)
    }
}
