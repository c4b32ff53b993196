import Foundation

/// A file being written beside its final place and renamed into it: readers see either all of it or the file that was
/// there before, even after a power cut.
///
/// A symbolic link stays, and the file that it names is written. What is no regular file (a device, a pipe, or the
/// process's own output as /dev/stdout) is written into and never replaced. A file that exists keeps its mode.
public final class AtomicFile {
    private let path: String
    /// Where the bytes go until `finish()`, and where they go then; nil where they are written in place.
    private let places: (temporary: String, final: String)?
    private var descriptor: Int32
    /// The temporary file's place among those that a signal removes.
    private var unfinished: Int?

    /// Starts a file in a folder that exists. Throws `FileError`.
    public init(_ path: String) throws {
        self.path = path
        switch try WriteTarget(path) {
        case .descriptor(let open):
            places = nil
            // What the process has printed so far comes first.
            fflush(nil)
            descriptor = dup(open)
        case .inPlace(let final):
            places = nil
            descriptor = open(final, O_WRONLY | O_CLOEXEC)
        case .replaced(let final, let mode):
            let temporary: String
            (descriptor, temporary) = Self.makeTemporary(beside: final)
            places = (temporary, final)
            unfinished = UnfinishedFiles.add(temporary)
            if descriptor >= 0, let mode { fchmod(descriptor, mode) }
        }
        guard descriptor >= 0 else {
            let error = FileError("write", path)
            UnfinishedFiles.remove(unfinished)
            throw error
        }
    }

    /// An open file in the folder of `final`, of a hidden name; a negative number and errno where there can be none.
    private static func makeTemporary(beside final: String) -> (descriptor: Int32, path: String) {
        let (folder, name) = FileSystem.split(final)
        while true {
            let path = "\(folder)/\(Leftovers.temporaryName(for: name))"
            let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
            if descriptor < 0 || Leftovers.keep(descriptor) { return (descriptor, path) }
            close(descriptor)
        }
    }

    deinit { abandon() }

    /// Without `finish()` nothing is left of the file.
    private func abandon() {
        guard descriptor >= 0 else { return }
        close(descriptor)
        descriptor = -1
        if let places { unlink(places.temporary) }
        UnfinishedFiles.remove(unfinished)
    }

    /// Appends bytes. Throws `FileError` where the disk is full.
    public func write(_ bytes: UnsafeRawBufferPointer) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = Foundation.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw FileError("write", path) }
            rest = rest.dropFirst(count)
        }
    }

    /// Appends bytes. Throws `FileError` where the disk is full.
    public func write(_ bytes: [UInt8]) throws { try bytes.withUnsafeBytes(write) }

    /// Waits for the disk, puts the file into its place and waits for its folder. Throws `FileError`.
    ///
    /// - Parameter durably: false waits for nothing: for files that a power cut may take.
    public func finish(durably: Bool = true) throws {
        guard let places else { return try end() }
        guard !durably || fsync(descriptor) == 0, rename(places.temporary, places.final) == 0 else {
            let error = FileError("write", path)
            abandon()
            throw error
        }
        UnfinishedFiles.remove(unfinished)
        try end()
        if durably { try FileSystem.synchronize(URL(fileURLWithPath: places.final).deletingLastPathComponent()) }
    }

    /// Some file systems say only here that bytes were lost.
    private func end() throws {
        let result = close(descriptor)
        descriptor = -1
        guard result == 0 || errno == EINTR else { throw FileError("write", path) }
    }

    /// Whether to write to `path` is to write to this process's standard output, as for /dev/stdout.
    public static func isStandardOutput(_ path: String) -> Bool {
        (try? WriteTarget(path)) == .descriptor(STDOUT_FILENO)
    }

    /// Writes a whole file, and makes the folders that it needs; `durably` as in `finish`. Throws `FileError`.
    public static func write(_ data: Data, to url: URL, durably: Bool = true) throws {
        try FileSystem.makeFolder(url.deletingLastPathComponent())
        let file = try AtomicFile(url.path)
        try data.withUnsafeBytes(file.write)
        try file.finish(durably: durably)
    }

    /// `write` for a text in UTF-8.
    public static func write(_ text: String, to url: URL) throws { try write(Data(text.utf8), to: url) }
}
