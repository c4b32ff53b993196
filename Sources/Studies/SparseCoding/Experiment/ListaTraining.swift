import Bench
import Descent
import Optimizees
import Stages
import Tensors
import Unrolled

/// What all trainings of the study share: the problem, its samples in the coordinates of training, and their unit.
struct ListaTraining {
    let study: SparseCodingStudy
    let lasso: Lasso<Float>
    let data: TrainingData<Float>
    let preconditioner: Preconditioner?
    /// τ: root mean square of the training set's optima.
    let unit: Double
    let largestEigenvalue: Double

    /// The problem of a draw.
    init(study: SparseCodingStudy, draw: Int, context: StageContext) throws {
        let (images, labels, shifted) = (
            try context.folder(study.names.data(draw: draw)),
            try context.folder(StageNames.drawn(study.labels, draw)),
            try context.folder(StageNames.drawn(study.watched, draw))
        )
        let settings = study.settings
        self.study = study
        lasso = Lasso(dictionary: try labels.matrix("D.npy"), alpha: settings.problem.alpha)
        unit = try Self.unit(labels)
        largestEigenvalue = try labels.number("lambda_max", in: "summary.csv")
        let inputs = try images.matrix("train.npy")
        let share = settings.training.whitening
        let preconditioner = share > 0 ? Preconditioner(inputs: inputs, unit: unit, share: share) : nil
        func batch(_ x: Matrix<Float>, _ y: Matrix<Float>) -> Batch<Float> {
            Batch(inputs: x, features: preconditioner?.features(x), optima: y)
        }
        let watched = 0..<settings.training.optimiser.validationSamples
        data = TrainingData(
            training: batch(inputs, try labels.matrix("train.npy")),
            validation: batch(
                try images.matrix("validation.npy").rows(watched), try labels.matrix("validation.npy").rows(watched)),
            shifted: batch(try shifted.matrix("inputs.npy"), try shifted.matrix("optima.npy")))
        self.preconditioner = preconditioner
    }

    private static func unit(_ labels: Folder) throws -> Double {
        let unit = try labels.number("rms", in: "summary.csv")
        guard unit > 0 else {
            throw SettingsError("all optima are zero: α is above ‖Dᵀx‖∞. Hint: a smaller sparse.problem.alpha.")
        }
        return unit
    }

    /// A trainer of one recipe. The seed sets the first weights, the order of batches, y_0 and the noise, and does so
    /// alike for all recipes.
    func trainer(
        _ recipe: Recipe, seed: Int, rate: Double, steps: Int, workers: Workers
    ) throws -> Trainer<Lista<Float>> {
        let settings = try study.settings.changing(recipe.changes, place: recipe.id)
        let streams = settings.common.streamSeed(seed)
        let trainer = Trainer(
            network: network(recipe, seed: streams), problem: lasso, lagrangian: try lagrangian(recipe),
            settings: settings.training.optimiser.trainingSettings(recipe, rate: rate, steps: steps),
            noise: try recipe.noise.map {
                try .init(
                    strength: $0.strength, form: .init(named: $0.form), largestEigenvalue: largestEigenvalue)
            }, data: data, seed: streams, workers: workers)
        trainer.start = NormalStart(deviation: settings.network.startDeviation)
        return trainer
    }

    /// LISTA in the coordinates of training.
    private func network(_ recipe: Recipe, seed: UInt64) -> Lista<Float> {
        let network = Lista<Float>(
            layerCount: study.layerCount, inputDimension: study.inputDimension, dimension: study.dimension,
            thresholdUnit: unit)
        if recipe.start == SparseCodingStudy.Start.ista.rawValue {
            network.initialiseAsISTA(
                dictionary: lasso.dictionary, alpha: lasso.alpha, nu: largestEigenvalue,
                inversePreconditioner: preconditioner?.inverse)
        } else {
            network.initialiseAtRandom(deviation: 0.02 * (307 / Double(study.dimension)).squareRoot(), seed: seed)
        }
        return network
    }

    /// Eq. (4). A recipe without a dual rate watches its constraints, with duals that stay at zero.
    private func lagrangian(_ recipe: Recipe) throws -> Lagrangian<Float> {
        Lagrangian(
            loss: study.settings.training.loss == .supervised
                ? .supervised(unit: unit) : .unsupervised(lasso, unit: Double(study.dimension) * unit * unit),
            constraints: try recipe.constraints.map { constraint in
                DescentConstraint(
                    measure: try MeasureKind(named: constraint.measure).measure(of: lasso), form: constraint.form,
                    epsilon: constraint.epsilon, layers: constraint.firstLayer...study.layerCount)
            })
    }
}
