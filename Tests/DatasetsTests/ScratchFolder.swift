import CPNG
import CTurboJPEG
import CZlib
import Foundation

/// A folder for one test's files, removed with the test, and the writers that fill it.
final class ScratchFolder {
    let path = NSTemporaryDirectory() + "downhill-" + UUID().uuidString

    init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }
    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Writes a file. Foundation's writers wait for the disk, which thousands of damaged images need not.
    func write(_ name: String, _ bytes: [UInt8]) throws {
        guard let file = fopen("\(path)/\(name)", "wb") else { throw CocoaError(.fileWriteUnknown) }
        defer { fclose(file) }
        guard fwrite(bytes, 1, bytes.count, file) == bytes.count else { throw CocoaError(.fileWriteUnknown) }
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

    /// A chunk of a PNG, with its checksum.
    static func chunk(_ kind: String, _ body: [UInt8]) -> [UInt8] {
        let content = Array(kind.utf8) + body
        return bigEndian(body.count) + content + bigEndian(Int(crc32(0, content, UInt32(content.count))))
    }

    /// The signature and the header of a PNG.
    static func pngHeader(
        width: Int, height: Int, depth: Int, colourType: UInt8, isInterlaced: Bool = false
    ) -> [UInt8] {
        [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
            + chunk(
                "IHDR",
                bigEndian(width) + bigEndian(height) + [UInt8(depth), colourType, 0, 0, isInterlaced ? 1 : 0])
    }

    /// Writes a PNG of any depth and colour type by hand: signature, chunks with their checksums, rows without filters.
    /// Interlaced ones have whole bytes a pixel.
    func writePNG(
        _ name: String, width: Int, height: Int, depth: Int, colourType: UInt8, rows: [UInt8],
        extra: [(String, [UInt8])] = [], isInterlaced: Bool = false
    ) throws {
        let stride = rows.count / height
        let raw =
            isInterlaced
            ? Self.adam7(rows, width: width, height: height)
            : (0..<height).flatMap { [0] + rows[$0 * stride..<($0 + 1) * stride] }
        var size = compressBound(UInt(raw.count))
        var packed = [UInt8](repeating: 0, count: Int(size))
        compress(&packed, &size, raw, UInt(raw.count))
        var bytes = Self.pngHeader(
            width: width, height: height, depth: depth, colourType: colourType, isInterlaced: isInterlaced)
        for (kind, body) in extra { bytes += Self.chunk(kind, body) }
        try write(name, bytes + Self.chunk("IDAT", Array(packed[..<Int(size)])) + Self.chunk("IEND", []))
    }

    /// Rows in the order of PNG's seven passes, each line with filter 0.
    private static func adam7(_ rows: [UInt8], width: Int, height: Int) -> [UInt8] {
        let passes = [(0, 0, 8, 8), (0, 4, 8, 8), (4, 0, 8, 4), (0, 2, 4, 4), (2, 0, 4, 2), (0, 1, 2, 2), (1, 0, 2, 1)]
        let size = rows.count / (width * height)
        var result: [UInt8] = []
        for (top, left, down, across) in passes where left < width {
            for row in Swift.stride(from: top, to: height, by: down) {
                result.append(0)
                for column in Swift.stride(from: left, to: width, by: across) {
                    result += rows[(row * width + column) * size..<(row * width + column + 1) * size]
                }
            }
        }
        return result
    }

    /// Writes a JPEG at the best quality.
    func writeJPEG(
        _ name: String, width: Int, height: Int, format: TJPF, subsampling: TJSAMP, pixels: [UInt8], flags: Int32 = 0
    ) throws {
        let handle = tjInitCompress()
        defer { tjDestroy(handle) }
        var out: UnsafeMutablePointer<UInt8>?
        var size: UInt = 0
        tjCompress2(
            handle, pixels, Int32(width), 0, Int32(height), Int32(format.rawValue), &out, &size,
            Int32(subsampling.rawValue), 100, TJFLAG_ACCURATEDCT | flags)
        try write(name, Array(UnsafeBufferPointer(start: out, count: Int(size))))
        tjFree(out)
    }
}
