import Foundation
import Support

/// Finished stages' folders, by name and key; safe for several processes at once.
///
/// A result is made in a temporary folder of the same file system, is synchronised, renamed into place, and gets its
/// `done` marker last: a folder without that marker does not count, whatever a crash left in it.
public struct Store: Sendable {
    /// The folder of the store: `Output/store`.
    public let root: URL

    /// The store in the folder `root`, which need not exist yet.
    public init(_ root: URL) { self.root = root.absoluteURL }

    /// The folder of a stage's result, finished or not.
    public func directory(name: String, key: StageKey) -> URL {
        root.appendingPathComponent(folderName(name: name, key: key), isDirectory: true)
    }

    /// The path of a stage's result relative to the folder that holds the store, as run.json gives it.
    public func relativePath(name: String, key: StageKey) -> String {
        root.lastPathComponent + "/" + folderName(name: name, key: key)
    }

    /// Where the stage with this key keeps checkpoints until it is done.
    public func checkpointDirectory(key: StageKey) -> URL {
        root.appendingPathComponent(".partial/\(key.hex)", isDirectory: true)
    }

    static let receiptName = "stage.json"
    static let markerName = "done"

    /// What the store has of a stage.
    public enum Finding: Equatable, Sendable {
        /// Nothing, or nothing that was ever finished.
        case missing
        /// A result that was finished and is no longer what it was, and in what: "train.npy is 1200 bytes, was 4096".
        case damaged(String)
        /// A whole result.
        case done(StageReceipt)
    }

    /// Looks at a stage's result: the sizes of its files and, with `verify`, all their bytes.
    ///
    /// Files that the receipt does not list are of no matter; a receipt of an older program lists none. Throws `FileError`
    /// where the disk fails: what is there may be good.
    public func look(for name: String, key: StageKey, verify: Bool = false) throws -> Finding {
        let folder = directory(name: name, key: key)
        // A crash can leave a folder without its marker, but never a marker of other content.
        guard FileSystem.exists(folder.appendingPathComponent(Self.markerName)) else { return .missing }
        let marker = try contents(of: Self.markerName, in: folder).map { String(decoding: $0, as: UTF8.self) }
        guard marker?.trimmingCharacters(in: .whitespacesAndNewlines) == key.hex else {
            return .damaged("\(Self.markerName) is not what was written")
        }
        guard FileSystem.exists(folder.appendingPathComponent(Self.receiptName)) else {
            return .damaged("\(Self.receiptName) is lost")
        }
        guard let receipt = try StageReceipt.load(from: folder), receipt.name == name, receipt.key == key,
            (receipt.files ?? []).allSatisfy(\.isInside)
        else { return .damaged("\(Self.receiptName) is not what was written") }
        let damage = try (receipt.files ?? []).compactMap { try $0.damage(in: folder, verify: verify) }
        guard let first = damage.first else { return .done(receipt) }
        return .damaged(damage.count == 1 ? first : "\(first), and \(damage.count - 1) more like it")
    }

    /// How a finished stage was made; nil where it is not finished, or its files have not the sizes that they had. Throws
    /// as `look` does.
    public func receipt(name: String, key: StageKey) throws -> StageReceipt? {
        guard case .done(let receipt) = try look(for: name, key: key) else { return nil }
        return receipt
    }

    /// Whether a stage's result is there and complete. Throws as `look` does.
    public func isDone(name: String, key: StageKey) throws -> Bool { try receipt(name: name, key: key) != nil }

    /// Whether an unfinished stage left checkpoints to go on from. Throws `FileError` where the disk fails.
    public func hasCheckpoint(key: StageKey) throws -> Bool {
        // Hidden is what a crash left of a checkpoint that was being written.
        try FileSystem.names(in: checkpointDirectory(key: key)).contains { !$0.hasPrefix(".") }
    }

    /// The receipts of all stages that were ever finished, damaged or not, sorted by name, then oldest first. Throws
    /// `FileError` where the disk fails.
    public func receipts() throws -> [StageReceipt] {
        try FileSystem.names(in: root).filter { !$0.hasPrefix(".") }.compactMap { name -> StageReceipt? in
            let folder = root.appendingPathComponent(name)
            guard FileSystem.exists(folder.appendingPathComponent(Self.markerName)) else { return nil }
            return try StageReceipt.load(from: folder)
        }
        .sorted { ($0.name, $0.finished, $0.key.hex) < ($1.name, $1.finished, $1.key.hex) }
    }

    /// A file's bytes; nil where it is missing, unreadable or no file.
    private func contents(of name: String, in folder: URL) throws -> Data? {
        let path = folder.appendingPathComponent(name).path
        do {
            return Data(try InputFile.contents(of: path, kind: "a file of the store"))
        } catch is DataError { return nil }
    }

    private func folderName(name: String, key: StageKey) -> String {
        name.replacingOccurrences(of: "/", with: "-") + "-" + key.short
    }
}
