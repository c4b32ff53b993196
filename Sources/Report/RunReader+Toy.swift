import Stages

extension StudyNames {
    /// The toy of the introduction. Its evaluation has all methods in one stage for each seed.
    public static let toy = StudyNames(prefix: "toy", variants: RunReader.toyMethods, references: [])
}

extension RunReader {
    /// The toy of the introduction.
    public var toy: StudyReader { StudyReader(self, .toy) }

    /// The toy study's methods in the order in which reports list them.
    public static let toyMethods = [
        "gradient-descent", "standard", "standard-noisy", "constrained", "constrained-quiet",
    ]

    /// The name of the stage that evaluates the toy.
    public static func toyEvaluation(seed: Int) -> String { "toy/evaluate/seed-\(seed)" }

    /// The seeds with which the toy's evaluation is finished, ascending.
    public var toySeeds: [Int] { finishedSeeds(under: "toy/evaluate/seed-") }

    /// The toy's finished seeds. Throws `RunReaderError` where there is none.
    public func requireToySeeds() throws -> [Int] {
        let seeds = toySeeds
        if seeds.isEmpty { throw missing(under: "toy/evaluate/seed-") }
        return seeds
    }

    /// trajectory.csv: method, perturbed, layer, y1, y2 of one test point.
    public func toyTrajectory(seed: Int) throws -> Table {
        try table("trajectory.csv", of: Self.toyEvaluation(seed: seed))
    }

    /// problem.csv: rows of name and value that give f of that test point.
    public func toyProblem(seed: Int) throws -> Table { try table("problem.csv", of: Self.toyEvaluation(seed: seed)) }

    /// distances.csv: method, perturbed, sample, distance_start, distance_last.
    public func toyDistances(seed: Int) throws -> Table {
        try table("distances.csv", of: Self.toyEvaluation(seed: seed))
    }

    /// layers.csv: method, perturbed, layer and means over the test points.
    public func toyLayers(seed: Int) throws -> Table { try table("layers.csv", of: Self.toyEvaluation(seed: seed)) }
}
