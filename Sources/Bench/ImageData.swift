import Datasets
import Foundation
import Stages

/// Image sets of a process, each read once: for the fingerprint in keys, to see whether there are enough, and for the stage
/// that cuts them into sets.
///
/// `@unchecked`: the lock guards the dictionaries.
public final class ImageLibrary: @unchecked Sendable {
    private let lock = NSLock()
    private var fingerprints: [String: String] = [:]
    private var warnings: [String: [String]] = [:]
    private var sets: [String: ImageSet] = [:]

    /// An empty library.
    public init() {}

    /// SHA-256 of the files of a request, whatever the size asked for. Throws `DataError`.
    func fingerprint(_ request: DataRequest) throws -> String {
        try lock.withLock {
            let key = Self.key(request)
            if let known = fingerprints[key] { return known }
            let found = try request.fingerprint()
            fingerprints[key] = found
            return found
        }
    }

    /// What is missing or doubtful before the images are read. Throws `DataError`.
    func warnings(_ request: DataRequest) throws -> [String] {
        try lock.withLock {
            let key = Self.key(request)
            if let known = warnings[key] { return known }
            let found = try request.warnings()
            warnings[key] = found
            return found
        }
    }

    private static func key(_ request: DataRequest) -> String {
        "\(request.source.rawValue)=\(request.directory ?? "")"
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
    private let bounds: [SizeBound]
    /// What is missing or doubtful before the images are read, a sentence each.
    let warnings: [String]

    /// - Parameters:
    ///   - study: the study's id.
    ///   - settings: where from, how large and how many.
    ///   - channels: 1 or 3.
    ///   - shrinks: whether fewer images than asked for make all three sets smaller in proportion, rather than an error.
    ///   - bounds: the study's counts that the sets' sizes bound.
    ///   - moreSettings: further settings that the stage's tables depend on.
    ///   - facts: further rows of its summary.csv.
    /// - Throws: `DataError` where the images are missing.
    public init(
        study: String, settings: Settings<ImageDeclarations>, channels: Int, library: ImageLibrary,
        shrinks: Bool = false, bounds: [SizeBound] = [], moreSettings: StageSettings = [:],
        facts: [(String, any TableValue & Sendable)] = []
    ) throws {
        stageName = StageNames(study).data
        self.study = study
        let directory = settings.directory
        request = DataRequest(
            source: settings.source, directory: directory.isEmpty ? nil : directory, side: settings.side,
            channels: channels)
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
                    + "side. Hint: larger images by --data \(study):folder=DIR, or other studies alone by --only")
        }
        return try library.images(request, keeping: true)
    }

    /// What is lacking where the sets are to be cut from too few images; nil where there are enough.
    func shortage(of images: ImageSet) -> ImageShortage? {
        let sizes = sizes(for: images)
        let apart = images.predefinedTest?.count
        let pool = images.count - (apart ?? 0)
        guard sizes.total(isTestApart: apart != nil) > pool || sizes.test > apart ?? pool else { return nil }
        let names = [settings.name(\.train), settings.name(\.validation), settings.name(\.test)]
        // Sets that shrink take any number but none.
        let leasts = names.map { name in
            shrinks ? 1 : bounds.filter { $0.large.name == name }.map(\.small.least).max() ?? 1
        }
        let least = SetSizes(train: leasts[0], validation: leasts[1], test: leasts[2])
        let fitting = sizes.fitting(pool, apart: apart, least: least)
        return ImageShortage(
            place: request.directory ?? request.source.rawValue,
            expected: fitting == nil
                ? "at least \(least.total(isTestApart: apart != nil)) images for \(stageName)"
                    + (apart == nil ? "" : ", and \(least.test) to test")
                : "\(sizes.train), \(sizes.validation) and \(sizes.test) images for "
                    + "\(names[0]), \(names[1]) and \(names[2])",
            got: (pool == 1 ? "1 image" : "\(pool) images") + (apart.map { ", and \($0) set apart for testing" } ?? ""),
            options: fitting.map { options($0, names) } ?? [])
    }

    private func options(_ sizes: SetSizes, _ names: [String]) -> [String] {
        let new = Dictionary(uniqueKeysWithValues: zip(names, [sizes.train, sizes.validation, sizes.test]))
        let bounds = bounds.filter { new.keys.contains($0.large.name) }
        let free = names.filter { name in !bounds.contains { $0.large.name == name } }
        return free.compactMap { name in new[name].map { SizeBound.Side.option(name, $0) } }
            + SizeBound.options(keeping: bounds, sizes: new)
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
        let sizes = sizes(for: images)
        return try Split(
            train: sizes.train, validation: sizes.validation, test: sizes.test, of: images,
            seed: settings.common.masterSeed)
    }

    /// The sizes asked for; where they shrink, in the same proportion that a set has images for, each at least one.
    private func sizes(for images: ImageSet) -> SetSizes {
        let asked = SetSizes(train: settings.train, validation: settings.validation, test: settings.test)
        guard shrinks else { return asked }
        let apart = images.predefinedTest?.count ?? 0
        let total = asked.total(isTestApart: apart > 0)
        let share = min(1, Double(images.count - apart) / Double(total))
        let sizes = [asked.train, asked.validation, asked.test].map {
            share < 1 ? max(1, Int(share * Double($0))) : $0
        }
        // Sets that were rounded up to one image take it from the training set.
        let rest = images.count - apart - sizes[1] - (apart > 0 ? 0 : sizes[2])
        return SetSizes(
            train: max(1, min(sizes[0], rest)), validation: sizes[1],
            test: apart > 0 ? min(asked.test, apart) : sizes[2])
    }
}
