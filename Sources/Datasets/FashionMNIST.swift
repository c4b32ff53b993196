import CZlib
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

/// The bytes of an idx file of images, gzipped or not.
final class IDXFile {
    /// The number of images.
    let count: Int
    /// count·height·width bytes, image by image, row by row.
    let pixels: UnsafeMutablePointer<UInt8>
    /// More than any file of this kind has: a limit for damaged headers.
    private static let most = 1_000_000

    /// Reads a file of images of a known size. Throws `DataError`, and `FileError` where the disk fails.
    init(path: String, height: Int, width: Int) throws {
        func bad(_ expected: String, _ got: String, hint: String? = nil) -> DataError {
            DataError(file: path, expected: expected, got: got, hint: hint)
        }
        guard FileSystem.isFile(path), let stream = gzopen(path, "rb") else {
            throw bad("an idx file of images", "no readable file")
        }
        defer { gzclose(stream) }
        gzbuffer(stream, 1 << 18)
        func read(_ target: UnsafeMutablePointer<UInt8>, _ wanted: Int) throws -> Int {
            let done = gzread(stream, target, UInt32(wanted))
            var code: Int32 = 0
            let message = gzerror(stream, &code).map { String(cString: $0) } ?? "a damaged stream"
            if code == Z_ERRNO { throw FileError("read", path) }
            if done < 0 || (code != Z_OK && code != Z_STREAM_END) {
                // zlib's messages begin with the path, which the error says already.
                let reason = message.hasPrefix("\(path): ") ? String(message.dropFirst(path.count + 2)) : message
                throw bad("a whole gzip file", "damage: \(reason)", hint: "download or install it again")
            }
            return Int(done)
        }
        var header = [UInt8](repeating: 0, count: 16)
        guard try read(&header, 16) == 16 else { throw bad("an idx header of 16 bytes", "fewer bytes") }
        let fields = (0..<4).map { field in header[4 * field..<4 * field + 4].reduce(0) { $0 << 8 | Int($1) } }
        guard fields[0] == 0x0803 else {
            throw bad(
                "the idx magic 00 00 08 03", header[..<4].map { String(format: "%02x", $0) }.joined(separator: " "),
                hint: fields[0] == 0x0801 ? "these are labels" : nil)
        }
        guard fields[2] == height, fields[3] == width else {
            throw bad("images of \(height)×\(width)", "\(fields[2])×\(fields[3])")
        }
        guard (1...Self.most).contains(fields[1]) else { throw bad("1 to \(Self.most) images", "\(fields[1])") }
        count = fields[1]
        let size = count * height * width
        pixels = .allocate(capacity: size)
        // All is set: an error from here on runs `deinit`, which frees the pixels.
        let done = try read(pixels, size)
        let rest = try done == size ? read(&header, 1) : 0
        guard done == size, rest == 0 else {
            throw bad("\(size) bytes for \(count) images", rest > 0 ? "more" : "\(done)", hint: "the file is damaged")
        }
    }

    deinit { pixels.deallocate() }
}
