import CTurboJPEG
import Datasets
import Foundation
import Support
import Tensors
import Testing

@Suite struct ImageFolderTests {
    private let folder: ScratchFolder

    init() throws { folder = try ScratchFolder() }

    private func load(_ side: Int, _ channels: Int = 1) throws -> ImageSet {
        try DataRequest(source: .folder, directory: folder.path, side: side, channels: channels).load()
    }

    @Test func allFilesThatCannotBeOpenedAreNamed() throws {
        try folder.writePNG("a.png", width: 1, height: 1, depth: 8, colourType: 0, rows: [10])
        for name in ["b.png", "c.png"] {
            try FileManager.default.createSymbolicLink(atPath: "\(folder.path)/\(name)", withDestinationPath: "nowhere")
        }
        let error = #expect(throws: DataError.self) {
            try DataRequest(source: .folder, directory: folder.path, side: 1).fingerprint()
        }
        #expect(error?.got.contains("2 files that cannot be used: b.png (No such file or directory), c.png (") == true)
    }

    private func expectClose(_ set: ImageSet, _ expected: [Double], within tolerance: Double = 1e-6) {
        #expect(set.pixels.count == expected.count)
        for (value, wanted) in zip(set.pixels.values, expected) {
            #expect(abs(Double(value) - wanted) <= tolerance, "\(value) is not \(wanted)")
        }
    }

    @Test func orderCropAndForeignFiles() throws {
        // 4×2: the central square has columns 1 and 2.
        try folder.writePNG("b.PNG", width: 4, height: 2, depth: 8, colourType: 0, rows: [9, 10, 20, 9, 9, 30, 40, 9])
        try folder.writePNG("a.png", width: 2, height: 4, depth: 8, colourType: 0, rows: [9, 9, 1, 2, 3, 4, 9, 9])
        try folder.write("notes.txt", [1])
        try folder.write(".hidden.png", [1])
        try FileManager.default.createDirectory(atPath: "\(folder.path)/sub.png", withIntermediateDirectories: true)
        let set = try load(2)
        expectClose(set, [1, 2, 3, 4, 10, 20, 30, 40].map { $0 / 255 })
        #expect(set.origin.contains("1 other file ignored, 1 subfolder not entered"))
        #expect(set.predefinedTest == nil)
        expectClose(try load(1), [2.5 / 255, 25 / 255])
    }

    @Test func sixteenBitGreyWithAlphaAndFewBits() throws {
        try folder.writePNG("a.png", width: 1, height: 1, depth: 16, colourType: 0, rows: [0x80, 0x80])
        try folder.writePNG("b.png", width: 1, height: 1, depth: 8, colourType: 4, rows: [200, 51])
        try folder.writePNG("c.png", width: 1, height: 1, depth: 2, colourType: 0, rows: [0b0100_0000])
        try folder.writePNG(
            "d.png", width: 1, height: 1, depth: 16, colourType: 6, rows: [255, 255, 0, 0, 0, 0, 255, 255])
        expectClose(try load(1), [128, 40, 85, 0.299 * 255].map { $0 / 255 })
    }

    @Test func paletteAndItsTransparency() throws {
        let palette: [UInt8] = [255, 0, 0, 0, 255, 0, 0, 0, 255]
        try folder.writePNG(
            "a.png", width: 2, height: 2, depth: 8, colourType: 3, rows: [0, 1, 2, 0],
            extra: [("PLTE", palette), ("tRNS", [255, 0])])
        let set = try load(2, 3)
        expectClose(set, [1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0])
    }

    @Test func jpegColourGreyAndInk() throws {
        let grey = [UInt8](repeating: 100, count: 64)
        try folder.writeJPEG("a.jpg", width: 8, height: 8, format: TJPF_GRAY, subsampling: TJSAMP_GRAY, pixels: grey)
        let colour = [[UInt8]](repeating: [200, 100, 50], count: 64).flatMap { $0 }
        try folder.writeJPEG("b.jpeg", width: 8, height: 8, format: TJPF_RGB, subsampling: TJSAMP_444, pixels: colour)
        let ink = [[UInt8]](repeating: [255, 128, 0, 102], count: 64).flatMap { $0 }
        try folder.writeJPEG("c.JPG", width: 8, height: 8, format: TJPF_CMYK, subsampling: TJSAMP_444, pixels: ink)
        let expected: [Double] = [100, 100, 100, 200, 100, 50, 102, 51.2, 0]
        expectClose(try load(1, 3), expected.map { $0 / 255 }, within: 2.5 / 255)
    }

    @Test func damagedImagesAreNamed() throws {
        let noise = (0..<64 * 64 * 3).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 7) }
        try folder.writePNG("x.png", width: 64, height: 64, depth: 8, colourType: 2, rows: noise)
        try folder.writeJPEG("y.jpg", width: 64, height: 64, format: TJPF_RGB, subsampling: TJSAMP_420, pixels: noise)
        #expect(try load(8).count == 2)
        for name in ["x.png", "y.jpg"] {
            let good = try folder.bytes(of: name)
            for count in [0, 3, 8, 20, 40, 100, good.count / 2, good.count * 9 / 10] {
                try folder.write(name, Array(good[..<count]))
                let error = #expect(throws: DataError.self) { try load(8) }
                #expect(error?.file == "\(folder.path)/\(name)")
            }
            try folder.write(name, good)
        }
        try folder.write("x.png", Array("GIF89a, or so".utf8))
        let foreign = #expect(throws: DataError.self) { try load(8) }
        #expect(foreign?.got.contains("47 49 46") == true)
    }

    @Test func allBadFilesAreNamedOrCounted() throws {
        for name in ["b.png", "c.jpg"] { try folder.write(name, []) }
        try folder.writePNG("a.png", width: 2, height: 3, depth: 8, colourType: 0, rows: [1, 2, 3, 4, 5, 6])
        try folder.writePNG(
            "ok.png", width: 8, height: 8, depth: 1, colourType: 0, rows: [UInt8](repeating: 1, count: 8))
        let error = #expect(throws: DataError.self) { try load(8) }
        #expect(error?.file == folder.path && error?.expected == "PNG or JPEG images of at least 8×8 pixels")
        #expect(
            error?.got == "3 files that cannot be used: a.png (2×3 pixels), "
                + "b.png (an empty file), c.jpg (an empty file)")
        for number in 10..<20 { try folder.write("x\(number).png", [UInt8(number)]) }
        let many = #expect(throws: DataError.self) { try load(8) }
        #expect(many?.got.hasPrefix("13 files that cannot be used: a.png") == true)
        #expect(many?.got.hasSuffix("x16.png (the bytes 10), and 3 more") == true)
    }

    /// Names are bytes to the system: Latin-1's "café", and an escape sequence.
    @Test func namesOfAnyBytes() throws {
        try folder.writePNG("b.png", width: 1, height: 1, depth: 8, colourType: 0, rows: [20])
        try folder.writePNG("caf.png", width: 1, height: 1, depth: 8, colourType: 0, rows: [30])
        let latin: [CChar] =
            "\(folder.path)/caf".utf8.map { CChar($0) } + [CChar(bitPattern: 0xe9)] + Array(".png".utf8CString)
        #expect(rename("\(folder.path)/caf.png", latin) == 0)
        try folder.writePNG("a\u{1b}[31m\n.png", width: 1, height: 1, depth: 8, colourType: 0, rows: [10])
        expectClose(try load(1), [10, 20, 30].map { $0 / 255 })
        #expect(try DataRequest(source: .folder, directory: folder.path, side: 1).fingerprint().count == 64)
        let error = #expect(throws: DataError.self) { try load(8) }
        #expect(error?.description.contains("a\\u{1B}[31m\\n.png (1×1") == true, "\(String(describing: error))")
        #expect(error?.description.contains("caf\\xe9.png (1×1") == true, "\(String(describing: error))")
        #expect(error?.description.utf8.allSatisfy { $0 >= 0x20 } == true)
        // An argument that is not UTF-8 comes as this.
        let foreign = #expect(throws: DataError.self) {
            try DataRequest(source: .folder, directory: folder.path + "/caf\u{fffd}", side: 8).load()
        }
        #expect(foreign?.got == "a name that is not UTF-8" && foreign?.hint?.contains("rename") == true)
    }

    @Test func aFolderWithControlCharactersInItsName() throws {
        let path = "\(folder.path)/a\u{1b}[31m\r\nb"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        try folder.writePNG("x.png", width: 1, height: 1, depth: 8, colourType: 0, rows: [20])
        #expect(rename("\(folder.path)/x.png", "\(path)/x.png") == 0)
        let origin = try DataRequest(source: .folder, directory: path, side: 1).load().origin
        #expect(origin.hasPrefix("1 images of a\\u{1B}[31m\\r\\nb, cropped"))
    }

    @Test(arguments: [
        ("GIF89a", "a GIF image"), ("RIFF\0\0\0\0WEBPVP8 ", "a WebP image"), ("\0\0\0\u{1c}ftypheic", "a HEIC image"),
        ("\0\0\0\u{1c}ftypavif", "an AVIF image"), ("BM1234", "a BMP image"), ("II*\0", "a TIFF image"),
        ("<!DOCTYPE html>", "a web page"), ("\0\0\0\0", "zeros alone"),
    ]) func otherKindsOfFilesAreNamed(start: String, kind: String) throws {
        try folder.write("x.jpg", Array(start.utf8))
        let error = #expect(throws: DataError.self) { try load(8) }
        #expect(error?.got.hasPrefix("\(kind), the bytes ") == true, "\(String(describing: error))")
    }

    /// Files that systems leave behind, and links.
    @Test func hiddenFilesAndLinks() throws {
        try folder.writePNG("x.png", width: 1, height: 1, depth: 8, colourType: 0, rows: [20])
        for name in [".DS_Store", "._x.png", "Thumbs.db", ".png"] { try folder.write(name, [1]) }
        symlink("x.png", "\(folder.path)/y.png")
        symlink(".", "\(folder.path)/loop")
        symlink(folder.path, "\(folder.path)/again.png")
        let set = try load(1)
        expectClose(set, [20, 20].map { $0 / 255 })
        #expect(set.origin.contains("1 other file ignored, 2 subfolders not entered"))
        symlink("z.png", "\(folder.path)/z.png")
        #expect(#expect(throws: DataError.self) { try load(1) }?.got == "Too many levels of symbolic links")
    }

    @Test func anyFlippedByteGivesAnErrorOrAnImage() throws {
        let pixels = (0..<16 * 16 * 3).map { UInt8(truncatingIfNeeded: $0 * 7) }
        try folder.writeJPEG("y.jpg", width: 16, height: 16, format: TJPF_RGB, subsampling: TJSAMP_420, pixels: pixels)
        let good = try folder.bytes(of: "y.jpg")
        var errors = 0
        for place in 2..<good.count {
            var bytes = good
            bytes[place] ^= 0xff
            try folder.write("y.jpg", bytes)
            do { _ = try load(8) } catch is DataError { errors += 1 }
        }
        #expect(errors > 0)
    }

    @Test func hugeAndTinyImagesAreErrors() throws {
        try folder.writePNG("x.png", width: 900_000, height: 900_000, depth: 8, colourType: 2, rows: [])
        #expect(throws: DataError.self) { try load(8) }
        try folder.writePNG(
            "x.png", width: 7, height: 9, depth: 8, colourType: 0, rows: [UInt8](repeating: 0, count: 63))
        let tiny = #expect(throws: DataError.self) { try load(8) }
        #expect(tiny?.description.contains("expected at least 8×8 pixels, got 7×9") == true)
    }

    @Test func emptyMissingAndNestedFoldersAreErrors() throws {
        #expect(throws: DataError.self) { try load(8) }
        try FileManager.default.createDirectory(atPath: "\(folder.path)/inner", withIntermediateDirectories: true)
        let nested = #expect(throws: DataError.self) { try load(8) }
        #expect(nested?.hint?.contains("holds the images themselves") == true)
        #expect(throws: DataError.self) { try DataRequest(source: .folder, directory: "/nonexistent", side: 8).load() }
        #expect(throws: DataError.self) { try DataRequest(source: .folder, directory: "/etc/passwd", side: 8).load() }
        #expect(throws: DataError.self) { try DataRequest(source: .folder, side: 8).load() }
    }

    @Test func areaAverageOfAnyRatio() throws {
        // 3 → 2: new pixel 0 covers old 0 and half of old 1, in each direction.
        let rows: [UInt8] = [10, 20, 30, 40, 50, 60, 70, 80, 90]
        try folder.writePNG("a.png", width: 3, height: 3, depth: 8, colourType: 0, rows: rows)
        let first: Double = 52.5 / 2.25  // 10 + 20/2 + 40/2 + 50/4
        let last: Double = 172.5 / 2.25  // 90 + 80/2 + 60/2 + 50/4
        let set = try load(2)
        #expect(set.pixels[0, 0] == Float(first / 255))
        #expect(set.pixels[0, 3] == Float(last / 255))
        let mean = set.pixels.values.reduce(0, +) / 4
        #expect(abs(mean - Float(50.0 / 255)) < 1e-6)
    }
}
