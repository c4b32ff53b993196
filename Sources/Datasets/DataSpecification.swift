import Foundation

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
