import Foundation
import FoundationXML
import Plotting
import Testing

@Suite struct FilesTests {
    /// The same bytes twice, after other figures, and while others are drawn.
    @Test func bytesDependOnTheFigureAlone() throws {
        let formats: [Figure.Format] = [.pdf, .svg, .csv]
        func bytes(_ figures: [Figure]) throws -> [String: [Data]] {
            try figures.reduce(into: [:]) { all, figure in
                all[figure.id] = try formats.map { try figure.data($0) } + [try figure.png(dotsPerInch: 100)]
            }
        }
        let first = try bytes(Fixtures.all)
        let second = try bytes(Fixtures.all.reversed())
        for figure in Fixtures.all { #expect(first[figure.id] == second[figure.id], "\(figure.id)") }
        let equal = Mutex(true)
        DispatchQueue.concurrentPerform(iterations: 8) { index in
            let figure = Fixtures.all[index % Fixtures.all.count]
            if (try? bytes([figure]))?[figure.id] != first[figure.id] { equal.set(false) }
        }
        #expect(equal.value)
    }

    @Test func svgIdsAreUniqueAcrossFigures() throws {
        var seen: Set<Substring> = []
        for figure in Fixtures.all {
            let text = String(decoding: try figure.svg(), as: UTF8.self)
            let ids = text.matches(of: #/\sid="([^"]*)"/#).map(\.1)
            #expect(!ids.isEmpty && ids.allSatisfy { $0.hasPrefix(figure.id + "-") })
            for id in ids { #expect(seen.insert(id).inserted, "\(id) stands twice") }
            // Every reference has its target in the same figure.
            let references = text.matches(of: ##/(?:href="#|url\(#)([^")]*)/##).map(\.1)
            #expect(!references.isEmpty && Set(references).isSubset(of: ids))
        }
    }

    @Test func svgSpeaksToScreenReaders() throws {
        var figure = Fixtures.sweep
        figure.title = "Noise < 3 & more"
        figure.summary = "It rises."
        let text = String(decoding: try figure.svg(), as: UTF8.self)
        #expect(text.contains("<title id=\"figure-sweep-title\">Noise &lt; 3 &amp; more</title>"))
        #expect(text.contains("<desc id=\"figure-sweep-desc\">It rises.</desc>"))
        #expect(text.contains("role=\"img\" aria-labelledby=\"figure-sweep-title figure-sweep-desc\""))
        #expect(XMLParser(data: Data(text.utf8)).parse())
    }

    @Test func pdfHasOutlineFontsAndTheGivenDate() throws {
        let data = try Fixtures.curves.pdf(date: Date(timeIntervalSince1970: 86400))
        func holds(_ text: String) -> Bool { data.range(of: Data(text.utf8)) != nil }
        #expect(holds("STIX-Regular") && holds("STIX-Italic"))
        #expect(!holds("/Type3"))
        #expect(holds("/CreationDate (D:197001020000)"))
        #expect(try data != Fixtures.curves.pdf())
    }

    @Test func pngHasItsResolutionAndIsOpaque() throws {
        let data = try Fixtures.sweep.png()
        let place = try #require(data.range(of: Data("pHYs".utf8)))
        #expect(Array(data[place.upperBound..<place.upperBound + 9]) == [0, 0, 0x5C, 0x46, 0, 0, 0x5C, 0x46, 1])
        // Colour type 2: RGB without opacity.
        #expect(data[25] == 2)
        let raster = try Raster(png: data)
        #expect(raster.width == 2100)
        #expect(raster.bytes.prefix(3) == [255, 255, 255])
        #expect(Fixtures.images.dotsPerInch == 300)
    }

    @Test func unwritableFolderIsAnErrorWithThePath() throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("file-\(UUID().uuidString)")
        try Data().write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        do {
            try Fixtures.intervals.write(to: file.appendingPathComponent("figures"), formats: [.csv])
            Issue.record("no error")
        } catch let error as PlottingError {
            #expect("\(error)".contains(file.path))
        }
    }

    @Test func damagedPNGIsAnError() {
        #expect(throws: PlottingError.self) { try Raster(png: Data("no picture".utf8)) }
    }
}

/// A value that threads set.
private final class Mutex<Value>: @unchecked Sendable {
    private let lock = NSLock()
    private var stored: Value
    init(_ value: Value) { stored = value }
    var value: Value { lock.withLock { stored } }
    func set(_ value: Value) { lock.withLock { stored = value } }
}
