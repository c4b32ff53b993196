import CZlib
import Foundation
import Support

/// The bytes of an idx file of images, gzipped or not.
final class IDXFile {
    /// The number of images.
    let count: Int
    /// count·height·width bytes, image by image, row by row.
    let pixels: UnsafeMutablePointer<UInt8>
    /// The number of bytes.
    let size: Int
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
                hint: fields[0] == 0x0801 ? "these are labels, in the place of images" : nil)
        }
        guard fields[2] == height, fields[3] == width else {
            throw bad("images of \(height)×\(width)", "\(fields[2])×\(fields[3])")
        }
        guard (1...Self.most).contains(fields[1]) else { throw bad("1 to \(Self.most) images", "\(fields[1])") }
        count = fields[1]
        size = count * height * width
        // A header that lies takes no memory: deflate shrinks no bytes to less than a 1032nd.
        let stored = try FileSystem.size(URL(fileURLWithPath: path)) ?? 0
        let most = gzdirect(stream) == 1 ? stored - header.count : stored * 1032
        guard size <= most else {
            throw bad(
                "\(size) bytes for \(count) images", gzdirect(stream) == 1 ? "\(most)" : "at most \(most)",
                hint: "the file is damaged")
        }
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
