import Bench
import Descent
import Optimizees
import Stages
import Tensors
import Unrolled

/// The test samples, in and out of distribution, and the tables that every method writes about them.
struct LassoTest {
    /// What a measure compares with: x and y*, (n, p) and (n, d), of a family of problems.
    struct Truth {
        let lasso: Lasso<Float>
        let inputs: Matrix<Float>
        let optima: Matrix<Float>
    }

    let truth: Truth
    let largestEigenvalue: Double
    let epsilon: Double
    private let levels: [Double]
    private let shiftedFolder: Folder

    /// What is measured of each test sample.
    static let measures: [Measure<Truth>] = [
        Measure("distance", "distance to the optimum", symbol: "$‖y_ℓ − y^*‖_2$") {
            $0.y.rowDistances(to: $1.optima)
        },
        Measure("objective", "objective", symbol: "$f(y_ℓ;\\ x)$") { $1.lasso.values($0.y, $1.inputs) },
        Measure("l1", "ℓ1 norm", symbol: "$‖y_ℓ‖_1$") { iterate, _ in iterate.y.rowMagnitudes() },
    ]

    /// The test samples of a draw.
    init(study: SparseCodingStudy, draw: Int, context: StageContext) throws {
        let settings = study.settings
        let labels = try context.folder(StageNames.drawn(study.labels, draw))
        let samples = 0..<settings.evaluation.samples
        truth = Truth(
            lasso: Lasso(dictionary: try labels.matrix("D.npy"), alpha: settings.problem.alpha),
            inputs: try context.folder(study.names.data(draw: draw)).matrix("test.npy").rows(samples),
            optima: try labels.matrix("test.npy").rows(samples))
        largestEigenvalue = try labels.number("lambda_max", in: "summary.csv")
        epsilon = settings.constraint.epsilon
        levels = settings.evaluation.shifts
        shiftedFolder = try context.folder(StageNames.drawn(study.shifted, draw))
    }

    /// `layers.csv`, `samples.csv`, `truth.csv`, `ood.csv` and `ood-samples.csv` of a method.
    func writeTables(of method: Method, to folder: Folder, check: () throws -> Void) throws {
        try check()
        try writeLayers(try method.run(truth.inputs, array: ExternalRun.test), to: folder)
        try writeShifts(method, to: folder, check: check)
        var table = Table(columns: ["sample", "l1", "objective", "norm"])
        let optima = truth.optima
        let (l1, objective, norm) = (
            optima.rowMagnitudes(), truth.lasso.values(optima, truth.inputs), optima.rowNorms()
        )
        for n in 0..<optima.rows { table.append([n, l1[n], objective[n], norm[n]]) }
        try folder.write(table, "truth.csv")
    }

    private func writeLayers(_ iterates: Iterates, to folder: Folder) throws {
        try Self.measures.writeLayers(of: iterates, truth, to: folder) { at, measured in
            guard at > 0, let distance = measured[at]["distance"], let previous = measured[at - 1]["distance"] else {
                return [("ratio_mean", nil), ("satisfied", nil)]
            }
            let ratios = zip(distance, previous).map { $0 / max($1, .leastNormalMagnitude) }
            return [
                ("ratio_mean", Summary(ratios).mean),
                ("satisfied", Recipe.Constraint.satisfied(distance, after: previous, epsilon: epsilon)),
            ]
        }
    }

    /// Beside the distance to ỹ*, the authors' metric: inputs clamped to [0, 1], the distance to the y* of the
    /// unshifted image, and f at that image.
    private func writeShifts(_ method: Method, to folder: Folder, check: () throws -> Void) throws {
        var tables = SampleTables(key: "level", examples: truth.inputs.rows)
        for (index, level) in levels.enumerated() {
            let (x, target) = (
                try shiftedFolder.matrix("inputs-\(index).npy"), try shiftedFolder.matrix("optima-\(index).npy")
            )
            try check()
            let iterates = try method.run(x, array: Self.shiftedArray(level))
            try check()
            // Iterates from outside may lack those of the authors' metric.
            let (clamped, array) = (Self.clamped(x), Self.clampedArray(level))
            let old = method.has(array) ? try method.run(clamped, array: array).last : nil
            let distances = iterates.outputs.map { $0.rowDistances(to: target) }
            tables.add(
                level,
                [
                    .init("distance", iterates.last.rowDistances(to: target)),
                    .init("objective", truth.lasso.values(iterates.last, x)),
                    .init("old_distance", old?.rowDistances(to: truth.optima)),
                    .init("old_objective", old.map { truth.lasso.values($0, truth.inputs) }, isKept: false),
                ],
                further: Recipe.Constraint.satisfiedByLayer(distances, layers: iterates.layers, epsilon: epsilon)
                    + [("distance_start", iterates.layers.first == 0 ? Summary(distances[0]).mean : nil)]
                    + distances.indices.dropFirst().map {
                        ("distance_layer_\(iterates.layers[$0])", Summary(distances[$0]).mean)
                    })
        }
        try tables.write(to: folder, means: "ood.csv", samples: "ood-samples.csv")
    }

    /// What shifted inputs are called among a method's arrays.
    static func shiftedArray(_ level: Double) -> String { ExternalRun.array("shift", level) }
    /// The same of clamped ones, which without a shift are what they were.
    static func clampedArray(_ level: Double) -> String { ExternalRun.array("clamped", level) }

    /// x, held to [0, 1].
    static func clamped(_ x: Matrix<Float>) -> Matrix<Float> {
        let clamped = x.copy()
        for i in 0..<x.count { clamped.pointer[i] = min(max(x.pointer[i], 0), 1) }
        return clamped
    }

    /// `noise.csv`, `noise-samples.csv` of LISTA.
    func writeNoiseSweep(
        _ network: Lista<Float>, from start: Matrix<Float>, _ settings: Settings<SparseCodingDeclarations>,
        seed: UInt64,
        to folder: Folder, workers: Workers, check: () throws -> Void
    ) throws {
        let trajectory = network.makeTrajectory(samples: truth.inputs.rows)
        trajectory.setNoisy(true)
        try writeNoiseSweep(settings, seed: seed, to: folder, check: check) { noise in
            trajectory.outputs[0].assign(from: start)
            network.run(truth.inputs, trajectory, noise: noise, workers: workers)
            return trajectory.outputs
        }
    }

    /// `noise.csv`, `noise-samples.csv`: the sweep of Fig. 6, with noise in the form of training on layers 1…L−1.
    ///
    /// - Parameter outputs: y_0 … y_L of the test inputs with this noise on what layers 2… are fed.
    func writeNoiseSweep(
        _ settings: Settings<SparseCodingDeclarations>, seed: UInt64, to folder: Folder, check: () throws -> Void,
        outputs: (GradientNoise<Lasso<Float>>) throws -> [Matrix<Float>]
    ) throws {
        var tables = SampleTables(key: "sigma", examples: truth.inputs.rows)
        for sigma in settings.evaluation.noise {
            try check()
            let noise = GradientNoise(
                truth.lasso, truth.inputs,
                settings: .init(
                    strength: sigma, form: settings.noise.form, largestEigenvalue: largestEigenvalue), seed: seed,
                name: "test/noise", step: 0)
            let outputs = try outputs(noise)
            let (distances, last) = (outputs.map { $0.rowDistances(to: truth.optima) }, outputs.count - 1)
            tables.add(
                sigma,
                [
                    .init("distance", distances[last]),
                    .init("l1", outputs[last].rowMagnitudes(), isKept: false),
                ],
                further: Recipe.Constraint.satisfiedByLayer(
                    distances, layers: Array(outputs.indices), epsilon: epsilon))
        }
        try tables.write(to: folder, means: "noise.csv", samples: "noise-samples.csv")
    }

    /// What the tables above, and those of the stages of shifted images, have for columns.
    static func tables(shifted: String) -> [StudyDescription.TableDescription] {
        let old = ["old_distance", "old_objective"].map { name in
            Measure<Truth>(name, name, symbol: "", isKept: name == "old_distance") { _, _ in nil }
        }
        return measures.tables(
            key: "layer", means: "layers.csv", samples: "samples.csv", keyIsFirst: false,
            further: ["ratio_mean", "satisfied"])
            + (measures.prefix(2) + old).tables(
                key: "level", means: "ood.csv", samples: "ood-samples.csv",
                further: ["satisfied_*", "distance_start", "distance_layer_*"])
            + [
                .init(stage: "evaluate", file: "truth.csv", columns: ["sample", "l1", "objective", "norm"]),
                .init(
                    stage: "evaluate", file: "noise.csv",
                    columns: ["sigma", "distance_mean", "distance_std", "l1_mean", "l1_std", "satisfied_*"]),
                .init(stage: "evaluate", file: "noise-samples.csv", columns: ["sigma", "sample", "distance"]),
                .init(
                    stage: shifted, file: "summary.csv",
                    columns: ["level", "samples", "distance_between_optima"]),
            ]
    }
}
