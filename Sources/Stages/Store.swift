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

    /// How a finished stage was made; nil where it is not finished.
    public func receipt(name: String, key: StageKey) -> StageReceipt? {
        let folder = directory(name: name, key: key)
        guard let marker = try? String(contentsOf: folder.appendingPathComponent("done"), encoding: .utf8),
            marker.trimmingCharacters(in: .whitespacesAndNewlines) == key.hex,
            let data = try? Data(contentsOf: folder.appendingPathComponent("stage.json"))
        else { return nil }
        return try? CanonicalJSON.decode(StageReceipt.self, from: data)
    }

    /// Whether a stage's result is there and complete.
    public func isDone(name: String, key: StageKey) -> Bool { receipt(name: name, key: key) != nil }

    /// Whether an unfinished stage left checkpoints to go on from.
    public func hasCheckpoint(key: StageKey) -> Bool {
        !FileSystem.names(in: checkpointDirectory(key: key)).isEmpty
    }

    /// The receipts of all finished stages, sorted by name, then oldest first.
    public func receipts() -> [StageReceipt] {
        FileSystem.names(in: root).filter { !$0.hasPrefix(".") }.compactMap { folder -> StageReceipt? in
            let url = root.appendingPathComponent(folder)
            guard FileSystem.exists(url.appendingPathComponent("done")),
                let data = try? Data(contentsOf: url.appendingPathComponent("stage.json"))
            else { return nil }
            return try? CanonicalJSON.decode(StageReceipt.self, from: data)
        }
        .sorted { ($0.name, $0.finished, $0.key.hex) < ($1.name, $1.finished, $1.key.hex) }
    }

    private func folderName(name: String, key: StageKey) -> String {
        name.replacingOccurrences(of: "/", with: "-") + "-" + key.short
    }
}
