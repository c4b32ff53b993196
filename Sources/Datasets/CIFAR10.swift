import Foundation
import Support
import Tensors

/// CIFAR-10 in the official binary format: of the five training batches those that are there, and the test batch.
public struct CIFAR10: ImageReader {
    public let directory: String
    public let files: [String]
    private static let record = 1 + 3 * 32 * 32
    private static let images = 10_000
    private static let testName = "test_batch.bin"
    private static let names = (1...5).map { "data_batch_\($0).bin" } + [testName]
    private static let hint = "unpack the binary version of CIFAR-10 and pass --data cifar10=DIR"

    /// The usual places: `$DOWNHILL_DATA/cifar10` and `$DOWNHILL_DATA/cifar-10-batches-bin`.
    static var places: [String] { ImageSource.shelf.map { ["\($0)/cifar10", "\($0)/cifar-10-batches-bin"] } ?? [] }

    /// The batches of a folder (or of its `cifar-10-batches-bin`), or of the first usual place. Throws `DataError`.
    public init(directory: String? = nil) throws {
        let places = directory.map { [$0, "\($0)/cifar-10-batches-bin"] } ?? Self.places
        guard let found = places.first(where: { !Self.batches(in: $0).isEmpty }) else {
            throw DataError(
                file: directory ?? "data_batch_1.bin",
                expected: "data_batch_1.bin to data_batch_5.bin and test_batch.bin",
                got: directory.map { FileSystem.isFolder($0) ? "none of them" : "no such folder" } ?? "no folder",
                hint: Self.hint)
        }
        self.directory = found
        files = Self.batches(in: found)
    }

    private static func batches(in folder: String) -> [String] {
        names.filter { FileSystem.isFile("\(folder)/\($0)") }
    }

    public func load(side: Int, channels: Int) throws -> ImageSet {
        let pixels = Matrix<Float>(rows: files.count * Self.images, columns: channels * side * side)
        let average = AreaAverage(from: 32, to: side)
        for (batch, name) in files.enumerated() {
            let path = "\(directory)/\(name)"
            let data = try InputFile.contents(of: path, kind: "a CIFAR-10 batch", size: Self.record * Self.images)
            try data.withUnsafeBytes { bytes in
                guard let base = bytes.bindMemory(to: UInt8.self).baseAddress else { return }
                for image in 0..<Self.images {
                    let label = base[image * Self.record]
                    guard label < 10 else {
                        throw DataError(
                            file: path, expected: "labels 0 to 9", got: "\(label) at image \(image)",
                            hint: "the file is damaged, or is CIFAR-100")
                    }
                    average.average(
                        base + image * Self.record + 1, rowStride: 32, step: 1, plane: 32 * 32, colours: 3,
                        into: pixels.row(batch * Self.images + image), channels: channels)
                }
            }
        }
        let hasTest = files.last == Self.testName
        let train = (files.count - (hasTest ? 1 : 0)) * Self.images
        return ImageSet(
            pixels: pixels, height: side, width: side, channels: channels,
            origin:
                "CIFAR-10, \(train) + \(pixels.rows - train) images\(channels == 1 ? ", luma," : "") at \(side)×\(side)",
            predefinedTest: hasTest && train > 0 ? train..<pixels.rows : nil)
    }
}
