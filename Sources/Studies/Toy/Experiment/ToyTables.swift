import Bench
import Descent
import Foundation
import Optimizees
import Stages
import Tensors

/// The tables of the toy's figures.
struct ToyTables {
    let problem: LeastSquares<Float>
    let test: Batch<Float>
    private var runs: [Run] = []
    private var distances = Table(columns: descriptions[1].columns)
    private var layers = Table(columns: descriptions[2].columns)

    /// A method's iterates and final distances, of the test points that the figures' one may be.
    private struct Run {
        var method: String
        var perturbed: Bool
        /// y_0, y_1, …, (candidates, 2).
        var outputs: [Matrix<Float>]
        var ends: [Double]
    }

    /// So many of the test points are candidates for the one that is drawn.
    private static let mostCandidates = 1_000

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
        let candidates = 0..<min(test.samples, Self.mostCandidates)
        runs.append(
            Run(
                method: method, perturbed: perturbed, outputs: outputs.map { $0.rows(candidates) },
                ends: Array(all[all.count - 1][candidates])))
        for (layer, y) in outputs.enumerated() {
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

    /// The test point that the figures draw: of the first thousand the one whose final distances, of the methods in `drawn`,
    /// with the noise and without, are together the nearest to these methods' medians, in ratios. So the picture shows what
    /// the table says, and is not chosen by hand.
    func typicalSample(of drawn: [String]) -> Int {
        let shown = runs.filter { drawn.contains($0.method) }
        let medians = shown.map { run in run.ends.sorted()[run.ends.count / 2] }
        func farness(_ sample: Int) -> Double {
            zip(shown, medians).reduce(0) { sum, entry in
                let ratio = max(entry.0.ends[sample], .leastNormalMagnitude) / max(entry.1, .leastNormalMagnitude)
                return sum + (ratio.isFinite ? abs(log(ratio)) : 1e3)
            }
        }
        let all = (shown.first?.ends.indices ?? 0..<1).map { (sample: $0, farness: farness($0)) }
        return all.min { $0.farness < $1.farness }?.sample ?? 0
    }

    /// Writes the tables; `sample` is the test point whose path is kept. Throws `FileError`.
    func write(to folder: Folder, drawing sample: Int) throws {
        var trajectory = Table(columns: Self.descriptions[0].columns)
        for run in runs {
            for (layer, y) in run.outputs.enumerated() {
                trajectory.append([run.method, run.perturbed, layer, y[sample, 0], y[sample, 1]])
            }
        }
        try folder.write(trajectory, "trajectory.csv")
        try folder.write(distances, "distances.csv")
        try folder.write(layers, "layers.csv")
    }
}
