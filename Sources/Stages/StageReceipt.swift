import Foundation
import Support

/// `stage.json`: how a stage's folder was made, and what is in it.
public struct StageReceipt: Codable, Equatable, Sendable {
    /// The stage's name.
    public var name: String
    /// The stage's key.
    public var key: StageKey
    /// Its own settings.
    public var settings: StageSettings
    /// The keys of its inputs by name.
    public var inputs: [String: StageKey]
    /// Its code version.
    public var codeVersion: Int
    /// Its extra key, such as a fingerprint of data.
    public var extraKey: String?
    /// What its bytes depend on besides: "512 bits, SkylakeX"; nil where they do not.
    public var numerics: String?
    /// Seconds that it took, those of interrupted attempts included.
    public var seconds: Double
    /// When it was finished.
    public var finished: Date
    /// What machine and program made it.
    public var provenance: Provenance
    /// What it wrote, sorted by path; nil in receipts of older programs, which did not look.
    public var files: [StoredFile]?

    /// The receipt in a stage's folder; nil where there is none, or a damaged one. Throws `FileError` where the disk fails.
    public static func load(from folder: URL) throws -> StageReceipt? {
        let url = folder.appendingPathComponent(Store.receiptName)
        do {
            return try CanonicalJSON.read(StageReceipt.self, from: url, kind: "a receipt")
        } catch is DataError { return nil }
    }
}

/// A file of a finished stage's folder, as it was when the stage ended.
public struct StoredFile: Codable, Equatable, Sendable {
    /// Relative to the stage's folder: "train.npy".
    public var path: String
    /// Bytes.
    public var size: Int
    /// SHA-256 of its bytes, in 64 hexadecimal digits.
    public var sha256: String

    /// The files of a folder as they are now, but those that the store itself writes. Throws `DataError` where one
    /// cannot be read, `FileError` where the disk fails.
    static func all(in folder: URL) throws -> [StoredFile] {
        try FileSystem.files(below: folder).compactMap { path in
            let url = folder.appendingPathComponent(path)
            guard path != Store.receiptName, path != Store.markerName, let size = try FileSystem.size(url) else {
                return nil
            }
            return StoredFile(path: path, size: size, sha256: try fingerprint(of: url))
        }
    }

    private static func fingerprint(of url: URL) throws -> String {
        var digest = Fingerprint()
        try digest.add(InputFile(url.path, kind: "a file of a finished stage"))
        return digest.hexadecimal
    }

    /// Whether it is below its folder, as all files are that a stage has written.
    var isInside: Bool {
        !path.split(separator: "/", omittingEmptySubsequences: false).contains { $0.isEmpty || $0 == ".." }
    }

    /// What has happened to the file since, "train.npy is 1200 bytes, was 4096"; nil where nothing is to be seen. Throws
    /// `FileError` where the disk fails.
    ///
    /// - Parameter verify: whether to read its bytes, too; otherwise its size alone is looked at.
    public func damage(in folder: URL, verify: Bool) throws -> String? {
        let url = folder.appendingPathComponent(path)
        guard let now = try FileSystem.size(url) else { return "\(path) is lost" }
        guard now == size else { return "\(path) is \(now) bytes, was \(size)" }
        guard access(url.path, R_OK) == 0 else {
            return "\(path) cannot be read (\(String(cString: strerror(errno))))"
        }
        guard verify else { return nil }
        do {
            return try Self.fingerprint(of: url) == sha256 ? nil : "\(path) has other bytes than were written"
        } catch let error as DataError {
            return "\(error)"
        }
    }
}
