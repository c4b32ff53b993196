import CTurboJPEG
import Datasets
import Foundation
import Support
import Testing

/// JPEG images with all of their pixels and a flaw are read, and the flaw is told; those that lost pixels are errors.
@Suite struct FlawedJPEGTests {
    private let folder: ScratchFolder

    init() throws { folder = try ScratchFolder() }

    private func load() throws -> ImageSet {
        try DataRequest(source: .folder, directory: folder.path, side: 24, channels: 3).load()
    }

    /// A whole image of noise, of 24×24 pixels.
    private func whole(flags: Int32 = 0, format: TJPF = TJPF_RGB) throws -> [UInt8] {
        let pixels = (0..<24 * 24 * (format == TJPF_CMYK ? 4 : 3)).map {
            UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 9)
        }
        try folder.writeJPEG(
            "x.jpg", width: 24, height: 24, format: format, subsampling: TJSAMP_420, pixels: pixels, flags: flags)
        return try folder.bytes(of: "x.jpg")
    }

    /// The words of the only warning about a file that has the pixels of `good`.
    private func warning(_ bytes: [UInt8], as good: [UInt8], sourceLocation: SourceLocation = #_sourceLocation) throws
        -> String
    {
        try folder.write("x.jpg", good)
        let expected = try load()
        #expect(expected.warnings.isEmpty, sourceLocation: sourceLocation)
        try folder.write("x.jpg", bytes)
        let found = try load()
        #expect(found.pixels.values == expected.pixels.values, sourceLocation: sourceLocation)
        #expect(found.warnings.count == 1, sourceLocation: sourceLocation)
        let warning = found.warnings.first ?? ""
        #expect(
            warning.hasPrefix("1 JPEG file was read in spite of a flaw: x.jpg ("), sourceLocation: sourceLocation)
        return warning
    }

    @Test(arguments: [9, 10, 24, 200]) func strayBytesBeforeTheEnd(count: Int) throws {
        for flags in [0, TJFLAG_PROGRESSIVE] {
            let good = try whole(flags: Int32(flags))
            let stray = (0..<count).map { UInt8($0 % 200) }
            let words = try warning(good.dropLast(2) + stray + good.suffix(2), as: good)
            #expect(words.contains("extraneous bytes before marker 0xd9"), "\(words)")
        }
    }

    @Test func strayBytesWithStuffedOnes() throws {
        let good = try whole()
        let stray = [UInt8](repeating: 0, count: 12) + [0xff, 0, 0xff, 0, 7, 0xff, 0]
        #expect(try warning(good.dropLast(2) + stray + good.suffix(2), as: good).contains("0xd9"))
    }

    @Test func strayBytesBetweenSegments() throws {
        let good = try whole()
        let table = try #require(JPEGSegments.place(of: 0xc4, in: good))
        let words = try warning(good[..<table] + [1, 2, 3] + good[table...], as: good)
        #expect(words.contains("3 extraneous bytes before marker 0xc4"), "\(words)")
    }

    @Test func numbersThatMeanNothing() throws {
        let good = try whole()
        let application = try #require(JPEGSegments.place(of: 0xe0, in: good))
        var bytes = good
        bytes[application + 9] = 7
        #expect(try warning(bytes, as: good).contains("unknown JFIF revision number 7."))
        bytes = good
        // The last three bytes before the scan: the first and last coefficient, and the bits that are already known.
        let scan = try #require(JPEGSegments.scan(in: bytes))
        bytes.replaceSubrange(scan - 3..<scan, with: [0, 0, 0])
        #expect(try warning(bytes, as: good).contains("Invalid SOS parameters"))
        let ink = try whole(format: TJPF_CMYK)
        let adobe = try #require(JPEGSegments.place(of: 0xee, in: ink))
        bytes = ink
        bytes[adobe + 15] = 9
        #expect(try warning(bytes, as: ink).contains("Unknown Adobe color transform code 9"))
    }

    /// The decoder tells the first flaw alone: behind a harmless one, lost pixels are still found.
    @Test func aFlawHidesNoDamage() throws {
        let good = try whole()
        let table = try #require(JPEGSegments.place(of: 0xc4, in: good))
        for end in [good.count - 2, good.count - 40, good.count * 3 / 4] {
            for last in [[], [UInt8(0xff), 0xd9]] where end < good.count - 2 || last.isEmpty {
                try folder.write("x.jpg", good[..<table] + [1, 2, 3] + good[table..<end] + last)
                #expect(throws: DataError.self) { try load() }
            }
        }
    }

    /// Where the larger part of a scan is left over, it was damaged before.
    @Test func lostPixelsAreNoFlaw() throws {
        let good = try whole()
        let scan = try #require(JPEGSegments.scan(in: good))
        try folder.write("x.jpg", good.dropLast(2) + good[scan...])
        let error = #expect(throws: DataError.self) { try load() }
        #expect(error?.got.contains("extraneous bytes") == true)
        try folder.write("x.jpg", good[..<(scan + 30)] + [UInt8](repeating: 0, count: 300) + good[(scan + 330)...])
        #expect(throws: DataError.self) { try load() }
    }

    @Test func twelveBitsAreNamed() throws {
        var bytes = try whole()
        let frame = try #require(JPEGSegments.place(of: 0xc0, in: bytes))
        bytes[frame + 4] = 12
        try folder.write("x.jpg", bytes)
        #expect(#expect(throws: DataError.self) { try load() }?.got.contains("precision 12") == true)
    }
}
