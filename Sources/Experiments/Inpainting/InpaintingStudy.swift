import Datasets
import Foundation
import Stages
import Unrolled

/// Case study II of the paper, section V: a square hole in images, filled by GLOW-Prox, eqs. (22)–(25), with the descent
/// constraints of eq. (26) and without.
///
/// Images are cut into sets; one flow is trained by maximum likelihood, as the common reference; each variant of GLOW-Prox
/// is trained by Algorithm 1 with every seed, and ablations of its parametrisation once; each network, and the classical
/// answers beside it, is then measured on the test images (Figs. 7, 8), and on noisy ones (Fig. 9).
public struct InpaintingStudy: Sendable {
    let settings: RunSettings
    let fingerprint: String

    /// - Parameter settings: of the run.
    /// - Throws: `DataError` where the images are missing or damaged, `SettingsError` where sizes do not fit: before
    ///   anything is trained.
    public init(settings: RunSettings) throws {
        self.settings = settings
        fingerprint = try Self.request(settings).fingerprint()
        try checkSizes()
    }

    /// The study's part of the graph.
    public var stages: [Stage] {
        let seeds = Array(1...settings.int("run.seeds"))
        let ablations = settings.bool("inpainting.training.ablations") ? InpaintingVariant.ablations : []
        return [dataStage, likelihoodStage]
            + InpaintingVariant.crossed.flatMap { variant in seeds.map { trainingStage(variant, seed: $0) } }
            + ablations.map { trainingStage($0, seed: 1) }
            + InpaintingReference.allCases.map { referenceStage($0) }
            + InpaintingVariant.crossed.flatMap { variant in seeds.map { evaluationStage(variant, seed: $0) } }
            + ablations.map { evaluationStage($0, seed: 1) }
    }

    /// The master seed.
    var seed: UInt64 { UInt64(settings.int("run.seed")) }
    /// L.
    var layerCount: Int { settings.int("inpainting.network.layers") }
    /// The images' shape.
    var shape: ImageShape { Self.shape(settings) }

    /// The seed of one training.
    func seed(_ seed: Int) -> UInt64 { self.seed &* 1_000_003 &+ UInt64(seed) }

    static func request(_ settings: RunSettings) -> DataRequest {
        let directory = settings.string("inpainting.data.directory")
        let shape = Self.shape(settings)
        return DataRequest(
            source: ImageSource(rawValue: settings.string("inpainting.data.source")) ?? .fashionMNIST,
            directory: directory.isEmpty ? nil : directory, side: shape.width, channels: shape.channels)
    }

    private static func shape(_ settings: RunSettings) -> ImageShape {
        let colours = settings.string("inpainting.data.colours")
        let isGrey =
            colours == "auto" ? settings.string("inpainting.data.source") == "fashion-mnist" : colours == "grey"
        let side = settings.int("inpainting.data.side")
        return ImageShape(channels: isGrey ? 1 : 3, height: side, width: side)
    }

    /// The side of the hole: of the paper's 64×64 images it takes 24×24.
    var holeSide: Int {
        let given = settings.int("inpainting.data.hole")
        return given == 0 ? shape.width * 3 / 8 : given
    }

    /// For each pixel whether it is in the hole, which is in the middle.
    var hole: [Bool] {
        let (side, first) = (shape.width, (shape.width - holeSide) / 2)
        let inside = first..<first + holeSide
        return (0..<side * side).map { inside.contains($0 % side) && inside.contains($0 / side) }
    }

    private func checkSizes() throws {
        guard holeSide < shape.width else {
            throw SettingsError(
                "inpainting.data.hole is \(holeSide): expected less than inpainting.data.side, \(shape.width)")
        }
        for name in ["inpainting.flow.levels", "inpainting.likelihood.levels"] {
            let multiple = 1 << settings.int(name)
            guard shape.width % multiple == 0 else {
                throw SettingsError(
                    "\(name) is \(settings.int(name)), so that inpainting.data.side must be a multiple of \(multiple); "
                        + "it is \(shape.width). Hint: fewer levels, or another side.")
            }
        }
        if settings.bool("inpainting.network.shared-flow"), settings.bool("inpainting.network.coarse-to-fine") {
            throw SettingsError(
                "inpainting.network.shared-flow is true: expected inpainting.network.coarse-to-fine to be false then, by "
                    + "which each layer opens a level of a flow of its own")
        }
        let deviations = settings.doubles("inpainting.flow.bias-deviations").count
        guard deviations == 2 else {
            throw SettingsError("inpainting.flow.bias-deviations: expected two numbers, got \(deviations)")
        }
    }
}
