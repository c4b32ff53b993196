import Foundation
import Support
import Synchronization

/// A file that says who makes a stage, where a file lock may not: some file systems keep locks to one host, or have none.
///
/// It is made at once or not at all (O_EXCL), renewed every `beat` seconds while its holder lives, and removed at the end. One
/// that a dead process left is taken over: at once where that process was of this host, else `lifetime` seconds after it was
/// last renewed, by the clock of the file system. Two that take over the same one both work, which costs time alone: what a
/// stage writes does not depend on who writes it, and the second to finish keeps the first one's.
final class StoreLease {
    /// Seconds between two signs of life.
    static let beat = 10.0
    /// Seconds without a sign of life after which a process of another host counts as dead.
    static let lifetime = 60.0

    /// What the file says.
    struct Holder: Codable, Equatable {
        var identity: ProcessIdentity
        /// Tells one lease of a process from the next.
        var token: String
        var since: Date
    }

    private let url: URL
    private let holder: Holder
    private let unfinished: Int?
    private var isHeld = true

    /// Takes the lease at once, or returns nil where another has it. Throws `FileError`.
    init?(_ url: URL) throws {
        let holder = Holder(
            identity: .current, token: String(UInt64.random(in: 0...UInt64.max), radix: 16), since: Date())
        guard try Self.take(url, holder) else { return nil }
        (self.url, self.holder) = (url, holder)
        // A signal that ends the process removes it as it does half-written files.
        unfinished = UnfinishedFiles.add(url.path)
        Heartbeat.add(url.path)
    }

    /// Lets the next one in.
    func end() {
        guard isHeld else { return }
        isHeld = false
        Heartbeat.remove(url.path)
        UnfinishedFiles.remove(unfinished)
        // Another may have taken it over meanwhile, if this process stood still for long.
        if Self.holder(url)?.token == holder.token { unlink(url.path) }
    }

    deinit { end() }

    private static func take(_ url: URL, _ holder: Holder) throws -> Bool {
        for _ in 0..<3 {
            let descriptor = open(url.path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
            if descriptor >= 0 {
                defer { close(descriptor) }
                let data = try CanonicalJSON.fileData(holder)
                let written = data.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
                guard written == data.count else {
                    let error = FileError("write", url.path)
                    unlink(url.path)
                    throw error
                }
                return true
            }
            guard errno == EEXIST else { throw FileError("open the lease", url.path) }
            guard try isLeft(url) else { return false }
            unlink(url.path)
        }
        return false
    }

    /// Whether its holder is dead, as far as can be told.
    private static func isLeft(_ url: URL) throws -> Bool {
        if let alive = holder(url)?.identity.isAlive { return !alive }
        return try secondsSinceRenewal(url).map { $0 > lifetime } ?? false
    }

    /// By the clock of the file system, as hosts' clocks differ; nil where the file is gone.
    private static func secondsSinceRenewal(_ url: URL) throws -> Double? {
        let probe = url.deletingLastPathComponent().appendingPathComponent(
            ".now-\(getpid())-\(String(UInt64.random(in: 0...UInt64.max), radix: 16))")
        let descriptor = open(probe.path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw FileError("write", probe.path) }
        defer {
            close(descriptor)
            unlink(probe.path)
        }
        var (now, then) = (stat(), stat())
        guard fstat(descriptor, &now) == 0, stat(url.path, &then) == 0 else { return nil }
        return Double(now.st_mtim.tv_sec - then.st_mtim.tv_sec)
    }

    /// Who has it, or had it last; nil where there is none, or one that is being written.
    static func holder(_ url: URL) -> Holder? {
        guard let data = try? Data(contentsOf: url) else { return nil }
        return try? CanonicalJSON.decode(Holder.self, from: data)
    }

    /// Who works under it now; nil where nobody does. Throws `FileError`.
    static func liveHolder(_ url: URL) throws -> Holder? {
        guard let holder = holder(url), try !isLeft(url) else { return nil }
        return holder
    }
}

/// Renews all leases of this process.
private enum Heartbeat {
    private static let state = Mutex<(paths: Set<String>, timer: (any DispatchSourceTimer)?)>(([], nil))

    static func add(_ path: String) {
        state.withLock { state in
            state.paths.insert(path)
            guard state.timer == nil else { return }
            let timer = DispatchSource.makeTimerSource(queue: DispatchQueue(label: "downhill.leases", qos: .utility))
            timer.schedule(deadline: .now() + StoreLease.beat, repeating: StoreLease.beat)
            timer.setEventHandler { beat() }
            timer.activate()
            state.timer = timer
        }
    }

    static func remove(_ path: String) { state.withLock { _ = $0.paths.remove(path) } }

    /// The file system's own time, not this host's. A lease that cannot be renewed may be taken over, which is safe.
    private static func beat() {
        for path in state.withLock({ $0.paths }) { utimensat(AT_FDCWD, path, nil, 0) }
    }
}
