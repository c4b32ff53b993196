import CTurboJPEG
import Datasets
import Foundation
import Support
import Tensors
import Testing

/// Of a damaged file comes an error that names it, or the right pixels; never a crash, never other pixels in silence
/// where the format lets one know.
@Suite struct DamagedImageTests {
    private let folder: ScratchFolder

    init() throws { folder = try ScratchFolder() }

    private func load(_ side: Int = 8) throws -> [Float] {
        try DataRequest(source: .folder, directory: folder.path, side: side, channels: 3).load().pixels.values
    }

    private static func random(_ count: Int, seed: UInt64) -> [UInt8] {
        var stream = RandomStream(seed: seed, name: "tests/bytes")
        return (0..<count).map { _ in UInt8(stream.below(256)) }
    }

    /// The smallest files of each kind, and their pixels.
    private func files() throws -> [(name: String, bytes: [UInt8], pixels: [Float])] {
        let rows = Self.random(9 * 9 * 4, seed: 1)
        let palette = Self.random(256 * 3, seed: 2)
        var result: [(name: String, bytes: [UInt8], pixels: [Float])] = []
        func add(_ name: String, _ write: (String) throws -> Void) throws {
            try write(name)
            result.append((name, try folder.bytes(of: name), try load()))
            try FileManager.default.removeItem(atPath: "\(folder.path)/\(name)")
        }
        for (name, depth, colourType, size, isInterlaced) in [
            ("grey.png", 8, UInt8(0), 1, false), ("colour.png", 8, 2, 3, true), ("sixteen.png", 16, 4, 4, false),
        ] {
            try add(name) {
                try folder.writePNG(
                    $0, width: 9, height: 9, depth: depth, colourType: colourType, rows: Array(rows[..<(81 * size)]),
                    isInterlaced: isInterlaced)
            }
        }
        try add("palette.png") {
            try folder.writePNG(
                $0, width: 9, height: 9, depth: 8, colourType: 3, rows: Array(rows[..<81]),
                extra: [("PLTE", palette), ("tRNS", Array(palette[..<200]))])
        }
        for (name, format, subsampling, size, flags) in [
            ("grey.jpg", TJPF_GRAY, TJSAMP_GRAY, 1, Int32(0)), ("colour.jpg", TJPF_RGB, TJSAMP_420, 3, 0),
            ("progressive.jpg", TJPF_RGB, TJSAMP_444, 3, TJFLAG_PROGRESSIVE), ("ink.jpg", TJPF_CMYK, TJSAMP_444, 4, 0),
        ] {
            try add(name) {
                try folder.writeJPEG(
                    $0, width: 9, height: 9, format: format, subsampling: subsampling,
                    pixels: Array(rows[..<(81 * size)]), flags: flags)
            }
        }
        return result
    }

    /// The error of a file's bytes, which names the file; nil where they can be read.
    private func error(_ name: String, _ bytes: [UInt8]) throws -> DataError? {
        try folder.write(name, bytes)
        defer { try? FileManager.default.removeItem(atPath: "\(folder.path)/\(name)") }
        do {
            _ = try load()
            return nil
        } catch let error as DataError {
            #expect(error.file == "\(folder.path)/\(name)")
            #expect(!error.got.isEmpty)
            return error
        }
    }

    @Test func everyBeginningOfAFileIsAnError() throws {
        for file in try files() {
            #expect(try error(file.name, file.bytes) == nil)
            for count in file.bytes.indices {
                #expect(try error(file.name, Array(file.bytes[..<count])) != nil, "\(count) bytes of \(file.name)")
            }
        }
    }

    /// PNG has a checksum for everything.
    @Test func everyChangedByteOfAPNGIsAnError() throws {
        for file in try files() where file.name.hasSuffix("png") {
            for place in file.bytes.indices {
                var bytes = file.bytes
                bytes[place] ^= UInt8(1 << (place % 8))
                #expect(try error(file.name, bytes) != nil, "byte \(place) of \(file.name)")
            }
        }
    }

    @Test func aWrongChecksumIsNamed() throws {
        let file = try #require(try files().first { $0.name == "palette.png" })
        var bytes = file.bytes
        // The last byte of the checksum of tRNS, which libpng would leave out with a warning.
        let start = try #require(bytes.indices.first { bytes[$0...].starts(with: "tRNS".utf8) })
        bytes[start + 4 + 200 + 3] ^= 1
        #expect(try error(file.name, bytes)?.got == "damage: a wrong checksum at byte \(start - 4)")
    }

    @Test func randomBytesAfterAGoodHeaderAreErrors() throws {
        let files = try files()
        for seed in UInt64(1)...60 {
            let noise = Self.random(300, seed: seed)
            let header = ScratchFolder.pngHeader(width: 9, height: 9, depth: 8, colourType: 2)
            #expect(try error("x.png", Array(header[..<8]) + noise) != nil)
            #expect(try error("x.png", header + noise) != nil)
            // With a right checksum the decompressor has to notice.
            let end = ScratchFolder.chunk("IDAT", noise) + ScratchFolder.chunk("IEND", [])
            #expect(try error("x.png", header + end) != nil)
            #expect(try error("x.jpg", [0xff, 0xd8, 0xff] + noise) != nil)
            // In a scan, most bytes mean something: an error, or an image of the right size.
            for file in files where file.name.hasSuffix("jpg") {
                let scan = try #require(JPEGSegments.scan(in: file.bytes))
                _ = try error(file.name, file.bytes[..<scan] + noise + [0xff, 0xd9])
            }
        }
    }

    @Test func tooFewRowsAndNoPaletteAreErrors() throws {
        try folder.writePNG("x.png", width: 9, height: 8, depth: 8, colourType: 0, rows: Self.random(72, seed: 3))
        let few = try folder.bytes(of: "x.png")
        let header = ScratchFolder.pngHeader(width: 9, height: 9, depth: 8, colourType: 0)
        #expect(try error("x.png", header + few[header.count...]) != nil)
        try folder.writePNG("x.png", width: 9, height: 9, depth: 8, colourType: 3, rows: Self.random(81, seed: 3))
        #expect(try error("x.png", try folder.bytes(of: "x.png")) != nil)
    }

    /// The size is looked at before any memory is taken for pixels.
    @Test(arguments: [(1 << 31 - 1, 1 << 31 - 1), (1 << 31, 8), (8, 1 << 31), (1 << 20, 1 << 20), (0, 8), (8, 0)])
    func aHugeOrEmptyPNGIsAnError(width: Int, height: Int) throws {
        let bytes =
            ScratchFolder.pngHeader(width: width, height: height, depth: 16, colourType: 6)
            + ScratchFolder.chunk("IDAT", [0]) + ScratchFolder.chunk("IEND", [])
        #expect(try error("x.png", bytes)?.got == "\(width)×\(height)")
    }

    @Test func aHugeJPEGIsAnError() throws {
        for file in try files() where file.name.hasSuffix("jpg") {
            var bytes = file.bytes
            let frame = try #require(
                JPEGSegments.place(of: 0xc0, in: bytes) ?? JPEGSegments.place(of: 0xc2, in: bytes))
            bytes.replaceSubrange(frame + 5..<frame + 9, with: [0xff, 0, 0xfe, 0])
            #expect(try error(file.name, bytes)?.got == "65024×65280")
        }
    }

    @Test func emptyFilesPipesAndLinksToNothingAreErrors() throws {
        #expect(try error("x.png", [])?.got == "an empty file")
        #expect(try error("x.jpg", [])?.got == "an empty file")
        mkfifo("\(folder.path)/x.png", 0o600)
        #expect(#expect(throws: DataError.self) { try load() }?.got == "a device or pipe")
        unlink("\(folder.path)/x.png")
        symlink("nowhere", "\(folder.path)/x.png")
        #expect(#expect(throws: DataError.self) { try load() }?.got == "No such file or directory")
    }

    @Test func aFolderNamedLikeAnImageIsNotEntered() throws {
        try FileManager.default.createDirectory(atPath: "\(folder.path)/x.png", withIntermediateDirectories: true)
        #expect(#expect(throws: DataError.self) { try load() }?.got == "none, 1 subfolder not entered")
        try folder.writePNG("y.png", width: 1, height: 1, depth: 8, colourType: 0, rows: [255])
        #expect(try load(1) == [1, 1, 1])
    }
}
