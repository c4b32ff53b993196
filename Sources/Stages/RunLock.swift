import Foundation
import Support

/// Held by each run on an output folder: several may be on one, and help each other, as long as they have the same settings.
/// Of two with other settings each would write its own run.json and figures over the other's.
public final class RunLock {
    private let descriptor: Int32

    /// Takes the lock of the store's folder for a run of some settings. Throws `FileError`, and `RunConflict` where a run of
    /// other settings holds it.
    public init(_ store: Store, settings: StageSettings) throws {
        try store.prepare()
        let file = store.root.appendingPathComponent(".locks/run")
        descriptor = open(file.path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw FileError("open the lock", file.path) }
        var fingerprint = Fingerprint()
        fingerprint.add(String(decoding: try CanonicalJSON.fileData(settings), as: UTF8.self))
        let own = fingerprint.hexadecimal
        if lock(LOCK_EX) { try write("\(own) \(getpid())\n", file) }
        // The change from alone to shared lets others in for a moment, so the file is read afterwards.
        // One that begins at the same time holds it alone, but for a moment only.
        var isShared = lock(LOCK_SH)
        for _ in 0..<100 where !isShared {
            usleep(20_000)
            isShared = lock(LOCK_SH)
        }
        guard isShared else { throw RunConflict(holder: "") }
        let words = read().split(separator: " ")
        guard words.first.map(String.init) == own || words.count != 2 else {
            throw RunConflict(holder: words[1].trimmingCharacters(in: .whitespacesAndNewlines))
        }
    }

    deinit { close(descriptor) }

    /// False where another has it. A file system without locks has none to mind.
    private func lock(_ kind: Int32) -> Bool {
        var result = flock(descriptor, kind | LOCK_NB)
        while result != 0, errno == EINTR { result = flock(descriptor, kind | LOCK_NB) }
        return result == 0 || errno != EWOULDBLOCK
    }

    private func write(_ text: String, _ file: URL) throws {
        guard ftruncate(descriptor, 0) == 0,
            text.withCString({ pwrite(descriptor, $0, strlen($0), 0) }) == text.utf8.count
        else { throw FileError("write", file.path) }
    }

    private func read() -> String {
        var bytes = [UInt8](repeating: 0, count: 128)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    }
}

/// Another run with other settings is going on in the output folder.
public struct RunConflict: Error, CustomStringConvertible, LocalizedError {
    /// Its process, as far as known.
    let holder: String

    /// For people.
    public var description: String {
        "\(holder.isEmpty ? "another process" : "process \(holder)") works in this output folder with other settings. "
            + "Hint: wait for it, or choose another --output"
    }

    /// The same as `description`.
    public var errorDescription: String? { description }
}
