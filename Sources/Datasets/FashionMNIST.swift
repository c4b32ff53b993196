import Foundation
import Support
import Tensors

/// Fashion-MNIST, or any data set in its four files' form: 28×28 grey images, padded with zeros to 32×32.
///
/// Files may be gzipped (`….gz`) or not. Labels are not read: nothing here needs them.
public struct FashionMNIST: ImageReader {
    public let directory: String
    public let files: [String]
    private static let parts = ["train-images-idx3-ubyte", "t10k-images-idx3-ubyte"]
    private static let hint = "apt-get install dataset-fashion-mnist, or --data fashion-mnist=DIR"

    /// The usual places, in the order of search: `$DOWNHILL_DATA/fashion-mnist`, then those of Debian's package.
    static var places: [String] {
        (ImageSource.shelf.map { ["\($0)/fashion-mnist"] } ?? [])
            + ["/usr/share/datasets/fashion-mnist", "/usr/share/dataset-fashion-mnist"]
    }

    /// The files in a folder, or in the first usual place that has them. Throws `DataError`.
    public init(directory: String? = nil) throws {
        let places = directory.map { [$0] } ?? Self.places
        let found = places.first { Self.file(Self.parts[0], in: $0) != nil } ?? directory
        guard let found else {
            throw DataError(
                file: "\(Self.parts[0]).gz", expected: "the file in one of \(places.joined(separator: ", "))",
                got: "no such file", hint: Self.hint)
        }
        self.directory = found
        files = try Self.parts.map { part in
            guard let file = Self.file(part, in: found) else {
                throw DataError(
                    file: "\(found)/\(part).gz", expected: "Fashion-MNIST's images", got: "no such file",
                    hint: Self.hint)
            }
            return file
        }
    }

    private static func file(_ part: String, in folder: String) -> String? {
        ["\(part).gz", part].first { FileSystem.isFile("\(folder)/\($0)") }
    }

    public func load(side: Int, channels: Int) throws -> ImageSet {
        let train = try IDXFile(path: "\(directory)/\(files[0])", height: 28, width: 28)
        let test = try IDXFile(path: "\(directory)/\(files[1])", height: 28, width: 28)
        let pixels = Matrix<Float>(rows: train.count + test.count, columns: channels * side * side)
        let average = AreaAverage(from: 32, to: side)
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 32 * 32) { padded in
            guard let base = padded.baseAddress else { return }
            base.update(repeating: 0, count: 32 * 32)
            var row = 0
            for file in [train, test] {
                for image in 0..<file.count {
                    let source = file.pixels + image * 28 * 28
                    for y in 0..<28 { (base + (y + 2) * 32 + 2).update(from: source + y * 28, count: 28) }
                    average.average(
                        base, rowStride: 32, step: 1, plane: 0, colours: 1, into: pixels.row(row), channels: channels)
                    row += 1
                }
            }
        }
        return ImageSet(
            pixels: pixels, height: side, width: side, channels: channels,
            origin: "Fashion-MNIST, \(train.count) + \(test.count) images padded to 32×32, at \(side)×\(side)",
            predefinedTest: train.count..<train.count + test.count)
    }
}
