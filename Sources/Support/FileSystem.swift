import Foundation

/// The few system calls that durability needs, with errors for people.
public enum FileSystem {
    /// Makes `url` and its parents where they are missing. Throws `FileError`.
    public static func makeFolder(_ url: URL) throws { try makeFolder(url.path) }

    private static func makeFolder(_ path: String) throws {
        if mkdir(path, 0o777) == 0 { return }
        let number = errno
        if number == EEXIST {
            if isFolder(path) { return }
            var status = stat()
            throw stat(path, &status) == 0
                ? FileError("make the folder", path, number: ENOTDIR)
                : FileError("make the folder", path, reason: "there is a link of that name, which leads nowhere")
        }
        guard number == ENOENT, let parent = parents(of: path).first else {
            throw FileError("make the folder", path, number: number)
        }
        try makeFolder(parent)
        // Another process may have made it meanwhile.
        guard mkdir(path, 0o777) == 0 || errno == EEXIST else { throw FileError("make the folder", path) }
    }

    /// Whether there is a folder at `url`, or a link to one.
    public static func isFolder(_ url: URL) -> Bool { isFolder(url.path) }

    /// Whether there is a folder at `path`, or a link to one.
    public static func isFolder(_ path: String) -> Bool { kind(path) == S_IFDIR }

    /// Whether there is a regular file at `path`, or a link to one.
    public static func isFile(_ path: String) -> Bool { kind(path) == S_IFREG }

    private static func kind(_ path: String) -> mode_t? {
        var information = stat()
        return stat(path, &information) == 0 ? information.st_mode & S_IFMT : nil
    }

    /// Whether there is anything at `url`: a file, a folder, or a link, be it one that leads nowhere.
    public static func exists(_ url: URL) -> Bool {
        var information = stat()
        return lstat(url.path, &information) == 0
    }

    /// The bytes of a file; nil where there is no regular file. Throws `FileError` where the disk does not say.
    public static func size(_ url: URL) throws -> Int? {
        var information = stat()
        guard stat(url.path, &information) == 0 else {
            if FileError.isMistake(errno) { return nil }
            throw FileError("read", url.path)
        }
        return information.st_mode & S_IFMT == S_IFREG ? Int(information.st_size) : nil
    }

    /// Throws `FileError` where there is a pipe in a folder of the program's own: to write it would be to wait for a reader.
    public static func refusePipes(in folder: URL) throws {
        for name in try names(in: folder) {
            let path = folder.appendingPathComponent(name).path
            if kind(path) == S_IFIFO { throw FileError("write", path, reason: "it is a pipe, not a file") }
        }
    }

    /// The names in a folder, sorted; none where there is no folder. Throws `FileError` where it cannot be read.
    public static func names(in url: URL) throws -> [String] {
        guard let folder = opendir(url.path) else {
            if errno == ENOENT || errno == ENOTDIR { return [] }
            throw FileError("read the folder", url.path)
        }
        defer { closedir(folder) }
        var names: [String] = []
        while true {
            errno = 0
            guard let entry = readdir(folder) else { break }
            let name = withUnsafeBytes(of: &entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        guard errno == 0 else { throw FileError("read the folder", url.path) }
        return names.sorted()
    }

    /// The paths of all files below a folder, relative to it and sorted. Links to folders are not entered.
    /// Throws `FileError` where a folder cannot be read.
    public static func files(below folder: URL) throws -> [String] {
        func walk(_ prefix: String) throws -> [String] {
            try names(in: folder.appendingPathComponent(prefix)).flatMap { name -> [String] in
                let path = prefix.isEmpty ? name : "\(prefix)/\(name)"
                return isRealFolder(folder.appendingPathComponent(path)) ? try walk(path) : [path]
            }
        }
        return try walk("").sorted()
    }

    private static func isRealFolder(_ url: URL) -> Bool {
        var information = stat()
        return lstat(url.path, &information) == 0 && information.st_mode & S_IFMT == S_IFDIR
    }

    /// Removes a file, a link or a whole folder; nothing happens where it does not exist. Throws `FileError`.
    public static func remove(_ url: URL) throws {
        let isFolder = isRealFolder(url)
        if isFolder {
            for name in try names(in: url) { try remove(url.appendingPathComponent(name)) }
        }
        guard (isFolder ? rmdir(url.path) : unlink(url.path)) == 0 || errno == ENOENT || errno == ENOTDIR else {
            throw FileError("remove", url.path)
        }
    }

    /// Renames a finished file or folder into place. Throws `FileError`.
    public static func move(_ source: URL, to target: URL) throws {
        guard rename(source.path, target.path) == 0 else { throw FileError("move a finished result to", target.path) }
    }

    /// Waits until a file, or a folder's list of names, is on the disk. Throws `FileError`.
    public static func synchronize(_ url: URL) throws {
        let descriptor = open(url.path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileError("open", url.path) }
        defer { close(descriptor) }
        // Some file systems cannot do it for folders and say EINVAL: there is then nothing to wait for.
        guard fsync(descriptor) == 0 || errno == EINVAL else { throw FileError("write", url.path) }
    }

    /// `synchronize` for a folder and everything below it, files before their folder. Throws `FileError`.
    public static func synchronizeAll(_ folder: URL) throws {
        for name in try names(in: folder) {
            let url = folder.appendingPathComponent(name)
            if isFolder(url) { try synchronizeAll(url) } else { try synchronize(url) }
        }
        try synchronize(folder)
    }
}
