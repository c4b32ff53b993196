import Foundation
import Support
import Tensors

/// CIFAR-10 in the official binary format: of the five training batches those that are there, and the test batch.
///
/// A batch that is missing is a warning; the test batch alone is an error, since no network is trained on test images.
public struct CIFAR10: ImageReader {
    public let directory: String
    public let files: [FileName]
    public let warnings: [String]
    private let hasTest: Bool
    private static let record = 1 + 3 * 32 * 32
    private static let images = 10_000
    private static let testName = "test_batch.bin"
    private static let trainingNames = (1...5).map { "data_batch_\($0).bin" }
    private static let hint = "unpack the binary version of CIFAR-10 and pass --data cifar10=DIR"

    /// The usual places: `$DOWNHILL_DATA/cifar10` and `$DOWNHILL_DATA/cifar-10-batches-bin`.
    static var places: [String] { ImageSource.shelf.map { ["\($0)/cifar10", "\($0)/cifar-10-batches-bin"] } ?? [] }

    /// The batches of a folder (or of its `cifar-10-batches-bin`), or of the first usual place. Throws `DataError`.
    public init(directory: String? = nil) throws {
        let places = directory.map { [$0, "\($0)/cifar-10-batches-bin"] } ?? Self.places
        guard let found = places.first(where: { !Self.batches(in: $0).isEmpty }) else {
            throw Self.none(in: places, directory)
        }
        self.directory = found
        let batches = Self.batches(in: found)
        hasTest = FileSystem.isFile("\(found)/\(Self.testName)")
        files = (batches + (hasTest ? [Self.testName] : [])).map { FileName($0) }
        let absent = Self.trainingNames.filter { !batches.contains($0) } + (hasTest ? [] : [Self.testName])
        let use = "\(batches.count * Self.images) images are learnt from"
        warnings =
            absent.isEmpty
            ? []
            : [
                "CIFAR-10 lacks \(absent.joined(separator: ", ")): "
                    + (hasTest ? use : use + ", and test images are set apart from them")
            ]
    }

    /// The training batches that are there.
    private static func batches(in folder: String) -> [String] {
        trainingNames.filter { FileSystem.isFile("\(folder)/\($0)") }
    }

    /// The error of a folder without training batches, with what is there in their place.
    private static func none(in places: [String], _ directory: String?) -> DataError {
        let expected = "data_batch_1.bin to data_batch_5.bin and test_batch.bin"
        func has(_ name: String) -> Bool { places.contains { FileSystem.isFile("\($0)/\(name)") } }
        guard !has(testName) else {
            return DataError(
                file: directory ?? places.first ?? testName, expected: expected, got: "test_batch.bin alone",
                hint: "test images are not trained on; put the training batches beside it")
        }
        var got = "none of them"
        if has("data_batch_1") || has("test_batch") { got += " but the Python version" }
        if has("train.bin") || has("test.bin") { got += " but what seems to be CIFAR-100" }
        if has("cifar-10-binary.tar.gz") { got += " but cifar-10-binary.tar.gz, which is still packed" }
        return DataError(
            file: directory ?? "data_batch_1.bin", expected: expected,
            got: directory.map { FileSystem.isFolder($0) ? got : "no such folder" } ?? "no folder", hint: hint)
    }

    public func load(_ request: DataRequest) throws -> ImageSet {
        let (side, channels) = (request.side, request.channels)
        let pixels = try ImageSet.room(
            for: files.count * Self.images, side: side, channels: channels, file: directory)
        let average = AreaAverage(from: 32, to: side)
        for (batch, name) in files.enumerated() {
            let path = "\(directory)/\(name.text)"
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
        let train = (files.count - (hasTest ? 1 : 0)) * Self.images
        return ImageSet(
            pixels: pixels, height: side, width: side, channels: channels,
            origin:
                "CIFAR-10, \(train) + \(pixels.rows - train) images\(channels == 1 ? ", luma," : "") at \(side)×\(side)",
            predefinedTest: hasTest ? train..<pixels.rows : nil, warnings: warnings)
    }
}
