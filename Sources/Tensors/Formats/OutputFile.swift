import Foundation

/// A file being written beside its final place and renamed into it, so that no reader ever meets half a file.
public final class OutputFile {
    private let path: String
    private let temporary: String
    private var handle: UnsafeMutablePointer<FILE>?

    /// Starts a file. Throws `OutputError` where it cannot.
    public init(_ path: String) throws {
        self.path = path
        temporary = "\(path).\(getpid()).partial"
        handle = fopen(temporary, "wb")
        if handle == nil { throw OutputError(file: path, reason: String(cString: strerror(errno))) }
    }

    deinit {  // Only reached with an open handle when writing failed.
        if let handle {
            fclose(handle)
            unlink(temporary)
        }
    }

    /// Appends bytes. Throws `OutputError` where the disk is full.
    public func write(_ bytes: UnsafeRawPointer, count: Int) throws {
        guard let handle, fwrite(bytes, 1, count, handle) == count else {
            throw OutputError(file: path, reason: String(cString: strerror(errno)))
        }
    }

    /// Appends bytes. Throws `OutputError` where the disk is full.
    public func write(_ bytes: [UInt8]) throws {
        try bytes.withUnsafeBytes { if let base = $0.baseAddress { try write(base, count: $0.count) } }
    }

    /// Puts the file into its place. Throws `OutputError` where the disk is full.
    public func finish() throws {
        guard let handle else { return }
        self.handle = nil
        let flushed = fflush(handle) == 0 && fsync(fileno(handle)) == 0
        let reason = String(cString: strerror(errno))
        guard fclose(handle) == 0, flushed, rename(temporary, path) == 0 else {
            let late = flushed ? String(cString: strerror(errno)) : reason
            unlink(temporary)
            throw OutputError(file: path, reason: late)
        }
    }
}
