import Descent
import Foundation
import Optimizees
import Stages
import Tensors
import Unrolled

extension SparseCodingStudy {
    var evaluationSettings: StageSettings {
        settings.stageSettings("sparse.evaluation.", "sparse.noise.form", "sparse.constraint.epsilon")
            .merging(["run.seed": .int(settings.int("run.seed"))])
    }

    /// `sparse/evaluate/<variant>/seed-<s>`: a trained network on the test images, layer by layer; on shifted ones; and
    /// under noise between its layers.
    func evaluationStage(_ variant: Variant, seed: Int) -> Stage {
        let training = "sparse/train/\(variant.id)/seed-\(seed)"
        return Stage(
            name: "sparse/evaluate/\(variant.id)/seed-\(seed)", settings: evaluationSettings,
            inputs: ["data/sparse", "sparse/labels", "sparse/ood", training],
            work: settings.double("sparse.evaluation.samples") / settings.double("sparse.training.batch") * 6
                * updateSeconds()
        ) { context in
            let network = try TrainedNetwork.load(Folder(try context.input(training)).path("weights.safetensors"))
            let test = try TestProblem(study: self, context: context)
            let runSeed = self.seed &* 1_000_003 &+ UInt64(seed)
            let start: Matrix<Float> = RandomStream(seed: runSeed, name: "test/initial").normal(
                rows: test.inputs.rows, columns: network.dimension)
            let workers = Workers(count: context.threads)
            let layers = Array(0...network.layerCount)
            try test.writeTables(to: Folder(context.directory)) { x in
                try context.checkInterruption()
                return Iterates(layers: layers, outputs: network.run(x, from: start, workers: workers))
            }
            try writeNoiseSweep(network, test, start: start, seed: runSeed, context: context)
        }
    }

    /// `noise.csv`, `noise-samples.csv`: the sweep of Fig. 6, with noise in the form of training on layers 1…L−1.
    private func writeNoiseSweep(
        _ network: Lista<Float>, _ test: TestProblem, start: Matrix<Float>, seed: UInt64, context: StageContext
    ) throws {
        let layers = 1...network.layerCount
        var table = Table(
            columns: ["sigma", "distance_mean", "distance_std", "l1_mean", "l1_std"] + layers.map { "satisfied_\($0)" })
        var samples = Table(columns: ["sigma", "sample", "distance"])
        let trajectory = network.makeTrajectory(samples: test.inputs.rows)
        trajectory.setNoisy(true)
        for sigma in settings.doubles("sparse.evaluation.noise") {
            try context.checkInterruption()
            let noise = GradientNoise(
                test.lasso, test.inputs,
                settings: .init(
                    strength: sigma, form: .init(rawValue: settings.string("sparse.noise.form")) ?? .relative,
                    largestEigenvalue: test.largestEigenvalue), seed: seed, name: "test/noise", step: 0)
            trajectory.outputs[0].assign(from: start)
            network.run(test.inputs, trajectory, noise: noise, workers: Workers(count: context.threads))
            let distances = trajectory.outputs.map { $0.rowDistances(to: test.optima) }
            let (distance, l1) = (
                Summary(distances[network.layerCount]), Summary(trajectory.outputs[network.layerCount].rowMagnitudes())
            )
            table.append(
                [sigma, distance.mean, distance.deviation, l1.mean, l1.deviation]
                    + layers.map { test.satisfied(distances[$0], distances[$0 - 1]) })
            for (n, value) in distances[network.layerCount].enumerated() { samples.append([sigma, n, value]) }
        }
        let folder = Folder(context.directory)
        try folder.write(table, "noise.csv")
        try folder.write(samples, "noise-samples.csv")
    }
}

/// Mean and standard deviation over samples.
struct Summary {
    let mean: Double
    /// With n − 1 in the denominator; 0 for one sample.
    let deviation: Double

    init(_ values: [Double]) {
        let n = Double(max(1, values.count))
        let mean = values.reduce(0, +) / n
        self.mean = mean
        deviation = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / max(1, n - 1)).squareRoot()
    }
}
