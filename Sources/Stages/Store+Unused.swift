import Foundation
import Support

/// Checkpoints of an unfinished stage that no stage of a graph would go on from.
public struct UnusedCheckpoint: Equatable, Sendable {
    /// The key that it was made for.
    public let key: StageKey
    /// Bytes of its files.
    public let bytes: Int
    /// Which process holds it, and so keeps it: "4711"; nil where none does.
    public let holder: String?
}

extension Store {
    /// The checkpoints of keys that are not among `keys`, sorted by key: of settings, code or data that are no more. Changes
    /// nothing. Throws `FileError`.
    public func unusedCheckpoints(keeping keys: Set<StageKey>) throws -> [UnusedCheckpoint] {
        let found = Set(try FileSystem.names(in: partialRoot).compactMap(Self.checkpointKey)).subtracting(keys)
        return try found.sorted { $0.hex < $1.hex }.map { key in
            let lock = lockFile(key: key)
            var holder: String?
            // A key without a lock file was never held; to look must not make one.
            if FileSystem.exists(lock) { holder = try StoreLock(lock) == nil ? StoreLock.holder(lock) : nil }
            return UnusedCheckpoint(key: key, bytes: try checkpointBytes(key: key), holder: holder)
        }
    }

    /// Removes a checkpoint; false where a process has taken it up meanwhile, so that it stays. Throws `FileError`.
    public func remove(_ checkpoint: UnusedCheckpoint) throws -> Bool {
        try prepare()
        guard let lock = try StoreLock(lockFile(key: checkpoint.key)) else { return false }
        defer { lock.unlock() }
        try removeCheckpoint(key: checkpoint.key)
        return true
    }

    /// The key of a folder of checkpoints, or of the file beside it; nil of what the store has not made.
    private static func checkpointKey(_ name: String) -> StageKey? {
        let hex = name.hasSuffix(".seconds") ? String(name.dropLast(8)) : name
        guard hex.utf8.count == 64, hex.allSatisfy({ $0.isHexDigit && !$0.isUppercase }) else { return nil }
        return StageKey(hex: hex)
    }

    private func checkpointBytes(key: StageKey) throws -> Int {
        let folder = checkpointDirectory(key: key)
        return try FileSystem.files(below: folder)
            .reduce(try FileSystem.size(secondsFile(key: key)) ?? 0) {
                $0 + (try FileSystem.size(folder.appendingPathComponent($1)) ?? 0)
            }
    }
}
