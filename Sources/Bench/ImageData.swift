import Datasets
import Foundation
import Stages

/// Image sets of a process, each read once: for the fingerprint in keys, to see whether there are enough, and for the stage
/// that cuts them into sets.
///
/// `@unchecked`: the lock guards both dictionaries.
public final class ImageLibrary: @unchecked Sendable {
    private let lock = NSLock()
    private var fingerprints: [String: String] = [:]
    private var sets: [String: ImageSet] = [:]

    /// An empty library.
    public init() {}

    /// SHA-256 of the files of a request, whatever the size asked for. Throws `DataError`.
    func fingerprint(_ request: DataRequest) throws -> String {
        try lock.withLock {
            let key = "\(request.source.rawValue)=\(request.directory ?? "")"
            if let known = fingerprints[key] { return known }
            let found = try request.fingerprint()
            fingerprints[key] = found
            return found
        }
    }

    /// The images, read unless they are kept; `keeping` them for the next who asks, or giving them away. Throws `DataError`.
    func images(_ request: DataRequest, keeping: Bool) throws -> ImageSet {
        try lock.withLock {
            let key = "\(request)"
            let images = try sets[key] ?? request.load()
            sets[key] = keeping ? images : nil
            return images
        }
    }
}

/// A study's images: the stage `data/<study>`, which cuts them into three disjoint sets, each (n, channels·side²) in [0, 1].
public struct ImageData: Sendable {
    /// Its stage.
    public let stageName: String
    private let study: String
    private let request: DataRequest
    private let settings: Settings<ImageDeclarations>
    private let moreSettings: StageSettings
    private let shrinks: Bool
    private let facts: [(String, any TableValue & Sendable)]
    private let library: ImageLibrary
    private let fingerprint: String

    /// - Parameters:
    ///   - study: the study's id.
    ///   - settings: where from, how large and how many.
    ///   - channels: 1 or 3.
    ///   - shrinks: whether fewer images than asked for make all three sets smaller in proportion, rather than an error.
    ///   - moreSettings: further settings that the stage's tables depend on.
    ///   - facts: further rows of its summary.csv.
    /// - Throws: `DataError` where the images are missing.
    public init(
        study: String, settings: Settings<ImageDeclarations>, channels: Int, library: ImageLibrary,
        shrinks: Bool = false, moreSettings: StageSettings = [:], facts: [(String, any TableValue & Sendable)] = []
    ) throws {
        stageName = StageNames(study).data
        self.study = study
        let directory = settings.directory
        request = DataRequest(
            source: settings.source, directory: directory.isEmpty ? nil : directory, side: settings.side,
            channels: channels)
        (self.settings, self.moreSettings, self.shrinks) = (settings, moreSettings, shrinks)
        (self.facts, self.library) = (facts, library)
        fingerprint = try library.fingerprint(request)
    }

    /// Reads and cuts the images as the stage will. Throws `DataError`, `SettingsError`.
    func check() throws {
        guard request.source == .folder || request.side <= 32 else {
            throw SettingsError(
                "\(settings.name(\.side)) is \(request.side), and the images of \(request.source.rawValue) have 32 pixels a "
                    + "side. Hint: larger images by --data \(study):folder=DIR, or other studies alone by --only")
        }
        _ = try split(library.images(request, keeping: true))
    }

    /// The stage. The folder's place is of no matter: the fingerprint of its files is in the key.
    public func stage() -> Stage {
        var own = settings.stageSettings + moreSettings + settings.common.only(\.seed)
        own[settings.name(\.directory)] = nil
        return Stage(name: stageName, settings: own, extraKey: fingerprint, work: 2) { context in
            let images = try library.images(request, keeping: false)
            try write(try split(images), of: images, context)
        }
    }

    /// `train.npy`, `validation.npy`, `test.npy`, and `summary.csv`: what the images are, and each set's size and fingerprint.
    private func write(_ split: Split, of images: ImageSet, _ context: StageContext) throws {
        let folder = Folder(context.directory)
        var rows: [(String, any TableValue)] =
            [
                ("source", images.origin), ("images", images.count), ("height", images.height),
                ("width", images.width), ("dimension", images.pixels.columns), ("files", context.key.hex),
            ] + facts.map { ($0.0, $0.1) }
        for (name, indices) in [("train", split.train), ("validation", split.validation), ("test", split.test)] {
            try context.checkInterruption()
            try folder.write(images.pixels(at: indices), "\(name).npy")
            rows.append((name, indices.count))
            rows.append(("fingerprint.\(name)", Split.fingerprint(ofPixelsAt: indices, in: images)))
        }
        try folder.write(rows, "summary.csv")
    }

    private func split(_ images: ImageSet) throws -> Split {
        var (train, validation, test) = (settings.train, settings.validation, settings.test)
        if shrinks { (train, validation, test) = Self.shrunk(train, validation, test, to: images) }
        return try Split(
            train: train, validation: validation, test: test, of: images, seed: settings.common.masterSeed)
    }

    /// Sizes in the same proportion that a set has images for, each at least one.
    private static func shrunk(
        _ train: Int, _ validation: Int, _ test: Int, to images: ImageSet
    ) -> (train: Int, validation: Int, test: Int) {
        let apart = images.predefinedTest?.count ?? 0
        let total = apart > 0 ? train + validation : train + validation + test
        let share = min(1, Double(images.count - apart) / Double(total))
        let sizes = [train, validation, test].map { share < 1 ? max(1, Int(share * Double($0))) : $0 }
        // Sets that were rounded up to one image take it from the training set.
        let rest = images.count - apart - sizes[1] - (apart > 0 ? 0 : sizes[2])
        return (max(1, min(sizes[0], rest)), sizes[1], apart > 0 ? min(test, apart) : sizes[2])
    }
}
