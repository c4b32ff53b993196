import Foundation
import Support

/// What a study asks of its images: where from, how large, grey or RGB.
public struct DataRequest: Equatable, Sendable {
    /// Where the images come from.
    public var source: ImageSource
    /// The folder, or nil for the source's usual places.
    public var directory: String?
    /// Height and width in pixels: 1 to 32, and up to any size for `folder`.
    public var side: Int
    /// 1 (grey) or 3 (RGB).
    public var channels: Int
    /// What to set for another side, for errors; nil where no setting says it.
    public var sideSetting: SideSetting?

    /// The setting that a side comes from.
    public struct SideSetting: Equatable, Sendable {
        let name: String
        let least: Int
        let step: Int

        /// A setting by its full name, which takes multiples of `step` that are at least `least`.
        public init(_ name: String, least: Int, step: Int) { (self.name, self.least, self.step) = (name, least, step) }
    }

    /// What to do about images of fewer pixels a side than asked for.
    ///
    /// - Parameter pixels: how many they have.
    func hint(forSmallImages pixels: Int) -> String {
        guard let setting = sideSetting else { return "choose a smaller side" }
        let side = pixels / setting.step * setting.step
        return side < setting.least
            ? "they are too small for any side" : "add --set \(setting.name)=\(side) to the command"
    }

    /// A request; `side` is positive, and `channels` is 1 or 3.
    public init(source: ImageSource, directory: String? = nil, side: Int, channels: Int = 1) {
        self.source = source
        self.directory = directory
        self.side = side
        self.channels = channels
    }

    /// Reads the images. Throws `DataError` where they are missing or damaged, or the request is impossible.
    public func load() throws -> ImageSet {
        let reader = try source.reader(directory: directory)
        guard channels == 1 || channels == 3 else {
            throw DataError(file: reader.directory, expected: "a request for 1 or 3 channels", got: "\(channels)")
        }
        guard side > 0, source == .folder ? side <= 1024 : side <= 32 else {
            throw DataError(
                file: reader.directory, expected: "a request for 1 to \(source == .folder ? 1024 : 32) pixels a side",
                got: "\(side)")
        }
        return try reader.load(self)
    }

    /// SHA-256 of the files' names, sizes and bytes: part of the key of all that is made of them. Throws `DataError`.
    public func fingerprint() throws -> String { try source.reader(directory: directory).fingerprint() }

    /// What the reader warns of before it reads. Throws `DataError` where the images are missing.
    public func warnings() throws -> [String] { try source.reader(directory: directory).warnings }
}

/// A value of `--data`: `cifar10=DIR`, `fashion-mnist`, or, for one study only, `inpainting:folder=DIR`.
public struct DataSpecification: Equatable, Sendable {
    /// The study that it is for; nil for all.
    public let study: String?
    /// Where the images come from.
    public let source: ImageSource
    /// The folder, or nil for the usual places.
    public let directory: String?

    /// Reads a specification; a colon counts only before the first equals sign, so that folders may have one.
    ///
    /// - Parameter studies: the names that may stand before the colon.
    /// - Throws: `DataSpecificationError`.
    public init(parsing text: String, studies: [String] = []) throws {
        let halves = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let left = halves[0].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        if left.count == 2 {
            guard studies.contains(left[0]) else {
                throw DataSpecificationError(text: text, wrong: "study", name: left[0], choices: studies)
            }
        }
        let name = left[left.count - 1]
        guard let source = ImageSource(rawValue: name) else {
            throw DataSpecificationError(
                text: text, wrong: "data source", name: name, choices: ImageSource.allCases.map(\.rawValue))
        }
        let directory = halves.count == 2 ? String(halves[1]) : nil
        if directory?.isEmpty ?? (source == .folder) {
            throw DataSpecificationError(text: text, missingFolderOf: source)
        }
        study = left.count == 2 ? left[0] : nil
        self.source = source
        self.directory = directory
    }

    /// The request of a study with its own size and channels.
    public func request(side: Int, channels: Int) -> DataRequest {
        DataRequest(source: source, directory: directory, side: side, channels: channels)
    }
}

/// A value of `--data` that names no data: a mistake in the command, code 64.
public struct DataSpecificationError: Error, Equatable, CustomStringConvertible, LocalizedError, Sendable {
    /// What is wrong, and what would be right.
    public let description: String
    /// The same as `description`.
    public var errorDescription: String? { description }

    init(text: String, wrong kind: String, name: String, choices: [String]) {
        let nearest = NearestName.suggest(name, among: choices).map { "; did you mean “\($0)”?" } ?? ""
        description = PrintableText.line(
            "--data \(text): there is no \(kind) named “\(name)”" + nearest
                + (choices.isEmpty ? "" : " (known: \(choices.joined(separator: ", ")))"), limit: .max)
    }

    init(text: String, missingFolderOf source: ImageSource) {
        description = PrintableText.line(
            "--data \(text): a folder is missing: --data \(source.rawValue)=DIR", limit: .max)
    }
}
