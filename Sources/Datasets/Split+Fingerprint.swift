import Tensors

extension Split {
    /// SHA-256 of the pixels of some images, in their order: two equal ones have trained on the same data.
    public static func fingerprint(ofPixelsAt indices: [Int], in set: ImageSet) -> String {
        var digest = SHA256()
        digest.update("\(indices.count)×\(set.channels)×\(set.height)×\(set.width)\n")
        for index in indices {
            digest.update(UnsafeRawBufferPointer(start: set.pixels.row(index), count: set.pixels.columns * 4))
        }
        return digest.finish()
    }

    /// SHA-256 of indices, in their order.
    public static func fingerprint(of indices: [Int]) -> String {
        var digest = SHA256()
        for index in indices {
            withUnsafeBytes(of: UInt64(index).littleEndian) { digest.update($0) }
        }
        return digest.finish()
    }
}
