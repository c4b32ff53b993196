/// A training whose loss, or one of whose duals, rose far above what it had been.
public struct Spike: Codable, Equatable, Sendable {
    /// The method's name in sentences.
    public var method: String
    /// The seed.
    public var seed: Int
    /// At which step it was highest; nil where that is not known.
    public var step: Int?
    /// How many times its median so far; nil where that is not known.
    public var ratio: Double?

    /// A spike.
    public init(method: String, seed: Int, step: Int? = nil, ratio: Double? = nil) {
        (self.method, self.seed, self.step, self.ratio) = (method, seed, step, ratio)
    }
}

/// A training that diverged at its method's learning rate, and was made again at a smaller one.
public struct RetrainedSeed: Codable, Equatable, Sendable {
    /// The method's name in sentences.
    public var method: String
    /// The seed.
    public var seed: Int
    /// The rate at which it trained.
    public var learningRate: Double

    /// A training that was made again.
    public init(method: String, seed: Int, learningRate: Double) {
        (self.method, self.seed, self.learningRate) = (method, seed, learningRate)
    }

    /// Says of some trainings that they were made again.
    public static func sentence(_ all: [RetrainedSeed]) -> String {
        "Diverged at the learning rate that was chosen, and trained again at a smaller one: \(list(all))."
    }

    /// "constrained with seeds 3 and 10 at 0.00267; standard with seed 4 at 0.00267": some of them, in their order.
    private static func list(_ all: [RetrainedSeed]) -> String {
        var groups: [(name: String, rate: String, seeds: [Int])] = []
        for one in all {
            let rate = NumberText.rate(one.learningRate)
            if let last = groups.indices.last, groups[last].name == one.method, groups[last].rate == rate {
                groups[last].seeds.append(one.seed)
            } else {
                groups.append((one.method, rate, [one.seed]))
            }
        }
        return groups.map { group in
            let seeds = CaptionText.list(group.seeds.map { "\($0)" })
            return "“\(group.name)” with seed\(group.seeds.count == 1 ? "" : "s") \(seeds) at \(group.rate)"
        }.joined(separator: "; ")
    }
}

/// A training that diverged, so that no number of it is in a claim.
public struct LostSeed: Codable, Equatable, Sendable {
    /// The method's name in sentences.
    public var method: String
    /// The seed.
    public var seed: Int

    /// A lost seed.
    public init(method: String, seed: Int) { (self.method, self.seed) = (method, seed) }
}
