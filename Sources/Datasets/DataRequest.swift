import Support
import Tensors

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
        return try reader.load(side: side, channels: channels)
    }

    /// SHA-256 of the files' names, sizes and bytes: part of the key of all that is made of them. Throws `DataError`.
    public func fingerprint() throws -> String { try source.reader(directory: directory).fingerprint() }
}
