import Foundation
import Support

/// An advisory lock on a file (flock), held until `unlock()` or the end of the process, however that ends.
final class StoreLock {
    private var descriptor: Int32

    /// Takes the lock at once, or returns nil where another holder, of this process or another, has it.
    init?(_ url: URL) throws {
        descriptor = open(url.path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw FileError("open the lock", url.path) }
        var result = flock(descriptor, LOCK_EX | LOCK_NB)
        while result != 0, errno == EINTR { result = flock(descriptor, LOCK_EX | LOCK_NB) }
        if result != 0 {
            let number = errno
            close(descriptor)
            descriptor = -1
            if number == EWOULDBLOCK { return nil }
            throw FileError("lock", url.path, number: number)
        }
        // Only for people who wonder who holds it; but where this cannot be written, nothing can.
        let holder = "\(getpid())\n"
        guard ftruncate(descriptor, 0) == 0,
            holder.withCString({ pwrite(descriptor, $0, strlen($0), 0) }) == holder.utf8.count
        else {
            let error = FileError("write", url.path)
            close(descriptor)
            descriptor = -1
            throw error
        }
    }

    /// Lets the next one in. The file stays: removing it would let two processes lock two files of one name.
    func unlock() {
        guard descriptor >= 0 else { return }
        close(descriptor)
        descriptor = -1
    }

    deinit { unlock() }

    /// The process that says it holds the lock file `url`, if any does.
    static func holder(_ url: URL) -> String {
        let text = (try? String(contentsOf: url, encoding: .utf8)) ?? ""
        return text.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
