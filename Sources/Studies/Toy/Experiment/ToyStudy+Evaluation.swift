import Bench
import Descent
import Optimizees
import Stages
import Tensors
import Unrolled

extension ToyStudy {
    /// The step at which Fig. 2 adds noise.
    static let perturbedLayer = 3
    /// What the names of the evaluations begin with: one a seed, for all methods.
    private static let evaluations = "toy/evaluate/seed-"

    public var description: StudyDescription {
        let (common, seeds) = (settings.common, settings.common.trainingSeeds)
        var described = [
            StudyDescription.Method(
                id: "gradient-descent", label: "gradient descent", legend: "Gradient descent",
                style: .init("classical", 4), isTrained: false, layers: settings.descentSteps, seeds: seeds,
                draws: seeds.map(common.draw(ofSeed:)), evaluations: Self.evaluations)
        ]
        for method in methods {
            var own = Self.names.describe(
                method, layers: settings.layers, run: common, choosesRates: settings.rates.areChosen)
            own.evaluations = Self.evaluations
            described.append(own)
        }
        return StudyDescription(
            id: Self.id, title: "Toy", dataStage: nil, methods: described,
            measures: [
                .init(name: "distance", label: "distance to the optimum", symbol: "$‖y_ℓ − y^*‖_2$"),
                .init(name: "objective", label: "objective", symbol: "$f(y_ℓ;\\ x)$"),
                .init(name: "gradient", label: "gradient norm", symbol: "$‖∇f(y_ℓ;\\ x)‖_2$"),
            ],
            tables: ToyTables.descriptions + StudyDescription.TableDescription.trainings()
                + (settings.rates.areChosen ? RateChoice.descriptions : []))
    }

    /// `toy/evaluate/seed-<s>`: trajectories of a typical test point, and distances of all, with and without the noise.
    func evaluationStage(seed: Int) -> Stage {
        let trainings = methods.map { ($0.id, Self.names.training($0.id, seed)) }
        let streamSeed = settings.common.streamSeed(seed)
        return .numerical(
            name: Self.evaluations + "\(seed)",
            settings: settings.stageSettings + drawSettings(seed: seed) + settings.common.only(\.seed),
            inputs: trainings.map(\.1), codeVersion: 3, work: 0.2
        ) { context in
            let toy = try ToyProblem(settings: settings, draw: settings.common.draw(ofSeed: seed))
            let test = toy.samples(settings.test, name: "test")
            let start: Matrix<Float> = RandomStream(seed: streamSeed, name: "test/initial").normal(
                rows: test.samples, columns: 2, standardDeviation: settings.start)
            let noise: Matrix<Float> = RandomStream(seed: streamSeed, name: "test/perturbation").normal(
                rows: test.samples, columns: 2, standardDeviation: settings.perturbation)
            var tables = ToyTables(problem: toy.problem, test: test)
            for perturbed in [false, true] {
                let moved = perturbed ? noise : Matrix(rows: test.samples, columns: 2)
                let path = gradientDescent(toy, test, from: start, noise: moved)
                tables.add("gradient-descent", perturbed, path)
                for (id, training) in trainings {
                    let network = toy.network
                    try WeightsFile.load(context.folder(training).path("weights.safetensors"), into: network)
                    let trajectory = network.makeTrajectory(samples: test.samples)
                    trajectory.setNoisy(true)
                    trajectory.outputs[0].assign(from: start)
                    network.run(
                        test.inputs, trajectory, noise: StepPerturbation(layer: Self.perturbedLayer, noise: moved),
                        workers: .one)
                    if perturbed {  // the figure shows where the noise put the iterate
                        trajectory.outputs[Self.perturbedLayer].assign(from: trajectory.inputs[Self.perturbedLayer])
                    }
                    tables.add(id, perturbed, trajectory.outputs)
                }
            }
            let folder = context.results
            let sample = tables.typicalSample(of: ["gradient-descent", "standard", "constrained"])
            try tables.write(to: folder, drawing: sample)
            try folder.write(toy.exact.matrix, "A.npy")
            try folder.write(problemRows(toy, test, noise, sample), "problem.csv")
        }
    }

    /// y_l = y_{l−1} − ∇f(y_{l−1})/λmax.
    private func gradientDescent(
        _ toy: ToyProblem, _ test: Batch<Float>, from start: Matrix<Float>, noise: Matrix<Float>
    ) -> [Matrix<Float>] {
        var outputs = [start]
        for layer in 1...settings.descentSteps {
            let y = outputs[layer - 1].copy()
            let gradient = toy.problem.subgradient(y, test.inputs)
            Float.addScaled(y.pointer, gradient.pointer, scale: Float(-1 / toy.largestEigenvalue), count: y.count)
            if layer == Self.perturbedLayer { Float.addScaled(y.pointer, noise.pointer, scale: 1, count: y.count) }
            outputs.append(y)
        }
        return outputs
    }

    /// The quadratic whose contours the figures show: that of the test point `sample`.
    private func problemRows(
        _ toy: ToyProblem, _ test: Batch<Float>, _ noise: Matrix<Float>, _ sample: Int
    ) -> [(String, any TableValue)] {
        let h = Matrix.product(toy.exact.matrix, transposeA: true, toy.exact.matrix)
        let least = toy.problem.values(
            test.optima.view(rows: sample..<sample + 1), test.inputs.view(rows: sample..<sample + 1))
        return [
            ("sample", sample), ("optimum1", test.optima[sample, 0]), ("optimum2", test.optima[sample, 1]),
            ("h11", h[0, 0]), ("h12", h[0, 1]),
            ("h22", h[1, 1]), ("c", least.first ?? 0), ("noise1", noise[sample, 0]),
            ("noise2", noise[sample, 1]),
            ("noise_layer", Self.perturbedLayer), ("samples", test.samples), ("lambda_max", toy.largestEigenvalue),
        ]
    }
}
