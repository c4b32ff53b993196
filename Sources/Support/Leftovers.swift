import Foundation

/// Files and folders that are being made beside their final places, and what a killed process left of them.
///
/// Whoever makes one holds a lock on it (flock), which ends with the process however that ends: what is not locked is of
/// a dead one. Where a file system has no locks, nothing is taken for a leftover. There are file systems whose locks hold on
/// one host alone, so that names say whose a file is: another host's is a leftover when it is old, too.
public enum Leftovers {
    /// A hidden name that no two writers have in common, on whatever hosts they run.
    static func temporaryName(for name: String) -> String {
        let digits = ProcessIdentity.current.place + String(UInt32.random(in: 1 << 28...UInt32.max), radix: 16)
        // Names have 255 bytes at most; the beginning is for people who find a leftover.
        return ".\(String(decoding: name.utf8.prefix(180), as: UTF8.self)).\(getpid())-\(digits).tmp"
    }

    /// Whether `name` is one of `temporaryName`, or of the folders in which older programs drew figures.
    static func isTemporary(_ name: String) -> Bool {
        if name.hasPrefix(".drawing-") { return true }
        let parts = name.split(separator: ".")
        guard name.hasPrefix("."), parts.count > 2, parts.last == "tmp" else { return false }
        let numbers = parts[parts.count - 2].split(separator: "-")
        return numbers.count == 2 && Int(numbers[0]) != nil && UInt64(numbers[1], radix: 16) != nil
    }

    /// Seconds after which what another host has made, and nobody has locked or changed since, is a leftover.
    private static let patience = 3600

    /// Whether the maker of `name`, whose file is open and not locked, may go on with it: it is a live process of this host's,
    /// which locks hide from, or one of another host's that wrote to it not long ago.
    private static func mayBeInUse(_ name: String, _ descriptor: Int32) -> Bool {
        let numbers = name.split(separator: ".").dropLast().last?.split(separator: "-") ?? []
        guard numbers.count == 2, let process = Int32(numbers[0]), numbers[1].count == 16 else { return false }
        let here = ProcessIdentity.current.place
        if numbers[1].hasPrefix(here) {
            return ProcessIdentity(host: "", place: here, process: process, began: "").isAlive ?? false
        }
        var status = stat()
        return fstat(descriptor, &status) == 0 && time(nil) - status.st_mtim.tv_sec < patience
    }

    /// Removes what dead processes left in `folder`; nothing happens where there is no such folder. Throws `FileError`.
    public static func remove(in folder: URL) throws {
        for name in try FileSystem.names(in: folder) where isTemporary(name) {
            let url = folder.appendingPathComponent(name)
            let descriptor = open(url.path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
            guard descriptor >= 0 else {
                // Its owner may have ended meanwhile; what is not ours to open is not ours to remove.
                if FileError.isMistake(errno) { continue }
                throw FileError("open", url.path)
            }
            defer { close(descriptor) }
            if lock(descriptor, waits: false), !mayBeInUse(name, descriptor) { try FileSystem.remove(url) }
        }
    }

    /// Locks what is open until it is closed. False where another holder has it, or the file system has no locks.
    static func lock(_ descriptor: Int32, waits: Bool) -> Bool {
        var result = flock(descriptor, LOCK_EX | (waits ? 0 : LOCK_NB))
        while result != 0, errno == EINTR { result = flock(descriptor, LOCK_EX | (waits ? 0 : LOCK_NB)) }
        return result == 0
    }

    /// Locks what was just made; false where a cleaner took it for a leftover in the moment before that.
    static func keep(_ descriptor: Int32) -> Bool {
        _ = lock(descriptor, waits: true)
        var status = stat()
        return fstat(descriptor, &status) != 0 || status.st_nlink > 0
    }
}

/// A hidden folder to make files in before they are moved to their places; it goes away with its owner.
public final class ScratchFolder {
    /// Where it is.
    public let url: URL
    private let descriptor: Int32

    /// Makes a folder inside of `folder`, which is made where it is missing, named after `name`. Throws `FileError`.
    public init(in folder: URL, for name: String) throws {
        try FileSystem.makeFolder(folder)
        while true {
            let url = folder.appendingPathComponent(Leftovers.temporaryName(for: name), isDirectory: true)
            guard mkdir(url.path, 0o777) == 0 else { throw FileError("make the folder", url.path) }
            let descriptor = open(url.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
            if descriptor < 0 {
                // A cleaner was quicker than the lock.
                if errno == ENOENT { continue }
                let error = FileError("open the folder", url.path)
                rmdir(url.path)
                throw error
            }
            guard Leftovers.keep(descriptor) else {
                close(descriptor)
                continue
            }
            (self.url, self.descriptor) = (url, descriptor)
            return
        }
    }

    /// Removes the folder. Throws `FileError`.
    public func remove() throws { try FileSystem.remove(url) }

    deinit {
        // After an error: what cannot be removed now is a leftover for the next one.
        try? remove()
        close(descriptor)
    }
}
