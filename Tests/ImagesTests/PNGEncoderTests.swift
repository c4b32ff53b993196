import CPNG
import Foundation
import Images
import Support
import Testing

@Suite struct PNGEncoderTests {
    private static let (width, height) = (50, 40)
    private static let pixels = (0..<width * height * 4).map { UInt8(($0 * 2_654_435_761 >> 9) % 7 * 30) }

    private func file(
        _ layout: PNGEncoder.Layout, _ packing: PNGEncoder.Packing, channels: Int, dotsPerInch: Double? = nil
    ) -> [UInt8] {
        let encoder = PNGEncoder(
            width: Self.width, height: Self.height, layout: layout, packing: packing, dotsPerInch: dotsPerInch)
        return [UInt8](encoder.encode(Array(Self.pixels.prefix(Self.width * Self.height * channels))))
    }

    /// What libpng's simplified interface writes of the same pixels, which wrote such images before.
    @Test(arguments: [(PNGEncoder.Layout.grey, 1), (.rgb, 3)])
    func photographsAreTheBytesOfTheSimplifiedInterface(layout: PNGEncoder.Layout, channels: Int) {
        var image = png_image()
        image.version = png_uint_32(PNG_IMAGE_VERSION)
        image.width = png_uint_32(Self.width)
        image.height = png_uint_32(Self.height)
        image.format = channels == 1 ? 0 : png_uint_32(PNG_FORMAT_FLAG_COLOR)
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        var size = bytes.count
        #expect(png_image_write_to_memory(&image, &bytes, &size, 0, Self.pixels, 0, nil) != 0)
        #expect(file(layout, .photograph, channels: channels) == Array(bytes[..<size]))
    }

    @Test func sizeInPrintOrColourSpaceIsSaid() {
        let printed = file(.rgb, .small, channels: 3, dotsPerInch: 600)
        #expect(Array(printed[37..<41]) == Array("pHYs".utf8))
        // 600 dots an inch are 23 622 a metre.
        #expect(Array(printed[41..<50]) == [0, 0, 0x5c, 0x46, 0, 0, 0x5c, 0x46, 1])
        let viewed = file(.rgb, .small, channels: 3)
        #expect(Array(viewed[37..<41]) == Array("sRGB".utf8))
    }

    @Test func whatIsWrittenIsRead() throws {
        let grey = try DecodedImage(file(.grey, .photograph, channels: 1), path: "x")
        #expect((grey.width, grey.height, grey.channels) == (50, 40, 1))
        #expect(grey.bytes == Array(Self.pixels.prefix(2000)))
        #expect(grey.rgb.count == 6000 && grey.rgb[3...5] == [grey.bytes[1], grey.bytes[1], grey.bytes[1]])
        for packing in [PNGEncoder.Packing.photograph, .fast, .small] {
            let rgb = try DecodedImage(file(.rgb, packing, channels: 3), path: "x")
            #expect(rgb.bytes == Array(Self.pixels.prefix(6000)) && rgb.rgb == rgb.bytes)
            let cairo = try DecodedImage(file(.bgrx, packing, channels: 4), path: "x")
            #expect(cairo.bytes == (0..<2000).flatMap { i in [2, 1, 0].map { Self.pixels[4 * i + $0] } })
        }
    }

    @Test func rowsMayLieApart() {
        let encoder = PNGEncoder(width: 10, height: Self.height, layout: .rgb)
        let apart = Self.pixels.withUnsafeBufferPointer { encoder.encode($0.baseAddress!, stride: 60) }
        let rows = (0..<Self.height).flatMap { Self.pixels[$0 * 60..<$0 * 60 + 30] }
        #expect(apart == encoder.encode(rows))
    }

    @Test func aLimitOfTheSideIsKept() throws {
        let bytes = file(.grey, .photograph, channels: 1)
        #expect(throws: Never.self) { try DecodedImage(bytes, path: "x", largestSide: 50) }
        let error = #expect(throws: DataError.self) { try DecodedImage(bytes, path: "x", largestSide: 49) }
        #expect(error?.expected == "at most 49 pixels a side" && error?.got == "50×40" && error?.file == "x")
    }
}
