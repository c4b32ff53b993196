import Descent
import Optimizees
import Stages
import Tensors
import Unrolled

extension ToyStudy {
    /// The step at which Fig. 2 adds noise.
    static let perturbedLayer = 3

    /// `toy/evaluate/seed-<s>`: trajectories of one test point, and distances of all, with and without the noise.
    func evaluationStage(seed: Int) -> Stage {
        let trainings = Self.variants.map { ($0.id, "toy/train/\($0.id)/seed-\(seed)") }
        return Stage(
            name: "toy/evaluate/seed-\(seed)", settings: toySettings, inputs: trainings.map(\.1), work: 0.2
        ) { context in
            let toy = try ToyProblem(settings: settings)
            let test = toy.samples(settings.int("toy.test"), name: "test")
            let start: Matrix<Float> = RandomStream(seed: self.seed(seed), name: "test/initial").normal(
                rows: test.samples, columns: 2, standardDeviation: settings.double("toy.start"))
            let noise: Matrix<Float> = RandomStream(seed: self.seed(seed), name: "test/perturbation").normal(
                rows: test.samples, columns: 2, standardDeviation: settings.double("toy.perturbation"))
            var tables = ToyTables(problem: toy.problem, test: test)
            for perturbed in [false, true] {
                let moved = perturbed ? noise : Matrix(rows: test.samples, columns: 2)
                tables.add("gradient-descent", perturbed, gradientDescent(toy, test, from: start, noise: moved))
                for (id, training) in trainings {
                    let network = toy.network
                    let file = try SafeTensors(
                        path: Folder(try context.input(training)).path("weights.safetensors"))
                    for parameter in network.parameters {
                        network.matrix(parameter).assign(from: try file.matrix(parameter.name, shape: parameter.shape))
                    }
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
            let folder = Folder(context.directory)
            try tables.write(to: folder)
            try folder.write(toy.exact.matrix, "A.npy")
            try folder.write(problemRows(toy, test, noise), "problem.csv")
        }
    }

    /// y_l = y_{l−1} − ∇f(y_{l−1})/λmax.
    private func gradientDescent(
        _ toy: ToyProblem, _ test: Batch<Float>, from start: Matrix<Float>, noise: Matrix<Float>
    ) -> [Matrix<Float>] {
        var outputs = [start]
        for layer in 1...settings.int("toy.layers") {
            let y = outputs[layer - 1].copy()
            let gradient = toy.problem.subgradient(y, test.inputs)
            Float.addScaled(y.pointer, gradient.pointer, scale: Float(-1 / toy.largestEigenvalue), count: y.count)
            if layer == Self.perturbedLayer { Float.addScaled(y.pointer, noise.pointer, scale: 1, count: y.count) }
            outputs.append(y)
        }
        return outputs
    }

    /// The quadratic whose contours the figures show: that of test point 0.
    private func problemRows(
        _ toy: ToyProblem, _ test: Batch<Float>, _ noise: Matrix<Float>
    ) -> [(String, any TableValue)] {
        let h = Matrix.product(toy.exact.matrix, transposeA: true, toy.exact.matrix)
        let least = toy.problem.values(test.optima.view(rows: 0..<1), test.inputs.view(rows: 0..<1))
        return [
            ("optimum1", test.optima[0, 0]), ("optimum2", test.optima[0, 1]), ("h11", h[0, 0]), ("h12", h[0, 1]),
            ("h22", h[1, 1]), ("c", least.first ?? 0), ("noise1", noise[0, 0]), ("noise2", noise[0, 1]),
            ("noise_layer", Self.perturbedLayer), ("samples", test.samples), ("lambda_max", toy.largestEigenvalue),
        ]
    }
}

/// The tables of the toy's figures.
struct ToyTables {
    let problem: LeastSquares<Float>
    let test: Batch<Float>
    private var trajectory = Table(columns: ["method", "perturbed", "layer", "y1", "y2"])
    private var distances = Table(columns: ["method", "perturbed", "sample", "distance_start", "distance_last"])
    private var layers = Table(columns: [
        "method", "perturbed", "layer", "distance_mean", "distance_std", "objective_mean", "gradient_mean",
        "gradient_std", "descends",
    ])

    init(problem: LeastSquares<Float>, test: Batch<Float>) {
        self.problem = problem
        self.test = test
    }

    /// Adds y_0 … y_L of a method.
    mutating func add(_ method: String, _ perturbed: Bool, _ outputs: [Matrix<Float>]) {
        let all = outputs.map { $0.rowDistances(to: test.optima) }
        var previous: [Double]?
        for (layer, y) in outputs.enumerated() {
            trajectory.append([method, perturbed, layer, y[0, 0], y[0, 1]])
            let gradient = problem.subgradient(y, test.inputs).rowNorms()
            let (distance, norm) = (Summary(all[layer]), Summary(gradient))
            let descends = previous.map { Summary(zip(gradient, $0).map { $0 < $1 ? 1 : 0 }).mean }
            layers.append([
                method, perturbed, layer, distance.mean, distance.deviation,
                Summary(problem.values(y, test.inputs)).mean, norm.mean, norm.deviation, descends,
            ])
            previous = gradient
        }
        for n in 0..<test.samples {
            distances.append([method, perturbed, n, all[0][n], all[all.count - 1][n]])
        }
    }

    func write(to folder: Folder) throws {
        try folder.write(trajectory, "trajectory.csv")
        try folder.write(distances, "distances.csv")
        try folder.write(layers, "layers.csv")
    }
}
