import Support

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

/// Seeds with which networks that a part compares were trained at different learning rates, each its own choice, so that the part
/// compares rates, too; and what the other seeds say.
public struct UnequalRates: Codable, Equatable, Sendable {
    /// A network's name in sentences, and the rates at which it was trained, ascending.
    public struct Method: Codable, Equatable, Sendable {
        public var name: String
        public var rates: [Double]
    }

    /// The part in words; empty where it is all of its claim.
    public var part: String
    /// The networks that it compares.
    public var methods: [Method]
    /// The seeds with which their rates differ.
    public var seeds: [Int]
    /// How many seeds are left without these.
    public var rest: Int
    /// The verdict of those that are left, at the same level, and its number; nil where they are fewer than two.
    public var verdict: String?
    public var estimate: Estimate?

    /// "With 6 of 12 seeds these were trained at different learning rates, each at its own best on validation: “constrained” at 0.004,
    /// “standard” at 0.002 and 0.004. With the other 6 alone: 0.999 [0.998, 1.001], supported."
    public var sentence: String {
        let names = methods.map { "“\($0.name)” at \(CaptionText.list($0.rates.map(NumberText.rate)))" }
        let number = estimate.flatMap { $0.isUsable ? "\($0.cell), " : nil } ?? ""
        return (part.isEmpty ? "With" : "\(part.capitalizedFirst): with")
            + " \(count) these were trained at different learning rates, each at its own best on validation: "
            + "\(names.joined(separator: ", ")). "
            + (verdict.map { "With the other \(rest) alone: \(number)\($0)." }
                ?? (rest == 0 ? "No seed compares them at one." : "The one other seed says nothing of others."))
    }

    /// "6 of 12 seeds".
    var count: String { "\(seeds.count) of \(Counts.text(seeds.count + rest, "seed"))" }
}
