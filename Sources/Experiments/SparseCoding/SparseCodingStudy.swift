import Datasets
import Descent
import Stages

/// Case study I of the paper, section IV: sparse codes of images by LISTA, with descent constraints and without.
///
/// Images x (section IV-D) and a random dictionary D make the problems of eq. (13); a certified solver finds y*(x), for
/// the images and for shifted ones; each variant of LISTA, eq. (16), is trained by Algorithm 1 with every seed; each
/// network, and the classical methods beside it, is then measured on the test images, on the shifted ones (Fig. 5), and
/// under noise between its layers (Fig. 6).
public struct SparseCodingStudy: Sendable {
    let settings: RunSettings
    let fingerprint: String

    /// - Parameter settings: of the run.
    /// - Throws: `DataError` where the images are missing or damaged: before anything is trained.
    public init(settings: RunSettings) throws {
        self.settings = settings
        fingerprint = try Self.request(settings).fingerprint()
    }

    /// The seeds 1, 2, … of the trainings.
    var seeds: [Int] { Array(1...settings.int("run.seeds")) }

    /// The study's part of the graph.
    public var stages: [Stage] {
        [dataStage, labelStage, watchedStage, shiftStage, learningRateStage]
            + Variant.all.flatMap { variant in seeds.map { trainingStage(variant, seed: $0) } }
            + Reference.allCases.map { referenceStage($0) }
            + Variant.all.flatMap { variant in seeds.map { evaluationStage(variant, seed: $0) } }
    }

    static func request(_ settings: RunSettings) -> DataRequest {
        let directory = settings.string("sparse.data.directory")
        return DataRequest(
            source: ImageSource(rawValue: settings.string("sparse.data.source")) ?? .fashionMNIST,
            directory: directory.isEmpty ? nil : directory, side: settings.int("sparse.data.side"))
    }

    /// The master seed.
    var seed: UInt64 { UInt64(settings.int("run.seed")) }
    /// p.
    var inputDimension: Int { settings.int("sparse.data.side") * settings.int("sparse.data.side") }
    /// d.
    var dimension: Int { settings.int("sparse.problem.atoms") }
    /// L.
    var layerCount: Int { settings.int("sparse.network.layers") }

    /// Floating-point operations of one update: forward, backward to the inputs and to the weights.
    func updateOperations() -> Double {
        let (p, d) = (Double(inputDimension), Double(dimension))
        let batch = settings.double("sparse.training.batch")
        return 2 * batch * Double(layerCount) * d * (2 * p + 3 * d)
    }

    /// Seconds on one core, for plans: operations at 140 GFLOP/s, and the optimiser's traffic at 20 GB/s, as measured.
    func updateSeconds() -> Double {
        let (p, d) = (Double(inputDimension), Double(dimension))
        return updateOperations() / 140e9 + Double(layerCount) * d * (p + d) * 36 / 20e9
    }
}
