import Bench
import Stages

/// Recovery of sparse signals by unrolled networks where every constant of a theorem is known: what a printed theorem on
/// tied networks under the restricted isometry property lacks, and what true ones promise and keep.
///
/// Seeds differ in the signals, the noise and the Gaussian matrices. What the theorem sets stands beside what training finds from
/// there.
public struct RecoveryStudy: Study {
    public static let id = "recovery"
    /// What the names of the evaluations begin with: one a seed, for all methods.
    static let evaluations = "recovery/evaluate/seed-"
    let settings: Settings<RecoveryDeclarations>

    public init(_ settings: Settings<RecoveryDeclarations>, images: ImageLibrary) { self.settings = settings }

    /// The networks, as tables call them.
    enum Network: String {
        /// With the theorem's thresholds, which fall to 0 or, with noise, to its size.
        case theorem
        /// Hard thresholding.
        case hard
        /// The theorem's thresholds down to one at which they stop.
        case stopped
        /// One threshold in all layers.
        case constant
    }

    public func stages() throws -> [Stage] {
        try trainingStages() + settings.common.trainingSeeds.map(evaluationStage(seed:))
    }

    public var description: StudyDescription {
        let seeds = settings.common.trainingSeeds
        func method(
            _ network: Network, _ label: String, _ legend: String, _ style: StudyDescription.StyleHint
        ) -> StudyDescription.Method {
            // Each seed has signals and matrices of its own.
            StudyDescription.Method(
                id: network.rawValue, label: label, legend: legend, style: style, isTrained: false,
                layers: settings.layers, seeds: seeds, draws: seeds, evaluations: Self.evaluations)
        }
        let trained: [StudyDescription.Method] =
            trainedSparsity == nil
            ? []
            : Trained.allCases.enumerated().map { variant, network in
                var method = Self.names.describe(
                    self.method(network, variant), layers: settings.trainedLayers, run: settings.common,
                    choosesRates: false)
                (method.seeds, method.draws) = (trainedSeeds, trainedSeeds)
                method.evaluations = Self.evaluations
                return method
            }
        return StudyDescription(
            id: Self.id, title: "Sparse recovery", dataStage: nil,
            methods: [
                method(.theorem, "the theorem’s network", "The theorem’s network", .init("proposed")),
                method(.hard, "hard thresholding", "Hard thresholding", .init("classical")),
                method(.stopped, "thresholds that stop at θ", "Thresholds that stop at $θ$", .init("proposed", 1)),
                method(.constant, "one θ in all layers", "One $θ$ in all layers", .init("baseline")),
            ] + trained,
            measures: [.init(name: "worst", label: "largest error", symbol: "$‖x_k − x‖_2$")],
            tables: RecoveryTables.descriptions
                + (trained.isEmpty ? [] : StudyDescription.TableDescription.trainings()))
    }
}
