import CTurboJPEG
import Datasets
import Foundation
import Tensors
import Testing

@Suite struct ImageOrientationTests {
    private let folder: ScratchFolder
    /// 24×16 pixels: the corner of the first row and column 240, the other end of the first row 160, the rest 0.
    private let stored: [UInt8]

    init() throws {
        folder = try ScratchFolder()
        let pixels = (0..<16 * 24).map { place -> UInt8 in
            guard place / 24 < 8 else { return 0 }
            return place % 24 < 8 ? 240 : place % 24 < 16 ? 0 : 160
        }
        try folder.writeJPEG(
            "x.jpg", width: 24, height: 16, format: TJPF_GRAY, subsampling: TJSAMP_GRAY, pixels: pixels)
        stored = try folder.bytes(of: "x.jpg")
    }

    /// Corners of the square in the middle, in steps of 80: upper left, upper right, lower left, lower right.
    private func corners(_ bytes: [UInt8]) throws -> [Int] {
        try folder.write("x.jpg", bytes)
        let pixels = try DataRequest(source: .folder, directory: folder.path, side: 16).load().pixels
        // The middle 16 of 24 pixels: 4 of each end's 8 remain.
        return [0, 15, 240, 255].map { Int((pixels[0, $0] * 255 / 80).rounded()) }
    }

    /// EXIF's words for each number: where the stored first row and first column belong.
    @Test(
        arguments: [
            (1, "top", "left"), (2, "top", "right"), (3, "bottom", "right"), (4, "bottom", "left"),
            (5, "left", "top"), (6, "right", "top"), (7, "right", "bottom"), (8, "left", "bottom"),
        ], [false, true])
    func anImageIsTurnedAsItWasSeen(value: (number: Int, row: String, column: String), littleEndian: Bool) throws {
        let bytes = JPEGSegments.adding(orientation: value.number, littleEndian: littleEndian, to: stored)
        let first = [value.row, value.column]
        let opposite = ["top": "bottom", "bottom": "top", "left": "right", "right": "left"]
        let second = [value.row, try #require(opposite[value.column])]
        var expected = [0, 0, 0, 0]
        for (sides, step) in [(first, 3), (second, 2)] {
            expected[(sides.contains("bottom") ? 2 : 0) + (sides.contains("right") ? 1 : 0)] = step
        }
        #expect(try corners(bytes) == expected)
    }

    @Test(arguments: [1, 3, 4], [false, true]) func theNumberMayBeOfAnySize(type: Int, littleEndian: Bool) throws {
        let bytes = JPEGSegments.adding(orientation: 6, littleEndian: littleEndian, type: type, to: stored)
        #expect(try corners(bytes) == [0, 3, 0, 2])
    }

    @Test func theDirectoryMayBeAnywhere() throws {
        let exif = JPEGSegments.exif(orientation: 6, littleEndian: true, gap: 1001)
        #expect(try corners(JPEGSegments.adding(exif: exif, to: stored)) == [0, 3, 0, 2])
        // Twice the mark that stands before it.
        let twice = JPEGSegments.adding(exif: Array("Exif\0\0".utf8) + exif, to: stored)
        #expect(try corners(twice) == [0, 3, 0, 2])
    }

    /// Two numbers, a fraction, a text: nothing that is an orientation.
    @Test(arguments: [(3, 2), (5, 1), (2, 1), (3, 0)]) func otherTypesAreIgnored(type: Int, count: Int) throws {
        let exif = JPEGSegments.exif(orientation: 6, littleEndian: false, type: type, count: count)
        #expect(try corners(JPEGSegments.adding(exif: exif, to: stored)) == [3, 2, 0, 0])
    }

    @Test(arguments: [0, 9, 65_535]) func anUnknownNumberIsIgnored(number: Int) throws {
        let bytes = JPEGSegments.adding(orientation: number, littleEndian: true, to: stored)
        #expect(try corners(bytes) == [3, 2, 0, 0])
    }

    /// Whatever a camera wrote, the picture can be read.
    @Test func anyBrokenSegmentGivesTheImage() throws {
        let good = JPEGSegments.adding(orientation: 6, littleEndian: false, to: stored)
        let upright = [[3, 2, 0, 0], [0, 3, 0, 2]]
        var turned = 0
        for place in 12..<good.count - stored.count + 2 {
            for value in [UInt8(0), 0x7f, 0xff] {
                var bytes = good
                bytes[place] = value
                let found = try corners(bytes)
                // Another number at the orientation's own place is another orientation.
                let isNumber = bytes[51...52] != good[51...52]
                #expect(isNumber || upright.contains(found), "byte \(place) is \(value): \(found)")
                turned += found == upright[1] ? 1 : 0
            }
        }
        #expect(turned > 10)
    }
}

@Suite struct ImageFlipTests {
    @Test(arguments: [(2, 3, 2), (3, 4, 1), (1, 1, 3)])
    func everyLineOfEveryPlaneIsMirrored(height: Int, width: Int, channels: Int) {
        let count = height * width * channels
        let images = Matrix<Float>(rows: 3, columns: count, values: (0..<3 * count).map(Float.init))
        let before = images.values
        ImageFlip.mirror(images.row(1), height: height, width: width, channels: channels)
        for place in before.indices {
            let (line, column) = (place / width, place % width)
            let source = place / count == 1 ? line * width + width - 1 - column : place
            #expect(images.pointer[place] == before[source])
        }
        ImageFlip.mirror(images.row(1), height: height, width: width, channels: channels)
        #expect(images.values == before)
    }
}
