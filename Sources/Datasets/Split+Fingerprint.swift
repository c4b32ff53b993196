import Support
import Tensors

extension Split {
    /// SHA-256 of the pixels of some images, in their order: two equal ones have trained on the same data.
    public static func fingerprint(ofPixelsAt indices: [Int], in set: ImageSet) -> String {
        var digest = Fingerprint()
        digest.add("\(indices.count)×\(set.channels)×\(set.height)×\(set.width)\n")
        for index in indices {
            digest.add(UnsafeRawBufferPointer(start: set.pixels.row(index), count: set.pixels.columns * 4))
        }
        return digest.hexadecimal
    }

    /// SHA-256 of indices, in their order.
    public static func fingerprint(of indices: [Int]) -> String {
        var digest = Fingerprint()
        for index in indices {
            withUnsafeBytes(of: UInt64(index).littleEndian) { digest.add($0) }
        }
        return digest.hexadecimal
    }
}
