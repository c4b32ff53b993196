import Foundation

/// What a path that is to be written stands for, once symbolic links are followed.
enum WriteTarget: Equatable {
    /// A regular file, or none yet; its mode where it exists.
    case replaced(String, mode: mode_t?)
    /// A device, a pipe, or something that cannot be written at all, as opening it will tell.
    case inPlace(String)
    /// A file that this process has open: /dev/stdout, /dev/fd/3.
    case descriptor(Int32)

    /// Follows links, also one that names a file that does not exist yet. Throws `FileError` where they go in circles.
    init(_ path: String) throws {
        var current = path.isEmpty ? "." : path
        for _ in 0..<40 {
            let (folder, name) = FileSystem.split(current)
            let real = Self.real(folder) ?? folder
            if real == "/proc/\(getpid())/fd", let number = Int32(name) {
                self = .descriptor(number)
                return
            }
            guard let link = Self.destination(ofLink: current) else {
                self = Self.target(current)
                return
            }
            current = link.hasPrefix("/") ? link : "\(real)/\(link)"
        }
        throw FileError("write", path, number: ELOOP)
    }

    private static func target(_ path: String) -> WriteTarget {
        var status = stat()
        guard stat(path, &status) == 0 else { return .replaced(path, mode: nil) }
        return status.st_mode & S_IFMT == S_IFREG ? .replaced(path, mode: status.st_mode & 0o7777) : .inPlace(path)
    }

    /// A path without links.
    private static func real(_ path: String) -> String? {
        guard let result = realpath(path, nil) else { return nil }
        defer { free(result) }
        return String(cString: result)
    }

    private static func destination(ofLink path: String) -> String? {
        try? FileManager.default.destinationOfSymbolicLink(atPath: path)
    }
}
