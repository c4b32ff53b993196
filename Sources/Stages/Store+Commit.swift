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

    /// The lock of `key`; nil while another holder has it. Throws `FileError`.
    func lock(key: StageKey) throws -> StoreLock? { try StoreLock(lockFile(key: key)) }

    /// Who says to hold the lock of `key`: "4711", "4711 on node12".
    func holder(key: StageKey) -> String { StoreLock.holder(lockFile(key: key)) }

    /// Makes hosts that remember what a folder held look into the store's again. Throws `FileError`.
    func lookAgain() throws {
        let probe = root.appendingPathComponent(".temporary/.look-\(getpid())-\(UInt64.random(in: 0...UInt64.max))")
        for folder in [probe, root.appendingPathComponent(probe.lastPathComponent)] {
            try FileSystem.makeFolder(folder)
            try FileSystem.remove(folder)
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
    ///
    /// Where locks hold on one host alone, a process of another host may have been quicker with the same stage: its result,
    /// which has the same bytes, stays.
    ///
    /// - Parameter replacing: whether a result that is there is to be replaced, since it was asked for anew or is damaged.
    /// - Returns: false where another process's result stays.
    func commit(_ temporary: URL, receipt: StageReceipt, replacing: Bool = false) throws -> Bool {
        let target = directory(name: receipt.name, key: receipt.key)
        var receipt = receipt
        receipt.files = try StoredFile.all(in: temporary)
        let data = try CanonicalJSON.fileData(receipt)
        try AtomicFile.write(data, to: temporary.appendingPathComponent(Self.receiptName))
        try FileSystem.synchronizeAll(temporary)
        var isOurs = true
        do {
            if !replacing { isOurs = try !isDone(name: receipt.name, key: receipt.key) }
            if isOurs { try put(temporary, in: target, key: receipt.key) }
        } catch let error as FileError where [ENOENT, ENOTEMPTY, EEXIST].contains(error.number) {
            // The other one came between, or this host remembers that the folder was not there.
            guard try waitForOther(receipt, seconds: error.number == ENOENT ? 5 : Self.memory) else { throw error }
            isOurs = false
        }
        if !isOurs { try FileSystem.remove(temporary) }
        try removeCheckpoint(key: receipt.key)
        try removeLoss(key: receipt.key)
        return isOurs
    }

    private func put(_ temporary: URL, in target: URL, key: StageKey) throws {
        var replaced: URL?
        if FileSystem.exists(target) {
            let old = temporaryURL(key: key)
            try FileSystem.move(target, to: old)
            replaced = old
        }
        try FileSystem.move(temporary, to: target)
        try FileSystem.synchronize(root)
        try AtomicFile.write(key.hex + "\n", to: target.appendingPathComponent(Self.markerName))
        if let replaced { try FileSystem.remove(replaced) }
    }

    /// Seconds for which hosts remember, at most, that a file was not there.
    private static let memory = 90.0

    /// Whether the result of another process comes into sight.
    private func waitForOther(_ receipt: StageReceipt, seconds: Double) throws -> Bool {
        for _ in 0..<Int(seconds * 4) {
            if try isDone(name: receipt.name, key: receipt.key) { return true }
            usleep(250_000)
            try lookAgain()
        }
        return false
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
