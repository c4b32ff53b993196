import Foundation

/// Paths by their letters. Foundation's own ways end the program on names of one character, or never end where the current
/// folder has been removed.
extension FileSystem {
    /// The folders that `path` is in by its own letters, the nearest first: of "/a/b/c" /a/b, /a and /. A list that ends, unlike
    /// a walk with URLs: where the current folder has been removed, these go upwards for ever.
    public static func parents(of path: String) -> [String] {
        let slash = UInt8(ascii: "/")
        func withoutSlashes(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
            bytes[..<((bytes.lastIndex { $0 != slash }).map { $0 + 1 } ?? bytes.startIndex)]
        }
        var result: [String] = []
        var rest = withoutSlashes(Array(path.utf8)[...])
        while let end = rest.lastIndex(of: slash) {
            rest = withoutSlashes(rest[..<end])
            result.append(rest.isEmpty ? "/" : String(decoding: rest, as: UTF8.self))
        }
        return result
    }

    /// The folder and the last name of a path: "a" and "b" of "a/b", "." and "Y" of "Y".
    static func split(_ path: String) -> (folder: String, name: String) {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return (".", path) }
        let folder = path[..<slash]
        return (folder.isEmpty ? "/" : String(folder), String(path[path.utf8.index(after: slash)...]))
    }

    /// The current folder's path; nil where it has been removed, or lies where nobody can tell its path.
    public static var currentFolder: String? {
        guard let path = getcwd(nil, 0) else { return nil }
        defer { free(path) }
        // Linux says "(unreachable)/…" of a folder outside of what the process sees.
        let text = String(cString: path)
        return text.hasPrefix("/") ? text : nil
    }

    /// The path of the running program; nil where the system does not tell.
    public static var executable: String? {
        try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    }
}
