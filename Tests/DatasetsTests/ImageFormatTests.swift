import CTurboJPEG
import Datasets
import Foundation
import Support
import Tensors
import Testing

/// The kinds of PNG and JPEG that people have: each gives the pixels it shows.
@Suite struct ImageFormatTests {
    private let folder: ScratchFolder

    init() throws { folder = try ScratchFolder() }

    private func load(_ side: Int, _ channels: Int = 3) throws -> Matrix<Float> {
        try DataRequest(source: .folder, directory: folder.path, side: side, channels: channels).load().pixels
    }

    /// What a byte is read as.
    private func level(_ byte: Int) -> Float { Float(Double(byte) / 255) }

    private static func wild(_ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 9) }
    }

    @Test(arguments: [(UInt8(0), 1), (2, 3), (4, 2), (6, 4)])
    func interlacedIsTheSame(colourType: UInt8, size: Int) throws {
        let rows = Self.wild(11 * 11 * size)
        for (name, isInterlaced) in [("a.png", false), ("b.png", true)] {
            try folder.writePNG(
                name, width: 11, height: 11, depth: 8, colourType: colourType, rows: rows, isInterlaced: isInterlaced)
        }
        let filesDiffer = try folder.bytes(of: "a.png") != folder.bytes(of: "b.png")
        #expect(filesDiffer)
        let pixels = try load(11)
        #expect(pixels.view(rows: 0..<1).rowDistances(to: pixels.view(rows: 1..<2)) == [0])
        #expect(Set(pixels.rowValues(0)).count > 20)
    }

    /// Some libpngs give other pixels then.
    @Test(arguments: [(UInt8(0), 2), (2, 6), (4, 4), (6, 8)])
    func interlacedWithSixteenBitsIsAnError(colourType: UInt8, size: Int) throws {
        try folder.writePNG(
            "a.png", width: 11, height: 11, depth: 16, colourType: colourType, rows: Self.wild(121 * size),
            isInterlaced: true)
        let error = #expect(throws: DataError.self) { try load(11) }
        #expect(error?.got == "interlaced rows of 16 bits a channel")
    }

    @Test func oneBitAndFourBits() throws {
        try folder.writePNG("a.png", width: 2, height: 2, depth: 1, colourType: 0, rows: [0b0100_0000, 0b1000_0000])
        try folder.writePNG("b.png", width: 2, height: 2, depth: 4, colourType: 0, rows: [0x3f, 0x0a])
        try folder.writePNG(
            "c.png", width: 2, height: 2, depth: 1, colourType: 3, rows: [0b0100_0000, 0b1100_0000],
            extra: [("PLTE", [10, 20, 30, 40, 50, 60])])
        let grey = try load(2, 1)
        #expect(grey.rowValues(0) == [0, 1, 1, 0])
        #expect(grey.rowValues(1) == [51, 255, 0, 170].map(level))
        #expect(try load(2).rowValues(2) == [10, 40, 40, 40, 20, 50, 50, 50, 30, 60, 60, 60].map(level))
    }

    @Test func sixteenBitsAreRounded() throws {
        let values = [0, 128, 129, 0x7fff, 0x8000, 65_406, 65_407, 65_535, 257]
        try folder.writePNG(
            "a.png", width: 3, height: 3, depth: 16, colourType: 0,
            rows: values.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] })
        let expected = values.map { Float((Double($0) / 257).rounded() / 255) }
        #expect(try load(3, 1).values == expected)
    }

    @Test func progressiveIsTheSame() throws {
        let pixels = Self.wild(24 * 24 * 3)
        for (name, flags) in [("a.jpg", Int32(0)), ("b.jpg", TJFLAG_PROGRESSIVE)] {
            try folder.writeJPEG(
                name, width: 24, height: 24, format: TJPF_RGB, subsampling: TJSAMP_420, pixels: pixels, flags: flags)
        }
        let frames = try ["a.jpg", "b.jpg"].map { try JPEGSegments.place(of: 0xc2, in: folder.bytes(of: $0)) }
        #expect(frames[0] == nil && frames[1] != nil)
        let images = try load(24)
        #expect(images.view(rows: 0..<1).rowDistances(to: images.view(rows: 1..<2)) == [0])
    }

    /// TurboJPEG writes ink as YCCK; with Adobe's transform set to 0 the same bytes are CMYK.
    @Test func inkWithAndWithoutAColourTransform() throws {
        let ink = [[UInt8]](repeating: [155, 155, 155, 204], count: 64).flatMap { $0 }
        try folder.writeJPEG("a.jpg", width: 8, height: 8, format: TJPF_CMYK, subsampling: TJSAMP_444, pixels: ink)
        var bytes = try folder.bytes(of: "a.jpg")
        let adobe = try #require(JPEGSegments.place(of: 0xee, in: bytes))
        #expect(bytes[adobe + 15] == 2)
        bytes[adobe + 15] = 0
        try folder.write("b.jpg", bytes)
        let pixels = try load(1)
        // Y = 255 − 155 = 100, Cb = Cr = 128, K = 204, which lets 0.8 of each through.
        for (value, wanted) in zip(pixels.values, [124, 124, 124, 80, 102.4, 102.4]) {
            #expect(abs(Double(value) * 255 - wanted) < 1)
        }
    }

    @Test func whatCountsIsTheContent() throws {
        try folder.writePNG("a.jpg", width: 1, height: 1, depth: 8, colourType: 0, rows: [51])
        try folder.writeJPEG(
            "b.png", width: 8, height: 8, format: TJPF_GRAY, subsampling: TJSAMP_GRAY,
            pixels: [UInt8](repeating: 102, count: 64))
        let pixels = try load(1, 1)
        #expect(pixels[0, 0] == 0.2)
        #expect(abs(pixels[1, 0] - 0.4) < 1e-3)
    }
}
