import Bench
import Datasets
import Stages
import Tensors
import Unrolled

/// Case study II of the paper, section V: a square hole in images, filled by GLOW-Prox, eqs. (22)–(25), with the descent
/// constraints of eq. (26) and without.
///
/// Images are cut into sets; one flow is trained by maximum likelihood, as the common reference; each recipe of GLOW-Prox
/// is trained by Algorithm 1 with every seed, and ablations of its parametrisation once; each network, and the classical
/// answers beside it, is then measured on the test images (Figs. 7, 8), and on noisy ones (Fig. 9).
public struct InpaintingStudy: RepeatableStudy, OpenStudy {
    public static let id = "inpainting"
    public static var imageSettings: KeyPath<InpaintingDeclarations, ImageDeclarations> { \.data.images }

    public let id: String
    let names: StageNames
    /// The flow trained by maximum likelihood.
    var referenceFlow: String { "\(id)/flow" }

    let settings: Settings<InpaintingDeclarations>
    /// The images' shape.
    let shape: ImageShape
    /// The side of the hole: of the paper's 64×64 images it takes 24×24.
    let holeSide: Int
    public private(set) var imageData: ImageData?
    public private(set) var externalMethods: [ExternalMethod] = []

    public init(id: String, _ settings: Settings<InpaintingDeclarations>, images: ImageLibrary) throws {
        (self.id, names) = (id, StageNames(id))
        self.settings = settings
        let (data, colours) = (settings.data, settings.data.colours)
        let isGrey = colours == .auto ? data.images.source == .fashionMNIST : colours == .grey
        shape = ImageShape(channels: isGrey ? 1 : 3, height: data.images.side, width: data.images.side)
        holeSide = data.hole == 0 ? shape.width * 3 / 8 : data.hole
        try checkShapes()
        let first = (shape.width - holeSide) / 2
        imageData = try ImageData(
            study: id, settings: data.images, draws: Self.draws(settings), channels: shape.channels,
            library: images, shrinks: true,
            sideStep: 1 << max(settings.flow.levels, settings.likelihood.levels),
            bounds: Self.bounds(settings), moreSettings: data.only(\.colours, \.hole),
            facts: [
                ("channels", shape.channels), ("hole_top", first), ("hole_left", first), ("hole_side", holeSide),
            ])
        let own = try methods().map(\.id) + InpaintingReference.allCases.map(\.rawValue)
        externalMethods = try settings.externalMethods(of: id, beside: own, check: layers)
    }

    public func stages() throws -> [Stage] {
        let (methods, seeds) = (try self.methods(), settings.common.trainingSeeds)
        return try (imageData?.stages ?? []) + [likelihoodStage()] + rateStages()
            + methods.flatMap { method in
                try method.seeds(of: seeds).map { try training(method, seed: $0).stage() }
            }
            + InpaintingReference.allCases.flatMap { reference in
                draws(of: reference).map { referenceStage(reference, draw: $0) }
            }
            + methods.flatMap { method in
                try method.seeds(of: seeds).map { try evaluationStage(method, seed: $0) }
            }
            + externalMethods.flatMap(externalStages)
    }

    /// The shards of a batch.
    public func threads(for stage: Stage) -> Int {
        let size = GlowProx<Float>.shardSize(hidden: settings.flow.hidden)
        return Workers.ranges(settings.training.optimiser.batch, size: size).count
    }

    /// The draws that trainings see, those for the choice of a rate and that of the reference flow included.
    private static func draws(_ settings: Settings<InpaintingDeclarations>) -> [Int] {
        settings.common.draws(ofSeeds: settings.common.trainingSeeds + settings.training.rates.seeds)
    }

    /// The draws that a reference is evaluated on: all, but for what descends on the one flow that is trained on draw 1, as
    /// other draws may test on what it has seen.
    private func draws(of reference: InpaintingReference) -> [Int] {
        reference.isFlow ? [1] : settings.common.trainedDraws
    }

    /// L.
    var layerCount: Int { settings.network.layers }

    /// For each pixel whether it is in the hole, which is in the middle.
    var hole: [Bool] {
        let (side, first) = (shape.width, (shape.width - holeSide) / 2)
        let inside = first..<first + holeSide
        return (0..<side * side).map { inside.contains($0 % side) && inside.contains($0 / side) }
    }

    public var description: StudyDescription {
        let methods = (try? self.methods()) ?? []
        return StudyDescription(
            id: id, title: "Inpainting", dataStage: names.data(draw: 1),
            methods: methods.map {
                names.describe(
                    $0, layers: layerCount, run: settings.common, choosesRates: choosesRate($0))
            }
                + InpaintingReference.allCases.map {
                    names.describe($0.described(layers: layerCount), draws: draws(of: $0))
                }
                + names.describe(externalMethods, run: settings.common),
            measures: InpaintingTest.measures.map(\.description),
            tables: InpaintingTest.tables + flowTables + [.summary(of: names.data), .summary(of: "evaluate")]
                + StudyDescription.TableDescription.trainings(sets: InpaintingStudy.constraintSets)
                + (settings.training.rates.areChosen ? RateChoice.descriptions : []))
    }
}
