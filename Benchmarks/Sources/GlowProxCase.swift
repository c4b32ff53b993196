import Descent
import Optimizees
import Tensors
import Unrolled

/// A GLOW-Prox training that is timed: flows as in reference [50] with scales of at least ½, most with couplings that act
/// inside the hole alone; both sets of constraints of eq. (26) where there is more than one layer, with duals that are not
/// zero; clipping, no layer noise. Images are random numbers: what a step costs does not depend on them.
struct GlowProxCase {
    /// For `--cases`.
    let name: String
    let shape: ImageShape
    let layers: Int
    let steps: Int
    let levels: Int
    let hidden: Int
    /// Whether couplings act inside the hole alone.
    var isGated = true
    /// What the backward pass finds stored.
    var memory = FlowMemory.store

    let batch = 8
    let samples = 64
    let epsilon = 0.05
    let rate = 1e-4
    let clip = 10.0
    let dual = 0.05
    let dualRate = 0.04
    let seed: UInt64 = 7

    /// Two sizes that train in minutes, the first of them also with couplings that act on whole images, and one unrolled
    /// layer of the paper's.
    static let all = [
        GlowProxCase(
            name: "grey", shape: ImageShape(channels: 1, height: 32, width: 32), layers: 5, steps: 2, levels: 3,
            hidden: 32),
        GlowProxCase(
            name: "grey-whole", shape: ImageShape(channels: 1, height: 32, width: 32), layers: 5, steps: 2, levels: 3,
            hidden: 32, isGated: false),
        GlowProxCase(
            name: "rgb", shape: ImageShape(channels: 3, height: 32, width: 32), layers: 5, steps: 4, levels: 3,
            hidden: 64),
        GlowProxCase(
            name: "paper", shape: ImageShape(channels: 3, height: 64, width: 64), layers: 1, steps: 18, levels: 4,
            hidden: 512),
    ]

    /// Whether a step takes many seconds.
    var isLarge: Bool { hidden >= 256 }

    /// In words.
    var description: String {
        "\(name): \(shape.height)×\(shape.width)×\(shape.channels), L = \(layers), K = \(steps), \(levels) levels, hidden \(hidden),"
            + (isGated ? " couplings inside the hole" : " couplings on whole images")
    }

    var settings: GlowProxSettings {
        var result = GlowProxSettings()
        result.flow.steps = steps
        result.flow.levels = levels
        result.flow.hidden = hidden
        result.flow.isGated = isGated
        result.memory = memory
        return result
    }

    /// The middle three eighths of both sides.
    var hole: [Bool] {
        let size = shape.height
        let middle = size * 5 / 16..<size * 11 / 16
        return (0..<shape.pixels).map { middle.contains($0 / size) && middle.contains($0 % size) }
    }

    /// Random images, masked and whole.
    func makeData() -> Batch<Float> {
        let images: Matrix<Float> = RandomStream(seed: seed, name: "benchmark/images").normal(
            rows: samples, columns: shape.count)
        let problem = DataConsistency<Float>(hole: hole, channels: shape.channels)
        return Batch(inputs: problem.correlation(images), optima: images)
    }

    /// A network whose every parameter matters: the couplings' last convolutions are not zero as before training.
    func makeNetwork(_ data: Batch<Float>) throws -> GlowProx<Float> {
        let network = try GlowProx<Float>(layerCount: layers, shape: shape, hole: hole, settings: settings)
        network.start(seed: seed)
        let stream = RandomStream(seed: seed, name: "benchmark/weights")
        for (index, parameter) in network.parameters.enumerated()
        where parameter.name.hasSuffix("last.weight") || parameter.name.hasSuffix("prior.weight") {
            let values: Matrix<Float> = stream.normal(
                rows: 1, columns: parameter.count, standardDeviation: 0.1 / Double(hidden), firstRow: index)
            network.values.view(offset: parameter.offset, rows: 1, columns: parameter.count).assign(from: values)
        }
        network.refresh()
        network.initialise(from: data.optima.view(rows: 0..<16), decline: 1)
        return network
    }

    func makeTrainer(threads: Int) throws -> Trainer<GlowProx<Float>> {
        let data = makeData()
        let problem = DataConsistency<Float>(hole: hole, channels: shape.channels)
        var constraints: [DescentConstraint<Float>] = []
        if layers > 1 {
            constraints = [
                DescentConstraint(
                    measure: GradientNorm(problem), form: .normalised, epsilon: epsilon, layers: 2...layers),
                DescentConstraint(
                    measure: LatentGradientNorm(), form: .normalised, epsilon: epsilon, layers: 2...layers,
                    variable: .latent),
            ]
        }
        let trainer = Trainer(
            network: try makeNetwork(data),
            lagrangian: Lagrangian(loss: .supervised(unit: 1), constraints: constraints),
            settings: TrainingSettings(
                steps: 1 << 20, batchSize: batch, learningRate: LearningRate(base: rate, warmUp: 0, finalShare: 1),
                clip: clip, dualRate: dualRate, validateEvery: .max, checkpointEvery: .infinity),
            noise: nil, data: TrainingData(training: data, validation: data.view(rows: 0..<1)), seed: seed,
            workers: Workers(count: threads))
        trainer.start = InputStart()
        let duals = (0..<max(1, constraints.count) * layers).map { $0 % layers == 0 ? 0 : dual }
        trainer.duals = DualVariables(values: duals, rate: dualRate)
        return trainer
    }
}
