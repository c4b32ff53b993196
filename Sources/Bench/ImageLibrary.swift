import Datasets
import Foundation
import Support

/// Image sets of a process, each read once: for the fingerprint in keys, to see whether there are enough, and for the stage
/// that cuts them into sets.
///
/// `@unchecked`: the lock guards the dictionaries.
public final class ImageLibrary: @unchecked Sendable {
    private let lock = NSLock()
    private var fingerprints: [String: String] = [:]
    private var warnings: [String: [String]] = [:]
    private var sets: [String: ImageSet] = [:]
    /// Fingerprints of another time or machine, which images that are read have to have.
    private let promised: [String: String]

    /// An empty library.
    ///
    /// - Parameter fingerprints: of images by their places, `knownFingerprints` of another library: their files need not be here
    ///   until they are read.
    public init(knowing fingerprints: [String: String] = [:]) { promised = fingerprints }

    /// SHA-256 of the files of all requests so far, by where they are from: "fashion-mnist=", "folder=DIR".
    public var knownFingerprints: [String: String] { lock.withLock { promised.merging(fingerprints) { $1 } } }

    /// SHA-256 of the files of a request, whatever the size asked for. Throws `DataError`.
    func fingerprint(_ request: DataRequest) throws -> String {
        try lock.withLock {
            let key = Self.key(request)
            if let known = fingerprints[key] ?? promised[key] { return known }
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
            if promised[key] != nil { return [] }
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
            if let expected = promised[Self.key(request)], sets[key] == nil {
                let found = try request.fingerprint()
                guard found == expected else {
                    throw DataError(
                        file: request.directory ?? request.source.rawValue,
                        expected: "the images of the plan, \(expected.prefix(12))…",
                        got: "others, \(found.prefix(12))…",
                        hint: "make the plan anew, or bring its images here")
                }
            }
            let images = try sets[key] ?? request.load()
            sets[key] = keeping ? images : nil
            return images
        }
    }
}
