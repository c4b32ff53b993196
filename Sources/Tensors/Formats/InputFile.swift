import Foundation

/// A regular file open for reading, whose size is known: the checked reads under the tensor formats.
final class InputFile {
    let path: String
    let size: Int
    private let handle: UnsafeMutablePointer<FILE>

    /// Opens a file. Throws `DataError` where it is missing, unreadable or not a regular file (a pipe would block).
    init(_ path: String, kind: String) throws {
        var status = stat()
        guard stat(path, &status) == 0 else {
            throw DataError(file: path, expected: kind, got: String(cString: strerror(errno)))
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            let isFolder = status.st_mode & S_IFMT == S_IFDIR
            throw DataError(file: path, expected: kind, got: isFolder ? "a folder" : "a device or pipe")
        }
        guard let handle = fopen(path, "rb") else {
            throw DataError(file: path, expected: kind, got: String(cString: strerror(errno)))
        }
        self.path = path
        self.size = Int(status.st_size)
        self.handle = handle
    }

    deinit { fclose(handle) }

    /// Moves to a byte of the file.
    func seek(to offset: Int) { fseek(handle, offset, SEEK_SET) }

    /// Reads `count` bytes from where the file stands; throws `DataError` where there are fewer.
    func read(into target: UnsafeMutableRawPointer, count: Int) throws {
        let done = fread(target, 1, count, handle)
        guard done == count else {
            throw DataError(
                file: path, expected: "\(count) more bytes", got: "\(done)", hint: "the file changed or its disk failed"
            )
        }
    }

    /// The next `count` bytes.
    func bytes(_ count: Int) throws -> [UInt8] {
        try [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            if let base = buffer.baseAddress { try read(into: base, count: count) }
            filled = count
        }
    }

    /// `count` scalars of little-endian type `Stored`, converted to `Scalar` through a small block where they differ.
    func scalars<Stored: KernelScalar, Scalar: KernelScalar>(
        _ stored: Stored.Type, into target: UnsafeMutablePointer<Scalar>, count: Int
    ) throws {
        if Stored.self == Scalar.self { return try read(into: target, count: count * MemoryLayout<Scalar>.stride) }
        let block = Matrix<Stored>(rows: 1, columns: min(count, 1 << 16))
        var done = 0
        while done < count {
            let now = min(count - done, block.columns)
            try read(into: block.pointer, count: now * MemoryLayout<Stored>.stride)
            for index in 0..<now { target[done + index] = Scalar(block.pointer[index]) }
            done += now
        }
    }
}
