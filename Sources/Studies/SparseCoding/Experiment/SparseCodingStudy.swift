import Bench
import Stages
import Tensors
import Unrolled

/// Case study I of the paper, section IV: sparse codes of images by LISTA, with descent constraints and without.
///
/// Images x (section IV-D) and a random dictionary D make the problems of eq. (13); a certified solver finds y*(x), for
/// the images and for shifted ones; each recipe of LISTA, eq. (16), is trained by Algorithm 1 with every seed; each
/// network, and the classical methods beside it, is then measured on the test images, on the shifted ones (Fig. 5), and
/// under noise between its layers (Fig. 6).
public struct SparseCodingStudy: RepeatableStudy, OpenStudy {
    public static let id = "sparse"
    public static var imageSettings: KeyPath<SparseCodingDeclarations, ImageDeclarations> { \.data }

    public let id: String
    let names: StageNames
    /// D, and y*(x) of all images; a stage a draw.
    var labels: String { "\(id)/labels" }
    /// Shifted validation images, watched in training; a stage a draw.
    var watched: String { "\(id)/watched" }
    /// Shifted test images; a stage a draw.
    var shifted: String { "\(id)/ood" }

    let settings: Settings<SparseCodingDeclarations>
    public let imageData: ImageData?
    public private(set) var externalMethods: [ExternalMethod] = []

    public init(id: String, _ settings: Settings<SparseCodingDeclarations>, images: ImageLibrary) throws {
        (self.id, names) = (id, StageNames(id))
        self.settings = settings
        imageData = try ImageData(
            study: id, settings: settings.data, draws: Self.draws(settings), channels: 1, library: images,
            bounds: Self.bounds(settings))
        externalMethods = try settings.externalMethods(of: id, beside: ownIDs, check: layers)
    }

    public func stages() throws -> [Stage] {
        let (methods, seeds, draws) = (self.methods, settings.common.trainingSeeds, settings.common.trainedDraws)
        return try (imageData?.stages ?? [])
            + Self.draws(settings).flatMap { [labelStage(draw: $0), watchedStage(draw: $0)] }
            + draws.map { shiftStage(draw: $0) } + rateStages()
            + methods.flatMap { method in try method.seeds(of: seeds).map { try training(method, seed: $0).stage() } }
            + Reference.allCases.flatMap { reference in draws.map { referenceStage(reference, draw: $0) } }
            + methods.flatMap { method in try method.seeds(of: seeds).map { try evaluationStage(method, seed: $0) } }
            + externalMethods.flatMap(externalStages)
    }

    /// The shards of a batch.
    public func threads(for stage: Stage) -> Int {
        let batch = settings.training.optimiser.batch
        return Workers.ranges(batch, size: Shards.size(samples: batch)).count
    }

    /// The draws that trainings see, those for the choice of a rate included.
    private static func draws(_ settings: Settings<SparseCodingDeclarations>) -> [Int] {
        settings.common.draws(ofSeeds: settings.common.trainingSeeds + settings.training.rates.seeds)
    }

    /// p.
    var inputDimension: Int { settings.data.side * settings.data.side }
    /// d.
    var dimension: Int { settings.problem.atoms }
    /// L.
    var layerCount: Int { settings.network.layers }

    /// Seconds on one core of one update (forward, backward to the inputs and to the weights), for plans: operations at
    /// 105 GFLOP/s, and the optimiser's traffic at 20 GB/s, as measured.
    var updateSeconds: Double {
        let (p, d, layers) = (Double(inputDimension), Double(dimension), Double(layerCount))
        let operations = 2 * Double(settings.training.optimiser.batch) * layers * d * (2 * p + 3 * d)
        return operations / 105e9 + layers * d * (p + d) * 36 / 20e9
    }

    public var description: StudyDescription {
        let (common, measures) = (settings.common, LassoTest.measures)
        return StudyDescription(
            id: id, title: "Sparse coding", dataStage: names.data(draw: 1),
            methods: methods.map {
                names.describe(
                    $0, layers: layerCount, run: common, choosesRates: settings.training.rates.areChosen)
            }
                + Reference.allCases.map {
                    names.describe($0.described(layers: layerCount), draws: common.trainedDraws)
                }
                + names.describe(externalMethods, run: common),
            measures: measures.map(\.description),
            tables: LassoTest.tables(shifted: shifted) + StudyDescription.TableDescription.trainings()
                + (settings.training.rates.areChosen ? RateChoice.descriptions : [])
                + [labels, shifted].map { CertifiedOptima.description(stage: $0) }
                + [names.data, labels, "evaluate"].map { .summary(of: $0) })
    }
}
