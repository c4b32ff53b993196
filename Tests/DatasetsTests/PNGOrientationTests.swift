import CZlib
import Datasets
import Foundation
import Support
import Testing

/// PNG images are turned as JPEG images are, by a chunk "eXIf" or by the text that ImageMagick writes.
@Suite struct PNGOrientationTests {
    private let folder: ScratchFolder
    /// 2×2 pixels: 10, 20 over 30, 40.
    private let stored: [UInt8]

    init() throws {
        folder = try ScratchFolder()
        try folder.writePNG("x.png", width: 2, height: 2, depth: 8, colourType: 0, rows: [10, 20, 30, 40])
        stored = try folder.bytes(of: "x.png")
    }

    /// The pixels with chunks after the header, and others before the end.
    private func pixels(_ early: [UInt8], late: [UInt8] = []) throws -> [Int] {
        let header = 33
        let end = stored.count - 12
        try folder.write("x.png", stored[..<header] + early + stored[header..<end] + late + stored[end...])
        let set = try DataRequest(source: .folder, directory: folder.path, side: 2).load()
        return set.pixels.values.map { Int(($0 * 255).rounded()) }
    }

    private static func exif(_ orientation: Int, littleEndian: Bool = false, type: Int = 3) -> [UInt8] {
        JPEGSegments.exif(orientation: orientation, littleEndian: littleEndian, type: type)
    }

    private static let turned = [
        [10, 20, 30, 40], [20, 10, 40, 30], [40, 30, 20, 10], [30, 40, 10, 20], [10, 30, 20, 40], [30, 10, 40, 20],
        [40, 20, 30, 10], [20, 40, 10, 30],
    ]

    @Test(arguments: 1...8, [false, true]) func aChunkBeforeOrAfterThePixels(orientation: Int, isLate: Bool) throws {
        let chunk = ScratchFolder.chunk("eXIf", Self.exif(orientation, littleEndian: isLate))
        #expect(try (isLate ? pixels([], late: chunk) : pixels(chunk)) == Self.turned[orientation - 1])
    }

    @Test(arguments: [1, 3, 4]) func theNumberMayBeOfAnySize(type: Int) throws {
        #expect(try pixels(ScratchFolder.chunk("eXIf", Self.exif(3, type: type))) == Self.turned[2])
    }

    @Test func someProgramsWriteJPEGsMarkBeforeIt() throws {
        let chunk = ScratchFolder.chunk("eXIf", Array("Exif\0\0".utf8) + Self.exif(6))
        #expect(try pixels(chunk) == Self.turned[5])
    }

    @Test(arguments: ["exif", "APP1"]) func textsOfHexadecimalDigits(name: String) throws {
        let exif = Array("Exif\0\0".utf8) + Self.exif(8)
        let digits = exif.map { String(format: "%02x", $0) }.joined()
        let text = "\n\(name)\n      \(exif.count)\n\(digits.prefix(72))\n\(digits.dropFirst(72))\n"
        let key = Array("Raw profile type \(name)\0".utf8)
        var size = compressBound(UInt(text.utf8.count))
        var packed = [UInt8](repeating: 0, count: Int(size))
        compress(&packed, &size, Array(text.utf8), UInt(text.utf8.count))
        packed = Array(packed[..<Int(size)])
        for chunk in [
            ("tEXt", key + Array(text.utf8)), ("zTXt", key + [0] + packed),
            ("iTXt", key + [0, 0, 0, 0] + Array(text.utf8)),
            ("iTXt", key + [1, 0] + Array("en\0k\0".utf8) + packed),
        ] {
            let bytes = ScratchFolder.chunk(chunk.0, chunk.1)
            #expect(try pixels(bytes) == Self.turned[7], "\(chunk.0)")
            // What a chunk of its own says counts more.
            #expect(try pixels(bytes, late: ScratchFolder.chunk("eXIf", Self.exif(2))) == Self.turned[1])
        }
    }

    /// Whatever is written there, the picture can be read.
    @Test func whatCannotBeUnderstoodIsIgnored() throws {
        let good = Self.exif(6)
        var contents = good.indices.map { Array(good[..<$0]) } + [[UInt8](repeating: 0xff, count: 40)]
        contents.append(Array("MM\0*".utf8) + [0xff, 0xff, 0xff, 0xff])
        for content in contents {
            let found = try pixels(ScratchFolder.chunk("eXIf", content))
            #expect(found == Self.turned[0] || content.count > good.count - 7, "\(content)")
        }
        for text in ["", "\n", "\nexif\n4\n", "\nexif\n4\nxyz", "\nexif\n4\n4d4"] {
            for kind in ["tEXt", "zTXt", "iTXt"] {
                let body = Array("Raw profile type exif\0".utf8) + Array(text.utf8)
                #expect(try pixels(ScratchFolder.chunk(kind, body)) == Self.turned[0], "\(kind) \(text)")
            }
        }
    }

    /// A header that declares more pixels than the file can hold is refused by that, before memory is taken.
    @Test func tooFewBytesForTheSizeAreAnError() throws {
        try folder.write(
            "x.png",
            ScratchFolder.pngHeader(width: 8000, height: 8000, depth: 8, colourType: 2)
                + ScratchFolder.chunk("IDAT", [UInt8](repeating: 0, count: 100)) + ScratchFolder.chunk("IEND", []))
        let error = #expect(throws: DataError.self) {
            try DataRequest(source: .folder, directory: folder.path, side: 2).load()
        }
        #expect(error?.got == "damage: 100 bytes of pixels, too few for 8000×8000")
    }
}
