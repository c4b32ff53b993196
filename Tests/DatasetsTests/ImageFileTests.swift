import Datasets
import Foundation
import Images
import Support
import Tensors
import Testing

@Suite struct ImageFileTests {
    private let folder: ScratchFolder

    init() throws { folder = try ScratchFolder() }

    private func read(_ side: Int, _ channels: Int) throws -> [Float] {
        try DataRequest(source: .folder, directory: folder.path, side: side, channels: channels).load().pixels.values
    }

    /// What a byte is read as.
    private func level(_ byte: Int) -> Float { Float(Double(byte) / 255) }

    /// All 256 levels, and colours in planes, come back as they were.
    @Test(arguments: [1, 3]) func everyLevelComesBack(channels: Int) throws {
        let image = (0..<channels * 256).map { place -> Float in
            let level = (place * 7 + place / 256) % 256
            return Float(Double(level) / 255)
        }
        try ImageFile.write(image, height: 16, width: 16, channels: channels, to: "\(folder.path)/x.png")
        #expect(try read(16, channels) == image)
        #expect(try folder.bytes(of: "x.png")[25] == (channels == 1 ? 0 : 2), "PNG's colour type")
    }

    @Test func valuesAreClampedAndRounded() throws {
        let levels: [Float] = [-800, 400, 127.5, 100.4, 100.6, -.leastNonzeroMagnitude, 255, 0, 254.6]
        let image = levels.map { $0 / 255 }
        try ImageFile.write(image, height: 3, width: 3, channels: 1, to: "\(folder.path)/x.png")
        #expect(try read(3, 1) == [0, 255, 128, 100, 101, 0, 255, 0, 255].map(level))
    }

    @Test func rowsAreWide() throws {
        let image = (0..<30).map(level)
        try ImageFile.write(image, height: 2, width: 5, channels: 3, to: "\(folder.path)/x.png")
        // The central square: columns 1 and 2 of five.
        #expect(try read(2, 3) == [1, 2, 6, 7, 11, 12, 16, 17, 21, 22, 26, 27].map(level))
    }

    @Test func theSameBytesEachTimeAndNothingElse() throws {
        let image = (0..<192).map { Float($0 % 17) / 17 }
        for name in ["a.png", "deep/er/b.png", "a.png"] {
            try ImageFile.write(image, height: 8, width: 8, channels: 3, to: "\(folder.path)/\(name)")
        }
        #expect(try folder.bytes(of: "a.png") == folder.bytes(of: "deep/er/b.png"))
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted()
        #expect(names == ["a.png", "deep", "deep/er", "deep/er/b.png"])
    }

    @Test(arguments: [Float.nan, .infinity, -.infinity]) func whatIsNoNumberIsAnError(value: Float) throws {
        var image = [Float](repeating: 0, count: 3 * 6)
        image[6 + 5] = value
        let path = "\(folder.path)/x.png"
        let error = #expect(throws: FileError.self) {
            try ImageFile.write(image, height: 2, width: 3, channels: 3, to: path)
        }
        #expect(error?.path == path)
        #expect(error?.reason == "channel 1 of row 1, column 2 is \(value)")
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test func aFileInTheWayIsAnError() throws {
        try folder.write("x", [1])
        let error = #expect(throws: FileError.self) {
            try ImageFile.write([0], height: 1, width: 1, channels: 1, to: "\(folder.path)/x/y.png")
        }
        #expect(error?.reason == "Not a directory")
    }
}
