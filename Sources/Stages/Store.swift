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
    /// Files that the receipt does not list are of no matter; a receipt of an older program lists none.
    public func look(for name: String, key: StageKey, verify: Bool = false) -> Finding {
        let folder = directory(name: name, key: key)
        guard let marker = try? String(contentsOf: folder.appendingPathComponent(Self.markerName), encoding: .utf8),
            marker.trimmingCharacters(in: .whitespacesAndNewlines) == key.hex
        else { return .missing }
        guard let data = try? Data(contentsOf: folder.appendingPathComponent(Self.receiptName)) else {
            return .damaged("\(Self.receiptName) is lost")
        }
        guard let receipt = try? CanonicalJSON.decode(StageReceipt.self, from: data),
            receipt.name == name, receipt.key == key
        else { return .damaged("\(Self.receiptName) is not what was written") }
        let damage = (receipt.files ?? []).compactMap { $0.damage(in: folder, verify: verify) }
        guard let first = damage.first else { return .done(receipt) }
        return .damaged(damage.count == 1 ? first : "\(first), and \(damage.count - 1) more like it")
    }

    /// How a finished stage was made; nil where it is not finished, or its files have not the sizes that they had.
    public func receipt(name: String, key: StageKey) -> StageReceipt? {
        guard case .done(let receipt) = look(for: name, key: key) else { return nil }
        return receipt
    }

    /// Whether a stage's result is there and complete.
    public func isDone(name: String, key: StageKey) -> Bool { receipt(name: name, key: key) != nil }

    /// Whether an unfinished stage left checkpoints to go on from.
    public func hasCheckpoint(key: StageKey) -> Bool {
        !FileSystem.names(in: checkpointDirectory(key: key)).isEmpty
    }

    /// The receipts of all stages that were ever finished, damaged or not, sorted by name, then oldest first.
    public func receipts() -> [StageReceipt] {
        FileSystem.names(in: root).filter { !$0.hasPrefix(".") }.compactMap { folder -> StageReceipt? in
            let url = root.appendingPathComponent(folder)
            guard FileSystem.exists(url.appendingPathComponent(Self.markerName)),
                let data = try? Data(contentsOf: url.appendingPathComponent(Self.receiptName))
            else { return nil }
            return try? CanonicalJSON.decode(StageReceipt.self, from: data)
        }
        .sorted { ($0.name, $0.finished, $0.key.hex) < ($1.name, $1.finished, $1.key.hex) }
    }

    private func folderName(name: String, key: StageKey) -> String {
        name.replacingOccurrences(of: "/", with: "-") + "-" + key.short
    }
}
