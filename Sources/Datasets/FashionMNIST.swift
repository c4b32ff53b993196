import Foundation
import Support
import Tensors

/// Fashion-MNIST, or any data set in its four files' form: 28×28 grey images, padded with zeros to 32×32.
///
/// Files may be gzipped (`….gz`) or not, and have a dash or a point before `idx3`. Labels are not read: nothing here needs
/// them.
public struct FashionMNIST: ImageReader {
    public let directory: String
    public let files: [FileName]
    private static let parts = ["train", "t10k"]
    private static let hint = "apt-get install dataset-fashion-mnist, or --data fashion-mnist=DIR"

    /// The usual places, in the order of search: `$DOWNHILL_DATA/fashion-mnist`, `$DOWNHILL_DATA/FashionMNIST/raw`, then
    /// those of Debian's package.
    static var places: [String] {
        (ImageSource.shelf.map { ["\($0)/fashion-mnist", "\($0)/FashionMNIST/raw"] } ?? [])
            + ["/usr/share/datasets/fashion-mnist", "/usr/share/dataset-fashion-mnist"]
    }

    /// The files in a folder (or in its `FashionMNIST/raw` or `raw`, as torchvision has them), or in the first usual place
    /// that has them. Throws `DataError`.
    public init(directory: String? = nil) throws {
        let places = directory.map { [$0, "\($0)/FashionMNIST/raw", "\($0)/raw"] } ?? Self.places
        func first(with parts: [String]) -> String? {
            places.first { place in parts.allSatisfy { Self.file($0, in: place) != nil } }
        }
        let found = first(with: Self.parts) ?? first(with: ["train"]) ?? first(with: ["t10k"]) ?? directory
        guard let found else {
            throw DataError(
                file: Self.names("train")[0], expected: "the file in one of \(places.joined(separator: ", "))",
                got: "no such file", hint: Self.hint)
        }
        self.directory = found
        files = try Self.parts.map { part in
            guard let file = Self.file(part, in: found) else {
                throw DataError(
                    file: "\(found)/\(Self.names(part)[0])", expected: "Fashion-MNIST's images",
                    got: FileSystem.isFolder(found) ? "no such file\(Self.others(in: found))" : "no such folder",
                    hint: Self.hint)
            }
            return FileName(file)
        }
    }

    /// What a part may be called.
    private static func names(_ part: String) -> [String] {
        ["-", "."].flatMap { ["\(part)-images\($0)idx3-ubyte.gz", "\(part)-images\($0)idx3-ubyte"] }
    }

    private static func file(_ part: String, in folder: String) -> String? {
        names(part).first { FileSystem.isFile("\(folder)/\($0)") }
    }

    /// ", but train-images-idx3-ubyte.gz" for an error: files that may be what was meant.
    private static func others(in folder: String) -> String {
        let names = ((try? FileName.all(in: folder)) ?? []).map(\.text).filter { name in
            ["idx", "ubyte", "train", "t10k", "mnist"].contains { name.lowercased().contains($0) }
        }
        return names.isEmpty
            ? "" : ", but " + names.prefix(6).joined(separator: ", ") + (names.count > 6 ? " and others" : "")
    }

    public func load(_ request: DataRequest) throws -> ImageSet {
        let (side, channels) = (request.side, request.channels)
        let train = try IDXFile(path: "\(directory)/\(files[0].text)", height: 28, width: 28)
        let test = try IDXFile(path: "\(directory)/\(files[1].text)", height: 28, width: 28)
        let warnings = try check(train, test)
        let pixels = try ImageSet.room(
            for: train.count + test.count, side: side, channels: channels, file: directory)
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
            predefinedTest: train.count..<train.count + test.count,
            warnings: warnings)
    }

    /// What is odd about the two files together. Throws `DataError` where each is the other.
    private func check(_ train: IDXFile, _ test: IDXFile) throws -> [String] {
        guard train.count != 10_000 || test.count != 60_000 else {
            throw DataError(
                file: directory,
                expected: "60000 images to train in \(files[0].text) and 10000 to test in \(files[1].text)",
                got: "10000 and 60000", hint: "each has the other's name: swap these")
        }
        if train.count == test.count, memcmp(train.pixels, test.pixels, train.size) == 0 {
            return ["the test images are the training images"]
        }
        return train.count < test.count
            ? ["there are more test images than training images: are the files swapped?"] : []
    }
}
