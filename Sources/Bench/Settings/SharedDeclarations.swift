import Datasets
import Descent
import Tensors

/// The settings of a run that every study reads.
public struct RunDeclarations: SettingsGroup {
    /// The seed from which all others are made.
    public let seed = Setting.whole(
        "run.seed", 1, 0...Int.max, "master seed: draws of the data, and seed s of each run")
    /// Seeds 1, 2, … of trainings.
    public let seeds = Setting.whole("run.seeds", 1, 1...100, "how many times each network is trained, seeds 1, 2, …")
    /// Draws 1, 2, … of what trainings learn from.
    public let draws = Setting.whole(
        "run.draws", 12, 1...100, "how many times data are drawn: seed s sees draw 1 + (s − 1) mod draws")
    /// How often a training is saved.
    public let checkpointEvery = Setting.real(
        "run.checkpoint-every", 30, 0...86_400, unit: "seconds",
        "seconds between checkpoints of a training, which are at least 20 times their own cost apart; 0: after each update"
    )

    /// The declarations.
    public init() {}
}

extension Settings where Group == RunDeclarations {
    /// The master seed as streams take it.
    public var masterSeed: UInt64 { UInt64(self.seed) }
    /// The seeds 1, 2, … of the trainings.
    public var trainingSeeds: [Int] { Array(1...self.seeds) }
    /// The seed of the streams of training s.
    public func streamSeed(_ s: Int) -> UInt64 { masterSeed &* 1_000_003 &+ UInt64(s) }
    /// The draw of the data (images' split, dictionary, made-up problems) that seed s sees, from 1. Seeds that share a draw
    /// differ in first weights, order of batches, y_0 and noise alone.
    public func draw(ofSeed s: Int) -> Int { (s - 1) % self.draws + 1 }
    /// The draws that some seeds see, ascending, each once.
    public func draws(ofSeeds seeds: [Int]) -> [Int] { Set(seeds.map(draw(ofSeed:))).sorted() }
    /// The draws that the trainings see.
    public var trainedDraws: [Int] { draws(ofSeeds: trainingSeeds) }
    /// The seed of the streams of draw k: far from that of every other small master seed.
    public func drawSeed(_ k: Int) -> UInt64 { masterSeed &+ UInt64(k - 1) &* 0x9E37_79B9_7F4A_7C15 }
}

/// The images of a study: where from, how large, and how many for what.
public struct ImageDeclarations: SettingsGroup {
    /// Where the images come from.
    public let source: Setting<ImageSource>
    /// Their folder.
    public let directory: Setting<String>
    /// Pixels a side.
    public let side: Setting<Int>
    /// Images to learn from.
    public let train: Setting<Int>
    /// Images to choose by.
    public let validation: Setting<Int>
    /// Images to report on.
    public let test: Setting<Int>

    /// The settings `<study>.data.…`, with a study's own sizes.
    public init(_ study: String, side: Int, sides: ClosedRange<Int>, train: Int, validation: Int, test: Int) {
        source = .choice("\(study).data.source", .fashionMNIST, "the images")
        directory = .text("\(study).data.directory", "", "their folder; empty: the usual places")
        self.side = .whole("\(study).data.side", side, sides, unit: "pixels", "height and width after the area average")
        self.train = .count("\(study).data.train", train, unit: "images", "training images")
        self.validation = .count("\(study).data.validation", validation, unit: "images", "validation images")
        self.test = .count("\(study).data.test", test, unit: "images", "test images")
    }
}

extension Settings where Group == ImageDeclarations {
    /// What errors say of the side: its full name, and which values it takes.
    func smallestSide(step: Int) -> DataRequest.SideSetting {
        let least = (1...512).first { group.side.accept(.int($0)) != nil } ?? 1
        return DataRequest.SideSetting(name(\.side), least: max(least, step), step: step)
    }
}

/// How a study's networks are trained, as far as all are trained alike.
public struct OptimiserDeclarations: SettingsGroup {
    /// Updates.
    public let steps: Setting<Int>
    /// B.
    public let batch: Setting<Int>
    /// Steps of linear growth of the rate.
    public let warmUp: Setting<Int>
    /// Decoupled decay.
    public let weightDecay: Setting<Double>
    /// The longest gradient.
    public let clip: Setting<Double>
    /// `AdamW.Settings.surpriseLimit`.
    public let surpriseLimit: Setting<Double>
    /// The weights' moving average.
    public let average: Setting<Double>
    /// Steps between looks at validation.
    public let validateEvery: Setting<Int>
    /// Samples of each look.
    public let validationSamples: Setting<Int>

    /// The settings `<study>.training.…`, with a study's own values.
    public init(
        _ study: String, steps: Int, batch: Int, warmUp: Int, weightDecay: Double, clip: Double, validateEvery: Int,
        validationSamples: Int, surpriseLimit: Double = 0
    ) {
        let prefix = "\(study).training"
        self.steps = .count("\(prefix).steps", steps, unit: "updates", "updates of each network")
        self.batch = .count("\(prefix).batch", batch, unit: "samples", "samples a batch")
        self.warmUp = .whole(
            "\(prefix).warm-up", warmUp, 0...largestCount, unit: "updates", "updates until the rate is reached")
        self.weightDecay = .real("\(prefix).weight-decay", weightDecay, 0...100, "decoupled decay of matrices")
        self.clip = .real("\(prefix).clip", clip, 0...1e9, "longest gradient; 0: no clipping")
        self.surpriseLimit = .real(
            "\(prefix).surprise-limit", surpriseLimit, 0...1e6,
            "where the root mean square of g/√v is above it, the rate falls in proportion; 0: no limit")
        average = .real(
            "\(prefix).average", 0, 0...0.999_999,
            "decay of the weights' moving average over updates, which is validated and kept; 0: the weights themselves")
        self.validateEvery = .count(
            "\(prefix).validate-every", validateEvery, unit: "updates", "updates between looks at the validation set")
        self.validationSamples = .count(
            "\(prefix).validation-samples", validationSamples, unit: "samples", "validation samples of each look")
    }
}

extension Settings where Group == OptimiserDeclarations {
    /// The settings of a recipe's trainer.
    ///
    /// - Parameters:
    ///   - rate: the learning rate after the warm-up.
    ///   - steps: where there are other ones than the setting's.
    public func trainingSettings(
        _ recipe: Recipe, rate: Double, steps: Int? = nil, finalShare: Double = 0.01, lossGuard: Double = 1e8
    ) -> TrainingSettings {
        TrainingSettings(
            steps: steps ?? self.steps, batchSize: self.batch, curriculum: recipe.curriculum,
            learningRate: LearningRate(base: rate, warmUp: self.warmUp, finalShare: finalShare),
            weightDecay: self.weightDecay, clip: self.clip > 0 ? self.clip : nil, dualRate: recipe.dualRate,
            dualBound: recipe.dualBound, average: self.average > 0 ? self.average : nil,
            surpriseLimit: self.surpriseLimit > 0 ? self.surpriseLimit : nil,
            validateEvery: self.validateEvery, lossGuard: lossGuard,
            checkpointEvery: common.checkpointEvery)
    }
}
