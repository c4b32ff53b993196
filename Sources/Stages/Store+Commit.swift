import Foundation
import Support

extension Store {
    var partialRoot: URL { root.appendingPathComponent(".partial", isDirectory: true) }

    private var temporaryRoot: URL { root.appendingPathComponent(".temporary", isDirectory: true) }

    func lockFile(key: StageKey) -> URL { root.appendingPathComponent(".locks/\(key.hex)") }

    /// Makes the store's own folders. Throws `FileError` where the place cannot be written.
    public func prepare() throws {
        for name in [".locks", ".partial", ".temporary"] {
            try FileSystem.makeFolder(root.appendingPathComponent(name, isDirectory: true))
        }
    }

    /// Removes what dead processes left behind in temporary folders. A folder whose key is locked belongs to a live
    /// process and stays. Throws `FileError`.
    public func removeLeftovers() throws {
        try Leftovers.remove(in: partialRoot)
        for name in try FileSystem.names(in: temporaryRoot) {
            let key = StageKey(hex: String(name.prefix { $0 != "-" }))
            guard !key.hex.isEmpty, let lock = try StoreLock(lockFile(key: key)) else { continue }
            defer { lock.unlock() }
            try FileSystem.remove(temporaryRoot.appendingPathComponent(name))
        }
    }

    /// The lock of `key`. While another holder has it, `waiting` is called with its process id, again and again until
    /// it throws or the lock is free.
    func lock(key: StageKey, waiting: (_ holder: String) throws -> Void) throws -> StoreLock {
        let file = lockFile(key: key)
        while true {
            if let lock = try StoreLock(file) { return lock }
            try waiting(StoreLock.holder(file))
            usleep(50_000)
        }
    }

    /// A new empty folder on the store's file system; its lock must be held.
    func makeTemporary(key: StageKey) throws -> URL {
        let url = temporaryURL(key: key)
        try FileSystem.makeFolder(url)
        return url
    }

    private func temporaryURL(key: StageKey) -> URL {
        // Random digits, since processes of several hosts may have one number.
        let digits = String(UInt64.random(in: 0...UInt64.max), radix: 16)
        return temporaryRoot.appendingPathComponent("\(key.hex)-\(getpid())-\(digits)", isDirectory: true)
    }

    /// Notes what is in a finished folder and puts it into place, in the order that makes a crash at any moment harmless.
    func commit(_ temporary: URL, receipt: StageReceipt) throws {
        let target = directory(name: receipt.name, key: receipt.key)
        var receipt = receipt
        receipt.files = try StoredFile.all(in: temporary)
        let data = try CanonicalJSON.fileData(receipt)
        try AtomicFile.write(data, to: temporary.appendingPathComponent(Self.receiptName))
        try FileSystem.synchronizeAll(temporary)
        var replaced: URL?
        if FileSystem.exists(target) {
            let old = temporaryURL(key: receipt.key)
            try FileSystem.move(target, to: old)
            replaced = old
        }
        try FileSystem.move(temporary, to: target)
        try FileSystem.synchronize(root)
        try AtomicFile.write(receipt.key.hex + "\n", to: target.appendingPathComponent(Self.markerName))
        if let replaced { try FileSystem.remove(replaced) }
        try removeCheckpoint(key: receipt.key)
    }

    /// Forgets an unfinished stage's checkpoints and the seconds spent on them.
    func removeCheckpoint(key: StageKey) throws {
        try FileSystem.remove(checkpointDirectory(key: key))
        try FileSystem.remove(secondsFile(key: key))
    }

    /// Removes checkpoints of a finished stage, which a crash just after the end left; not those of a live process.
    func removeForgottenCheckpoint(key: StageKey) throws {
        guard FileSystem.exists(checkpointDirectory(key: key)), let lock = try StoreLock(lockFile(key: key))
        else { return }
        defer { lock.unlock() }
        try removeCheckpoint(key: key)
    }

    func secondsFile(key: StageKey) -> URL { root.appendingPathComponent(".partial/\(key.hex).seconds") }

    /// Seconds that interrupted attempts have spent on `key`; 0 where that is not known.
    func secondsSpent(key: StageKey) throws -> Double {
        guard try hasCheckpoint(key: key), FileSystem.exists(secondsFile(key: key)) else { return 0 }
        let bytes: [UInt8]
        do {
            bytes = try InputFile.contents(of: secondsFile(key: key).path, kind: "a number of seconds")
        } catch is DataError { return 0 }
        let text = String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        // A century is more than any stage takes: the file is damaged.
        guard let seconds = Double(text), (0...3.2e9).contains(seconds) else { return 0 }
        return seconds
    }

    /// After an attempt that did not finish: keeps checkpoints with the seconds spent so far, or forgets an empty folder.
    func keepCheckpoint(key: StageKey, seconds: Double) throws {
        if try hasCheckpoint(key: key) {
            try AtomicFile.write("\(seconds)\n", to: secondsFile(key: key))
        } else {
            try removeCheckpoint(key: key)
        }
    }
}
