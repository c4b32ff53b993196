import Stages

extension RunReader {
    /// The trained networks' ids in the order in which reports list them.
    public static let variants = [
        "standard", "standard-noisy", "constrained", "constrained-quiet", "constrained-from-2", "constrained-strong",
        "incremental", "layerwise", "standard-slow", "standard-ista",
    ]

    /// The classical references' ids in the order in which reports list them; they have one seed, 0.
    public static let references = ["zero", "ridge", "ista", "fista", "ista-long", "fista-long"]

    /// The name of the stage that evaluates a variant or a reference.
    public static func evaluation(_ variant: String, seed: Int) -> String { "sparse/evaluate/\(variant)/seed-\(seed)" }

    /// The name of the stage that trains a variant.
    public static func training(_ variant: String, seed: Int) -> String { "sparse/train/\(variant)/seed-\(seed)" }

    /// The seeds with which the evaluation of `variant` is finished, ascending.
    public func seeds(of variant: String) -> [Int] { finishedSeeds(under: "sparse/evaluate/\(variant)/seed-") }

    /// The seeds with which every one of `variants` is finished, ascending. Throws `RunReaderError` where there is none.
    public func seeds(ofAll variants: [String]) throws -> [Int] {
        var common: [Int]?
        for variant in variants {
            let seeds = seeds(of: variant)
            if seeds.isEmpty { throw missing(under: "sparse/evaluate/\(variant)/seed-") }
            common = common.map { $0.filter(seeds.contains) } ?? seeds
        }
        guard let common, !common.isEmpty else {
            throw RunReaderError.nothingFinished("the evaluation of \(variants.joined(separator: ", ")) with one seed")
        }
        return common
    }

    /// The trained networks with at least one finished evaluation, in the order of `RunReader.variants`.
    public var finishedVariants: [String] { Self.variants.filter { !seeds(of: $0).isEmpty } }

    /// The classical references with a finished evaluation, in the order of `RunReader.references`.
    public var finishedReferences: [String] { Self.references.filter { !seeds(of: $0).isEmpty } }

    /// layers.csv: means and spreads over test examples, a row for each layer.
    public func layers(_ variant: String, seed: Int) throws -> Table {
        try table("layers.csv", of: Self.evaluation(variant, seed: seed))
    }

    /// samples.csv: distance, objective and l1 of each test example at each layer.
    public func samples(_ variant: String, seed: Int) throws -> SampleGrid {
        try grid("samples.csv", key: "layer", of: Self.evaluation(variant, seed: seed))
    }

    /// ood.csv: means and spreads at the last layer, a row for each level p of input noise.
    public func shift(_ variant: String, seed: Int) throws -> Table {
        try table("ood.csv", of: Self.evaluation(variant, seed: seed))
    }

    /// ood-samples.csv: distance, objective and old_distance of each test example at each level p.
    public func shiftSamples(_ variant: String, seed: Int) throws -> SampleGrid {
        try grid("ood-samples.csv", key: "level", of: Self.evaluation(variant, seed: seed))
    }

    /// noise.csv: means and spreads at the last layer, a row for each strength σ̂ of layer noise.
    public func noise(_ variant: String, seed: Int) throws -> Table {
        try table("noise.csv", of: Self.evaluation(variant, seed: seed))
    }

    /// noise-samples.csv: distance of each test example at each σ̂.
    public func noiseSamples(_ variant: String, seed: Int) throws -> SampleGrid {
        try grid("noise-samples.csv", key: "sigma", of: Self.evaluation(variant, seed: seed))
    }

    /// truth.csv: ℓ1 norm and objective of each test example's optimum.
    public func truth(_ variant: String = "standard", seed: Int) throws -> Table {
        try table("truth.csv", of: Self.evaluation(variant, seed: seed))
    }

    /// history.csv of a training: a row for each time of measuring.
    public func history(_ variant: String, seed: Int) throws -> Table {
        try table("history.csv", of: Self.training(variant, seed: seed))
    }

    /// summary.csv of a training: rows of name and value.
    public func trainingSummary(_ variant: String, seed: Int) throws -> Table {
        try table("summary.csv", of: Self.training(variant, seed: seed))
    }

    /// ε of a variant's constraint: its training's setting that ends in "epsilon", or else the paper's 0.05.
    public func epsilon(of variant: String) -> Double {
        for record in manifest.stages(withPrefix: "sparse/train/\(variant)/seed-") {
            for entry in record.settings.entries where entry.name.hasSuffix("epsilon") {
                if let value = Double(entry.value.description), value > 0 { return value }
            }
        }
        return variant == "constrained-strong" ? 0.2 : 0.05
    }

    func finishedSeeds(under prefix: String) -> [Int] {
        manifest.stages(withPrefix: prefix).filter(\.state.isFinished).compactMap {
            Int($0.name.dropFirst(prefix.count))
        }
        .sorted()
    }

    /// Why nothing under `prefix` is finished: the first stage's state, or that there is none.
    func missing(under prefix: String) -> RunReaderError {
        guard let record = manifest.stages(withPrefix: prefix).first else {
            return .noStage(prefix + "…")
        }
        return .notFinished(record.name, state: record.state, reason: record.reason)
    }
}
