import Datasets
import Foundation

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
            let key = "\(Self.key(request)) at \(request.side)×\(request.side)×\(request.channels)"
            let images = try sets[key] ?? request.load()
            sets[key] = keeping ? images : nil
            return images
        }
    }
}
