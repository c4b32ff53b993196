import Foundation

/// The few system calls that durability needs, with errors for people.
enum FileSystem {
    /// Makes `url` and its parents where they are missing.
    static func makeFolder(_ url: URL) throws {
        if mkdir(url.path, 0o777) == 0 { return }
        let number = errno
        if number == EEXIST {
            guard isFolder(url) else { throw StoreError("make the folder", url.path, number: ENOTDIR) }
            return
        }
        let parent = url.deletingLastPathComponent()
        guard number == ENOENT, parent.path != url.path else {
            throw StoreError("make the folder", url.path, number: number)
        }
        try makeFolder(parent)
        // Another process may have made it meanwhile.
        guard mkdir(url.path, 0o777) == 0 || errno == EEXIST else { throw StoreError("make the folder", url.path) }
    }

    static func isFolder(_ url: URL) -> Bool {
        var information = stat()
        return stat(url.path, &information) == 0 && information.st_mode & S_IFMT == S_IFDIR
    }

    static func exists(_ url: URL) -> Bool { access(url.path, F_OK) == 0 }

    /// The names in a folder, sorted; none where it does not exist.
    static func names(in url: URL) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []).sorted()
    }

    /// Removes a file or a whole folder; nothing happens where it does not exist.
    static func remove(_ url: URL) throws {
        do {
            try FileManager.default.removeItem(at: url)
        } catch  where !exists(url) {
            return
        } catch {
            throw StoreError("remove", url.path, reason: "\(error.localizedDescription)")
        }
    }

    static func move(_ source: URL, to target: URL) throws {
        guard rename(source.path, target.path) == 0 else { throw StoreError("move a finished result to", target.path) }
    }

    /// Waits until a file, or a folder's list of names, is on the disk.
    static func synchronize(_ url: URL) throws {
        let descriptor = open(url.path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw StoreError("open", url.path) }
        defer { close(descriptor) }
        // Some file systems cannot do it for folders and say EINVAL: there is then nothing to wait for.
        guard fsync(descriptor) == 0 || errno == EINVAL else { throw StoreError("write", url.path) }
    }

    /// `synchronize` for a folder and everything below it, files before their folder.
    static func synchronizeAll(_ folder: URL) throws {
        for name in names(in: folder) {
            let url = folder.appendingPathComponent(name)
            if isFolder(url) { try synchronizeAll(url) } else { try synchronize(url) }
        }
        try synchronize(folder)
    }

    /// Writes all of `data` to an open file.
    static func write(_ data: Data, to descriptor: Int32, path: String) throws {
        try data.withUnsafeBytes { bytes in
            var offset = 0
            while offset < bytes.count {
                let count = Glibc.write(descriptor, bytes.baseAddress! + offset, bytes.count - offset)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { throw StoreError("write", path) }
                offset += count
            }
        }
    }
}
