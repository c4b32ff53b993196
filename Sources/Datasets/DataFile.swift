import Foundation
import Support
import Tensors

/// Reading whole files, with errors for people.
enum DataFile {
    /// A file's bytes. Throws `DataError` where it is missing, no regular file, unreadable or not of the size given.
    static func contents(of path: String, kind: String, size: Int? = nil) throws -> Data {
        var status = stat()
        guard stat(path, &status) == 0 else {
            throw DataError(file: path, expected: kind, got: reason())
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw DataError(file: path, expected: kind, got: isFolder(path) ? "a folder" : "a device or pipe")
        }
        if let size, Int(status.st_size) != size {
            throw DataError(
                file: path, expected: "\(size) bytes", got: "\(status.st_size)",
                hint: "the file is damaged, or is of another kind")
        }
        do {
            return try Data(contentsOf: URL(fileURLWithPath: path))
        } catch {
            throw DataError(file: path, expected: kind, got: error.localizedDescription)
        }
    }

    static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    static func isFile(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }

    /// The folder where users keep data sets, if `DOWNHILL_DATA` names one.
    static var shelf: String? {
        guard let value = ProcessInfo.processInfo.environment["DOWNHILL_DATA"], !value.isEmpty else { return nil }
        return value
    }

    private static func reason() -> String { errno == ENOENT ? "no such file" : String(cString: strerror(errno)) }
}
