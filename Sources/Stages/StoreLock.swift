import Foundation
import Support

/// The right to make a stage, held until `unlock()` or the end of the process, however that ends: an advisory lock on a file
/// (flock), and beside it a lease for those whose locks this file system does not show to one another.
final class StoreLock {
    private var descriptor: Int32
    private let lease: StoreLease

    /// Takes the lock at once, or returns nil where another holder, of this process or another, has it. Throws `FileError`.
    init?(_ url: URL) throws {
        descriptor = open(url.path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw FileError("open the lock", url.path) }
        var result = flock(descriptor, LOCK_EX | LOCK_NB)
        while result != 0, errno == EINTR { result = flock(descriptor, LOCK_EX | LOCK_NB) }
        let number = result == 0 ? 0 : errno
        do {
            if number == EWOULDBLOCK {
                close(descriptor)
                return nil
            }
            // Where there are no locks, the lease alone has to do.
            guard number == 0 || Self.withoutLocks.contains(number) else {
                throw FileError("lock", url.path, number: number)
            }
            guard let lease = try StoreLease(Self.leaseFile(url)) else {
                close(descriptor)
                return nil
            }
            self.lease = lease
        } catch {
            close(descriptor)
            throw error
        }
        // Only for people who wonder who holds it; but where this cannot be written, nothing can.
        let holder = "\(getpid())\n"
        guard ftruncate(descriptor, 0) == 0,
            holder.withCString({ pwrite(descriptor, $0, strlen($0), 0) }) == holder.utf8.count
        else {
            let error = FileError("write", url.path)
            unlock()
            throw error
        }
    }

    /// What file systems without locks say.
    private static let withoutLocks: Set<Int32> = [ENOSYS, ENOLCK, EOPNOTSUPP]

    private static func leaseFile(_ lock: URL) -> URL { lock.appendingPathExtension("lease") }

    /// Lets the next one in. The file stays: removing it would let two processes lock two files of one name.
    func unlock() {
        guard descriptor >= 0 else { return }
        lease.end()
        close(descriptor)
        descriptor = -1
    }

    deinit { unlock() }

    /// The process that says it holds the lock file `url`, if any does: "4711", "4711 on node12".
    static func holder(_ url: URL) -> String {
        if let holder = StoreLease.holder(leaseFile(url)) { return holder.identity.name }
        let text = (try? String(contentsOf: url, encoding: .utf8)) ?? ""
        return text.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Who works under the lock `url` now, and since when; nil where nobody does. Takes nothing. Throws `FileError`.
    static func liveHolder(_ url: URL) throws -> (name: String, host: String, since: Date)? {
        try StoreLease.liveHolder(leaseFile(url)).map { ($0.identity.name, $0.identity.host, $0.since) }
    }
}
