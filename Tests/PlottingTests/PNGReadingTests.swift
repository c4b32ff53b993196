import Foundation
import Plotting
import Testing

@Suite struct PNGReadingTests {
    /// Reads `data` from a file; the error's text where it cannot be read.
    private func read(_ data: Data) throws -> Result<Pixels, PlottingError> {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("image-\(UUID().uuidString).png")
        try data.write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        do {
            return .success(try Pixels(png: file))
        } catch let error as PlottingError {
            #expect("\(error)".hasPrefix(file.path), "the message names the file")
            return .failure(error)
        }
    }

    private func message(_ data: Data) throws -> String {
        switch try read(data) {
        case .success(let pixels): return "read \(pixels.columns) × \(pixels.rows)"
        case .failure(let error): return "\(error)"
        }
    }

    private let grey = PNGFile(width: 3, height: 2, bytes: [0, 51, 102, 153, 204, 255])

    @Test func greyIsReadExactly() throws {
        let pixels = try read(grey.data).get()
        #expect(pixels == Pixels(columns: 3, rows: 2, values: [0, 0.2, 0.4, 0.6, 0.8, 1]))
    }

    @Test func coloursAreReadExactly() throws {
        let pixels = try read(PNGFile(width: 1, height: 2, colourType: 2, bytes: [255, 0, 51, 1, 2, 3]).data).get()
        #expect(pixels == Pixels(columns: 1, rows: 2, channels: 3, values: [255, 0, 51, 1, 2, 3].map { $0 / 255 }))
    }

    @Test func sixteenBitsAreRounded() throws {
        let file = PNGFile(width: 2, height: 1, depth: 16, bytes: [0x80, 0x90, 0xFF, 0xFF])
        #expect(try read(file.data).get() == Pixels(columns: 2, rows: 1, values: [128.0 / 255, 1]))
    }

    @Test func transparentPixelsLieOverBlack() throws {
        let file = PNGFile(width: 3, height: 1, colourType: 4, bytes: [200, 255, 200, 0, 0, 255])
        #expect(try read(file.data).get() == Pixels(columns: 3, rows: 1, values: [200.0 / 255, 0, 0]))
    }

    @Test func damageIsAnErrorForPeople() throws {
        let whole = grey.data
        for length in [0, 7, 20, 40, whole.count - 20] {
            #expect(try message(whole.prefix(length)).contains("cannot be read"), "cut at \(length)")
        }
        var flipped = whole
        flipped[flipped.count - 20] ^= 1
        #expect(try message(flipped).contains("a wrong checksum"))
        #expect(try message(Data("a text".utf8)).contains("expected a PNG or JPEG image, got the bytes 61 20"))
    }

    @Test func hugeIsRefusedBeforeMemoryIsTaken() throws {
        let text = try message(PNGFile(width: 900_000, height: 900_000, bytes: []).data)
        #expect(text.contains("expected at most 8192 pixels a side, got 900000×900000"))
    }

    @Test func missingAndUnreadableAreTold() throws {
        let folder = FileManager.default.temporaryDirectory
        func reason(_ file: URL) -> String {
            do {
                _ = try Pixels(png: file)
                return ""
            } catch { return "\(error)" }
        }
        #expect(reason(folder.appendingPathComponent("none.png")).hasSuffix("none.png: the image is missing."))
        #expect(reason(folder).contains("the image cannot be read"))
    }
}
