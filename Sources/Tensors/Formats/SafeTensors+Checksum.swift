import Support

/// Files that know whether they are what was written: their metadata hold the SHA-256 of all else.
extension SafeTensors {
    private static let checksumKey = "sha256"

    /// `write` with a checksum of names, shapes, elements and metadata. Throws `FileError`.
    public static func writeChecked(_ entries: [Entry], metadata: [String: String], to path: String) throws {
        var digest = Fingerprint()
        add(metadata, to: &digest)
        for entry in entries.sorted(by: { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }) {
            digest.add(line(entry.name, isDouble: entry.isDouble, shape: entry.shape))
            try entry.withBytes { digest.add($0) }
        }
        try write(entries, metadata: metadata.merging([checksumKey: digest.hexadecimal]) { $1 }, to: path)
    }

    /// Reads all of a file of `writeChecked`. Throws `DataError` where it is not what was written, or is of a program that
    /// wrote no checksum; `FileError` where the disk fails.
    public func verifyChecksum() throws {
        guard let wanted = metadata[Self.checksumKey] else {
            throw DataError(file: file.path, expected: "a checksum", got: "none")
        }
        var digest = Fingerprint()
        Self.add(metadata, to: &digest)
        for tensor in tensors {
            digest.add(Self.line(tensor.name, isDouble: tensor.isDouble, shape: tensor.shape))
            try digest.add(file, bytes: start + tensor.bytes.lowerBound..<start + tensor.bytes.upperBound)
        }
        guard digest.hexadecimal == wanted else {
            throw DataError(file: file.path, expected: "the bytes that were written", got: "other ones")
        }
    }

    private static func add(_ metadata: [String: String], to digest: inout Fingerprint) {
        for (key, value) in metadata.sorted(by: { $0.key < $1.key }) where key != checksumKey {
            digest.add("\(CanonicalJSON.quoted(key)):\(CanonicalJSON.quoted(value))\n")
        }
    }

    private static func line(_ name: String, isDouble: Bool, shape: [Int]) -> String {
        "\(CanonicalJSON.quoted(name)) \(isDouble ? "F64" : "F32") \(shape)\n"
    }
}
