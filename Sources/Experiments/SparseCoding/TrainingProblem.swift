import Descent
import Optimizees
import Stages
import Tensors
import Unrolled

/// What all trainings of the study share: the problem, its samples in the coordinates of training, and their unit.
struct TrainingProblem {
    let study: SparseCodingStudy
    let lasso: Lasso<Float>
    let data: TrainingData<Float>
    let preconditioner: Preconditioner?
    /// τ: root mean square of the training set's optima.
    let unit: Double
    let largestEigenvalue: Double

    init(study: SparseCodingStudy, context: StageContext) throws {
        let (images, labels, shifted) = (
            Folder(try context.input("data/sparse")), Folder(try context.input("sparse/labels")),
            Folder(try context.input("sparse/watched"))
        )
        let settings = study.settings
        self.study = study
        lasso = Lasso(dictionary: try labels.matrix("D.npy"), alpha: settings.double("sparse.problem.alpha"))
        let unit = try labels.number("rms", in: "summary.csv")
        guard unit > 0 else {
            throw SettingsError("all optima are zero: α is above ‖Dᵀx‖∞. Hint: a smaller sparse.problem.alpha.")
        }
        largestEigenvalue = try labels.number("lambda_max", in: "summary.csv")
        let inputs = try images.matrix("train.npy")
        let share = settings.double("sparse.training.whitening")
        let preconditioner = share > 0 ? Preconditioner(inputs: inputs, unit: unit, share: share) : nil
        func batch(_ x: Matrix<Float>, _ y: Matrix<Float>) -> Batch<Float> {
            Batch(inputs: x, features: preconditioner?.features(x), optima: y)
        }
        let watched = 0..<settings.int("sparse.training.validation-samples")
        data = TrainingData(
            training: batch(inputs, try labels.matrix("train.npy")),
            validation: batch(
                try images.matrix("validation.npy").rows(watched), try labels.matrix("validation.npy").rows(watched)),
            shifted: batch(
                try shifted.matrix("inputs.npy"), try shifted.matrix("optima.npy")))
        self.preconditioner = preconditioner
        self.unit = unit
    }

    /// A trainer of one variant. The seed sets the first weights, the order of batches, y_0 and the noise, and does so
    /// alike for all variants.
    func trainer(
        _ variant: Variant, seed: Int, rate: Double, steps: Int, workers: Workers
    ) -> Trainer<Lista<Float>> {
        let settings = study.settings
        let clip = settings.double("sparse.training.clip")
        let seed = study.seed &* 1_000_003 &+ UInt64(seed)
        return Trainer(
            network: network(variant, seed: seed), problem: lasso, lagrangian: lagrangian(variant),
            settings: TrainingSettings(
                steps: steps, batchSize: settings.int("sparse.training.batch"), curriculum: variant.curriculum,
                learningRate: LearningRate(base: rate, warmUp: settings.int("sparse.training.warm-up")),
                weightDecay: settings.double("sparse.training.weight-decay"), clip: clip > 0 ? clip : nil,
                dualRate: dualRate(variant), validateEvery: settings.int("sparse.training.validate-every"),
                checkpointEvery: settings.double("run.checkpoint-every")),
            noise: variant.isNoisy ? noise(strength: settings.double("sparse.noise.strength")) : nil, data: data,
            seed: seed, workers: workers)
    }

    /// LISTA in the coordinates of training.
    private func network(_ variant: Variant, seed: UInt64) -> Lista<Float> {
        let network = Lista<Float>(
            layerCount: study.layerCount, inputDimension: study.inputDimension, dimension: study.dimension,
            thresholdUnit: unit)
        if variant.startsAsISTA {
            network.initialiseAsISTA(
                dictionary: lasso.dictionary, alpha: lasso.alpha, nu: largestEigenvalue,
                inversePreconditioner: preconditioner?.inverse)
        } else {
            network.initialiseAtRandom(deviation: 0.02 * (307 / Double(study.dimension)).squareRoot(), seed: seed)
        }
        return network
    }

    /// Eq. (4). A variant without constraints watches them, with duals that stay at zero.
    private func lagrangian(_ variant: Variant) -> Lagrangian<Float> {
        let settings = study.settings
        let measures: [String: any DescentMeasure<Float>] = [
            "distance": DistanceToOptimum(), "gradient": GradientNorm(lasso), "objective": ObjectiveValue(lasso),
        ]
        let isStrong = variant.constraint == .strong
        return Lagrangian(
            loss: settings.string("sparse.training.loss") == "supervised"
                ? .supervised(unit: unit) : .unsupervised(lasso, unit: Double(study.dimension) * unit * unit),
            constraint: DescentConstraint(
                measure: measures[settings.string("sparse.constraint.measure")] ?? DistanceToOptimum(),
                form: .init(rawValue: settings.string("sparse.constraint.form")) ?? .difference,
                epsilon: settings.double(isStrong ? "sparse.constraint.strong-epsilon" : "sparse.constraint.epsilon"),
                layers: (variant.constraint == .fromSecond ? min(2, study.layerCount) : 1)...study.layerCount))
    }

    private func dualRate(_ variant: Variant) -> Double {
        switch variant.constraint {
        case .none: 0
        case .strong: study.settings.double("sparse.constraint.strong-dual-rate")
        case .all, .fromSecond: study.settings.double("sparse.constraint.dual-rate")
        }
    }

    /// Noise between the layers in the form of training.
    func noise(strength: Double) -> GradientNoise<Lasso<Float>>.Settings {
        .init(
            strength: strength, form: .init(rawValue: study.settings.string("sparse.noise.form")) ?? .relative,
            largestEigenvalue: largestEigenvalue)
    }
}
