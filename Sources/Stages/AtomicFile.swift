import Foundation
import Synchronization

private let temporaryCount = Atomic<Int>(0)

/// Files that readers see either whole or not at all, even after a power cut.
public enum AtomicFile {
    /// Writes a temporary file beside `url`, waits for the disk, renames it into place and waits for the folder.
    /// Makes missing folders. A device such as /dev/stdout is written to directly. Throws `StoreError`.
    public static func write(_ data: Data, to url: URL) throws {
        var information = stat()
        if stat(url.path, &information) == 0, information.st_mode & S_IFMT != S_IFREG {
            return try writeDirectly(data, to: url)
        }
        let folder = url.deletingLastPathComponent()
        try FileSystem.makeFolder(folder)
        let number = temporaryCount.add(1, ordering: .relaxed).newValue
        let temporary = folder.appendingPathComponent(".\(url.lastPathComponent).\(getpid())-\(number).tmp")
        do {
            let descriptor = open(temporary.path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
            guard descriptor >= 0 else { throw StoreError("write", url.path) }
            defer { close(descriptor) }
            try FileSystem.write(data, to: descriptor, path: url.path)
            guard fsync(descriptor) == 0 else { throw StoreError("write", url.path) }
            guard rename(temporary.path, url.path) == 0 else { throw StoreError("write", url.path) }
        } catch {
            unlink(temporary.path)
            throw error
        }
        try FileSystem.synchronize(folder)
    }

    /// `write` for a text in UTF-8.
    public static func write(_ text: String, to url: URL) throws { try write(Data(text.utf8), to: url) }

    private static func writeDirectly(_ data: Data, to url: URL) throws {
        let descriptor = open(url.path, O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw StoreError("write", url.path) }
        defer { close(descriptor) }
        try FileSystem.write(data, to: descriptor, path: url.path)
    }
}
