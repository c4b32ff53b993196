import CPNG
import CTurboJPEG
import CZlib
import Foundation

/// A folder for one test's files, removed with the test, and the writers that fill it.
final class ScratchFolder {
    let path = NSTemporaryDirectory() + "downhill-" + UUID().uuidString

    init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }
    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ name: String, _ bytes: [UInt8]) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: "\(path)/\(name)"))
    }

    func bytes(of name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(path)/\(name)")))
    }

    static func bigEndian(_ value: Int) -> [UInt8] { [24, 16, 8, 0].map { UInt8(value >> $0 & 255) } }

    /// An idx file of images, as bytes.
    static func idx(_ images: [[UInt8]], magic: Int = 0x0803, height: Int = 28, width: Int = 28) -> [UInt8] {
        bigEndian(magic) + bigEndian(images.count) + bigEndian(height) + bigEndian(width) + images.flatMap { $0 }
    }

    /// Writes a gzip file.
    func writeGzip(_ name: String, _ bytes: [UInt8]) {
        let file = gzopen("\(path)/\(name)", "wb")
        gzwrite(file, bytes, UInt32(bytes.count))
        gzclose(file)
    }

    /// Writes a PNG of any depth and colour type by hand: signature, chunks with their checksums, rows without filters.
    func writePNG(
        _ name: String, width: Int, height: Int, depth: Int, colourType: UInt8, rows: [UInt8],
        extra: [(String, [UInt8])] = []
    ) throws {
        func chunk(_ kind: String, _ body: [UInt8]) -> [UInt8] {
            let content = Array(kind.utf8) + body
            return Self.bigEndian(body.count) + content + Self.bigEndian(Int(crc32(0, content, UInt32(content.count))))
        }
        let stride = rows.count / height
        let raw = (0..<height).flatMap { [0] + rows[$0 * stride..<($0 + 1) * stride] }
        var size = compressBound(UInt(raw.count))
        var packed = [UInt8](repeating: 0, count: Int(size))
        compress(&packed, &size, raw, UInt(raw.count))
        let header = Self.bigEndian(width) + Self.bigEndian(height) + [UInt8(depth), colourType, 0, 0, 0]
        var bytes: [UInt8] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] + chunk("IHDR", header)
        for (kind, body) in extra { bytes += chunk(kind, body) }
        try write(name, bytes + chunk("IDAT", Array(packed[..<Int(size)])) + chunk("IEND", []))
    }

    /// Writes a JPEG at the best quality.
    func writeJPEG(_ name: String, width: Int, height: Int, format: TJPF, subsampling: TJSAMP, pixels: [UInt8]) throws {
        let handle = tjInitCompress()
        defer { tjDestroy(handle) }
        var out: UnsafeMutablePointer<UInt8>?
        var size: UInt = 0
        tjCompress2(
            handle, pixels, Int32(width), 0, Int32(height), Int32(format.rawValue), &out, &size,
            Int32(subsampling.rawValue), 100, TJFLAG_ACCURATEDCT)
        try write(name, Array(UnsafeBufferPointer(start: out, count: Int(size))))
        tjFree(out)
    }
}
