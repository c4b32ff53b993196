import CZlib
import Foundation
import Support

/// A ZIP archive (PKWARE's APPNOTE 6.3.10), written file by file: deflated where that is smaller, names in UTF-8, one time for
/// all files. The same files in the same order give the same bytes.
///
/// It has no ZIP64 records, so that any program opens it: 65 535 files and 4 GiB are the most.
final class ZIPArchive {
    private let path: String
    private let file: AtomicFile
    private let time: [UInt8]
    private var offset = 0
    private var count = 0
    /// The central directory, which the archive ends with.
    private var directory: [UInt8] = []
    private var fingerprint = Fingerprint()

    /// The bytes that an archive begins with.
    static let signature = four(0x0403_4B50)

    /// What was written.
    struct Ending {
        /// SHA-256 of the archive, in hexadecimal digits.
        let sha256: String
        let bytes, files: Int
    }

    /// Begins an archive at `path`, whose folder exists; nothing is there before `finish`. Throws `FileError`.
    init(_ path: String, time: Date) throws {
        self.path = path
        self.time = Self.dosTime(time)
        file = try AtomicFile(path)
    }

    /// Adds a file. Throws `FileError`.
    func add(_ name: String, _ bytes: [UInt8]) throws {
        let most = Int(UInt32.max)
        guard bytes.count <= most, count < 65_535, name.utf8.count <= 65_535 else { throw tooLarge }
        let packed = try deflated(bytes)
        let content = packed ?? bytes
        let name = Array(name.utf8)
        // Version 2.0, UTF-8 names (bit 11), the method: what the file and the directory both say.
        let facts =
            Self.two(20) + Self.two(1 << 11) + Self.two(packed == nil ? 0 : 8) + time + Self.four(Self.checksum(bytes))
            + Self.four(content.count) + Self.four(bytes.count) + Self.two(name.count) + Self.two(0)
        // Made on a Unix, where the file may be read by all.
        let place = Self.two(0) + Self.two(0) + Self.two(0) + Self.four(0o100644 << 16) + Self.four(offset)
        directory += Self.four(0x0201_4B50) + Self.two(3 << 8 | 20) + facts + place + name
        try write(Self.signature + facts + name)
        try write(content)
        count += 1
        guard offset + directory.count < most else { throw tooLarge }
    }

    /// Ends the archive and puts it into its place. Throws `FileError`.
    func finish() throws -> Ending {
        let (start, size) = (offset, directory.count)
        try write(directory)
        try write(
            Self.four(0x0605_4B50) + Self.two(0) + Self.two(0) + Self.two(count) + Self.two(count) + Self.four(size)
                + Self.four(start) + Self.two(0))
        try file.finish()
        return Ending(sha256: fingerprint.hexadecimal, bytes: offset, files: count)
    }

    private func write(_ bytes: [UInt8]) throws {
        try file.write(bytes)
        bytes.withUnsafeBytes { fingerprint.add($0) }
        offset += bytes.count
    }

    private var tooLarge: FileError {
        FileError(
            "write", path, reason: "an archive holds 65 535 files and 4 GiB at most, and this one would be larger")
    }

    /// Raw deflate; nil where that is not smaller.
    private func deflated(_ bytes: [UInt8]) throws -> [UInt8]? {
        var stream = z_stream()
        let size = Int32(MemoryLayout<z_stream>.size)
        guard
            deflateInit2_(&stream, 6, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size) == Z_OK
        else {
            throw ResourceError(
                "memory", needed: "some to pack a file", got: "there is none left", hint: "end other programs")
        }
        defer { deflateEnd(&stream) }
        var source = bytes
        var target = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))))
        let status = source.withUnsafeMutableBufferPointer { input in
            target.withUnsafeMutableBufferPointer { output in
                (stream.next_in, stream.avail_in) = (input.baseAddress, UInt32(input.count))
                (stream.next_out, stream.avail_out) = (output.baseAddress, UInt32(output.count))
                return deflate(&stream, Z_FINISH)
            }
        }
        let length = target.count - Int(stream.avail_out)
        return status == Z_STREAM_END && length < bytes.count ? Array(target.prefix(length)) : nil
    }

    private static func checksum(_ bytes: [UInt8]) -> Int {
        bytes.withUnsafeBufferPointer { Int(crc32(0, $0.baseAddress, UInt32($0.count))) }
    }

    private static func two(_ value: Int) -> [UInt8] { [UInt8(value & 255), UInt8(value >> 8 & 255)] }
    private static func four(_ value: Int) -> [UInt8] { two(value & 65_535) + two(value >> 16) }

    /// A time in UTC as MS-DOS wrote it, to two seconds; years from 1980 to 2107.
    private static func dosTime(_ date: Date) -> [UInt8] {
        var seconds = time_t(date.timeIntervalSince1970)
        var parts = tm()
        gmtime_r(&seconds, &parts)
        let year = min(max(Int(parts.tm_year) - 80, 0), 127)
        return two(Int(parts.tm_hour) << 11 | Int(parts.tm_min) << 5 | Int(parts.tm_sec) / 2)
            + two(year << 9 | (Int(parts.tm_mon) + 1) << 5 | Int(parts.tm_mday))
    }
}
