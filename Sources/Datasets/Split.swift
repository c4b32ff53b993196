import Foundation
import Support
import Tensors

/// Disjoint sets of images for training, validation and testing.
///
/// A seeded permutation orders the images; testing takes the first ones, validation the next, training those after, so
/// that a larger training set leaves the other two as they are. Where the source sets images apart for testing, testing
/// takes from those alone and the others never do.
public struct Split: Equatable, Sendable {
    /// Indices of the images to train on.
    public let train: [Int]
    /// Indices of the images to choose by.
    public let validation: [Int]
    /// Indices of the images to report on.
    public let test: [Int]

    /// Splits a set. Throws `DataError` where it has fewer images than asked for; numbers that fit are in the hint.
    public init(train: Int, validation: Int, test: Int, of set: ImageSet, seed: UInt64) throws {
        try self.init(
            train: train, validation: validation, test: test, count: set.count, predefinedTest: set.predefinedTest,
            origin: set.origin, seed: seed)
    }

    /// Splits `count` images of which those in `predefinedTest` are set apart. Throws `DataError`.
    public init(
        train: Int, validation: Int, test: Int, count: Int, predefinedTest: Range<Int>? = nil, origin: String,
        seed: UInt64
    ) throws {
        precondition(train >= 0 && validation >= 0 && test >= 0, "a split has no negative sizes")
        let apart = predefinedTest ?? 0..<0
        let pool = count - apart.count
        let learned = train + validation
        let enough = predefinedTest == nil ? learned + test <= pool : learned <= pool && test <= apart.count
        guard enough else {
            let total = predefinedTest == nil ? learned + test : learned
            let share = Double(pool) / Double(max(total, 1))
            func part(_ size: Int) -> Int { share < 1 ? Int(Double(size) * share) : size }
            let fittingTest = predefinedTest == nil ? part(test) : min(test, apart.count)
            throw DataError(
                file: origin, expected: "\(train) images to train, \(validation) to validate and \(test) to test",
                got: predefinedTest == nil
                    ? "\(count) images" : "\(pool) images, and \(apart.count) set apart for testing",
                hint:
                    "set train, validation and test to \(part(train)), \(part(validation)) and \(fittingTest) or fewer")
        }
        var stream = RandomStream(seed: seed, name: "data/split")
        let order = stream.permutation(of: pool).map { $0 < apart.lowerBound ? $0 : $0 + apart.count }
        var rest = order[...]
        if predefinedTest == nil {
            self.test = Array(rest.prefix(test))
            rest = rest.dropFirst(test)
        } else {
            var testStream = RandomStream(seed: seed, name: "data/split/test")
            self.test = testStream.permutation(of: apart.count).prefix(test).map { $0 + apart.lowerBound }
        }
        self.validation = Array(rest.prefix(validation))
        self.train = Array(rest.dropFirst(validation).prefix(train))
    }
}

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
