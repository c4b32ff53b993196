import Foundation

/// A regular file open for reading, whose size is known, with errors for people.
public final class InputFile {
    /// Where it is.
    public let path: String
    /// Its bytes when it was opened.
    public let size: Int
    private let descriptor: Int32
    private var position = 0

    /// Opens a file. Throws `DataError` where it is missing, unreadable or not a regular file (a pipe would block), and
    /// `FileError` where the disk fails.
    ///
    /// - Parameter kind: what is expected there, for the error: "a .npy file".
    public convenience init(_ path: String, kind: String) throws {
        try self.init(path.utf8CString.map { $0 }, path: path, kind: kind)
    }

    /// Opens a file whose name need not be UTF-8. Throws `DataError` as for a path.
    public convenience init(_ name: FileName, in directory: String, kind: String) throws {
        try self.init(name.path(in: directory), path: "\(directory)/\(name.text)", kind: kind)
    }

    /// - Parameters:
    ///   - bytes: the path for the system, with a zero at its end.
    ///   - path: the path for people.
    private init(_ bytes: [CChar], path: String, kind: String) throws {
        func problem(_ got: String) -> DataError { DataError(file: path, expected: kind, got: got) }
        func trouble(_ number: Int32) -> any Error {
            FileError.isMistake(number)
                ? problem(String(cString: strerror(number))) : FileError("read", path, number: number)
        }
        var status = stat()
        guard stat(bytes, &status) == 0 else { throw trouble(errno) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw problem(status.st_mode & S_IFMT == S_IFDIR ? "a folder" : "a device or pipe")
        }
        descriptor = open(bytes, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw trouble(errno) }
        self.path = path
        self.size = Int(status.st_size)
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Moves to a byte of the file.
    public func seek(to offset: Int) { position = offset }

    /// Reads `count` bytes from where the file stands. Throws `DataError` where there are fewer, `FileError` where the disk
    /// fails.
    public func read(into target: UnsafeMutableRawPointer, count: Int) throws {
        var done = 0
        while done < count {
            let now = pread(descriptor, target + done, count - done, off_t(position))
            if now < 0, errno == EINTR { continue }
            guard now >= 0 else { throw FileError("read", path) }
            guard now > 0 else {
                throw DataError(
                    file: path, expected: "\(count) more bytes", got: "\(done)", hint: "the file changed meanwhile")
            }
            done += now
            position += now
        }
    }

    /// The next `count` bytes. Throws as `read` does.
    public func bytes(_ count: Int) throws -> [UInt8] {
        try [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            if let base = buffer.baseAddress { try read(into: base, count: count) }
            filled = count
        }
    }

    /// All of its bytes. Throws `DataError` where there are fewer.
    public func contents() throws -> [UInt8] {
        seek(to: 0)
        return try bytes(size)
    }

    /// A whole file. Throws as `init` and `read` do, and `DataError` where the file has not `size` bytes.
    public static func contents(of path: String, kind: String, size: Int? = nil) throws -> [UInt8] {
        let file = try InputFile(path, kind: kind)
        if let size, file.size != size {
            throw DataError(
                file: path, expected: "\(size) bytes", got: "\(file.size)",
                hint: "the file is damaged, or is of another kind")
        }
        return try file.contents()
    }
}
