import Datasets
import Stages

/// A study's images: the stages `data/<study>/draw-<k>`, each of which cuts them into three disjoint sets,
/// (n, channels·side²) in [0, 1].
public struct ImageData: Sendable {
    /// The names of its stages.
    let names: StageNames
    /// The draws that there are.
    private let draws: [Int]
    private(set) var request: DataRequest
    let settings: Settings<ImageDeclarations>
    private let moreSettings: StageSettings
    let shrinks: Bool
    private let facts: [(String, any TableValue & Sendable)]
    private let library: ImageLibrary
    let fingerprint: String
    let bounds: [SizeBound]
    /// What is missing or doubtful before the images are read, a sentence each.
    let warnings: [String]

    /// - Parameters:
    ///   - study: the study's id.
    ///   - settings: where from, how large and how many.
    ///   - draws: the draws that there are stages for.
    ///   - channels: 1 or 3.
    ///   - shrinks: whether fewer images than asked for make all three sets smaller in proportion, rather than an error.
    ///   - sideStep: what the side has to be a multiple of.
    ///   - bounds: the study's counts that the sets' sizes bound.
    ///   - moreSettings: further settings that the stage's tables depend on.
    ///   - facts: further rows of its summary.csv.
    /// - Throws: `DataError` where the images are missing.
    public init(
        study: String, settings: Settings<ImageDeclarations>, draws: [Int], channels: Int, library: ImageLibrary,
        shrinks: Bool = false, sideStep: Int = 1, bounds: [SizeBound] = [], moreSettings: StageSettings = [:],
        facts: [(String, any TableValue & Sendable)] = []
    ) throws {
        names = StageNames(study)
        self.draws = draws
        let directory = settings.directory
        request = DataRequest(
            source: settings.source, directory: directory.isEmpty ? nil : directory, side: settings.side,
            channels: channels)
        request.sideSetting = settings.smallestSide(step: sideStep)
        (self.settings, self.moreSettings, self.shrinks) = (settings, moreSettings, shrinks)
        (self.facts, self.library) = (facts, library)
        self.bounds = bounds
        fingerprint = try library.fingerprint(request)
        warnings = try library.warnings(request)
    }

    /// Reads the images as the stage will. Throws `DataError`, `SettingsError`.
    func read() throws -> ImageSet {
        guard request.source == .folder || request.side <= 32 else {
            throw SettingsError(
                "\(settings.name(\.side)) is \(request.side), and the images of \(request.source.rawValue) have 32 pixels a "
                    + "side. Hint: larger images by --data \(names.study):folder=DIR, or other studies alone by --only")
        }
        return try library.images(request, keeping: true)
    }

    /// The stages, one a draw.
    public var stages: [Stage] { draws.map(stage) }

    /// The names of the stages.
    var stageNames: [String] { draws.map { names.data(draw: $0) } }

    /// The folder's place is of no matter: the fingerprint of its files is in the key.
    private func stage(draw: Int) -> Stage {
        var own = settings.stageSettings + moreSettings + settings.common.only(\.seed)
        own[settings.name(\.directory)] = nil
        return Stage(name: names.data(draw: draw), settings: own, extraKey: fingerprint, work: 2) { context in
            let images = try library.images(request, keeping: false)
            try write(try split(images, draw: draw), of: images, context)
        }
    }

    /// `train.npy`, `validation.npy`, `test.npy`, and `summary.csv`: what the images are, what is not as it
    /// should be with them, and each set's size and fingerprint.
    private func write(_ split: Split, of images: ImageSet, _ context: StageContext) throws {
        let folder = Folder(context.directory)
        var rows: [(String, any TableValue)] =
            [
                ("source", images.origin), ("images", images.count), ("height", images.height),
                ("width", images.width), ("dimension", images.pixels.columns), ("files", context.key.hex),
            ] + facts.map { ($0.0, $0.1) }
        if !images.warnings.isEmpty { rows.append(("warnings", images.warnings.joined(separator: "; "))) }
        for (name, indices) in [("train", split.train), ("validation", split.validation), ("test", split.test)] {
            try context.checkInterruption()
            try folder.write(images.pixels(at: indices), "\(name).npy")
            rows.append((name, indices.count))
            rows.append(("fingerprint.\(name)", Split.fingerprint(ofPixelsAt: indices, in: images)))
        }
        try folder.write(rows, "summary.csv")
    }

    private func split(_ images: ImageSet, draw: Int) throws -> Split {
        let sizes = sizes(for: images)
        return try Split(
            train: sizes.train, validation: sizes.validation, test: sizes.test, of: images,
            seed: settings.common.drawSeed(draw))
    }
}
