import Bench
import Descent
import Optimizees
import Stages
import Tensors

/// The tables of the toy's figures.
struct ToyTables {
    let problem: LeastSquares<Float>
    let test: Batch<Float>
    private var trajectory = Table(columns: descriptions[0].columns)
    private var distances = Table(columns: descriptions[1].columns)
    private var layers = Table(columns: descriptions[2].columns)

    /// The tables' columns.
    static let descriptions: [StudyDescription.TableDescription] = [
        .init(stage: "evaluate", file: "trajectory.csv", columns: ["method", "perturbed", "layer", "y1", "y2"]),
        .init(
            stage: "evaluate", file: "distances.csv",
            columns: ["method", "perturbed", "sample", "distance_start", "distance_last"]),
        .init(
            stage: "evaluate", file: "layers.csv",
            columns: [
                "method", "perturbed", "layer", "distance_mean", "distance_std", "objective_mean", "gradient_mean",
                "gradient_std", "descends",
            ]),
        .init(stage: "evaluate", file: "problem.csv", columns: ["name", "value"]),
    ]

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
