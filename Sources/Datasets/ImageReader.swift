import Support

/// Something that makes an `ImageSet` of files on the disk.
public protocol ImageReader: Sendable {
    /// The folder.
    var directory: String { get }
    /// The names of the files that it reads, inside `directory`, in the order of reading.
    var files: [String] { get }
    /// Reads all images at `side`×`side` pixels with 1 (grey) or 3 (RGB) channels. Throws `DataError`.
    func load(side: Int, channels: Int) throws -> ImageSet
}

extension ImageReader {
    /// SHA-256 of the names, sizes and bytes of the files: it changes when the data do, and not when they move.
    ///
    /// Throws `DataError` where a file cannot be read.
    public func fingerprint() throws -> String {
        var digest = Fingerprint()
        for name in files {
            let file = try InputFile("\(directory)/\(name)", kind: "a readable file")
            digest.add("\(name)\n\(file.size)\n")
            try digest.add(file)
        }
        return digest.hexadecimal
    }
}
