import Foundation

/// A file's name as the system has it: bytes, which need not be UTF-8.
public struct FileName: Hashable, Sendable {
    /// Without the folder, and without an end mark.
    public let bytes: [UInt8]

    /// A name from its bytes.
    public init(bytes: [UInt8]) { self.bytes = bytes }

    /// A name in UTF-8.
    public init(_ text: String) { bytes = Array(text.utf8) }

    /// The name as a text, with the bytes that are not UTF-8 as "\xe9".
    public var text: String { PrintableText.decoding(bytes) }

    /// The bytes of a path to it, as system calls take them.
    func path(in directory: String) -> [CChar] {
        (Array(directory.utf8) + [0x2f] + bytes + [0]).map(CChar.init(bitPattern:))
    }

    /// The names in a folder but "." and "..", in the order of their bytes. Throws `FileError`.
    public static func all(in directory: String) throws -> [FileName] {
        guard let stream = opendir(directory) else { throw FileError("read the folder", directory) }
        defer { closedir(stream) }
        var names: [FileName] = []
        while true {
            errno = 0
            guard let entry = readdir(stream) else { break }
            let offset = MemoryLayout<dirent>.offset(of: \.d_name) ?? 0
            let start = (UnsafeRawPointer(entry) + offset).assumingMemoryBound(to: UInt8.self)
            let name = FileName(bytes: Array(UnsafeBufferPointer(start: start, count: strlen(start))))
            if name.bytes != [0x2e], name.bytes != [0x2e, 0x2e] { names.append(name) }
        }
        guard errno == 0 else { throw FileError("read the folder", directory) }
        return names.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
    }

    /// Whether it is a folder in `directory`, or a link to one.
    public func isFolder(in directory: String) -> Bool {
        var information = stat()
        return stat(path(in: directory), &information) == 0 && information.st_mode & S_IFMT == S_IFDIR
    }
}
