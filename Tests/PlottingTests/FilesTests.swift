import Foundation
import FoundationXML
import Plotting
import Support
import Synchronization
import Testing

@Suite struct FilesTests {
    /// The same bytes twice, and after other figures.
    @Test func bytesDependOnTheFigureAlone() throws {
        let first = try Fixtures.all.map(Self.bytes)
        let second = try Fixtures.all.reversed().map(Self.bytes)
        for (index, figure) in Fixtures.all.enumerated() {
            #expect(first[index] == second.reversed()[index], "\(figure.id)")
        }
    }

    /// Drawn by four threads, each figure three times, always two at least at once: the same bytes as one after the other.
    @Test func bytesDoNotDependOnThreads() throws {
        let figures = Fixtures.all
        let expected = try figures.map(Self.bytes)
        let different = Mutex<[String]>([])
        DispatchQueue.concurrentPerform(iterations: 4) { thread in
            for turn in 0..<(3 * figures.count) where turn % 4 == thread {
                let index = turn % figures.count
                if (try? Self.bytes(figures[index])) != expected[index] {
                    different.withLock { $0.append(figures[index].id) }
                }
            }
        }
        #expect(different.withLock { $0 } == [])
    }

    private static func bytes(_ figure: Figure) throws -> [Data] {
        try [.pdf, .svg, .csv].map { try figure.data($0) } + [figure.png(dotsPerInch: 100)]
    }

    /// With DOWNHILL_GALLERY=folder, writes every fixture there to look at.
    @Test func writesAllFormats() throws {
        let given = ProcessInfo.processInfo.environment["DOWNHILL_GALLERY"]
        let folder =
            given.map { URL(fileURLWithPath: $0) }
            ?? FileManager.default.temporaryDirectory.appendingPathComponent("downhill-gallery-\(UUID().uuidString)")
        defer { if given == nil { try? FileManager.default.removeItem(at: folder) } }
        for figure in Fixtures.all {
            let start = Date()
            let notes = try figure.write(to: folder)
            print(figure.id, String(format: "%.3f s", Date().timeIntervalSince(start)), notes)
            for format in Figure.Format.allCases {
                let file = folder.appendingPathComponent("\(figure.id).\(format.rawValue)")
                #expect(try Data(contentsOf: file).count > 100)
            }
        }
    }

    @Test func writesWhatTheDataAre() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("figures-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        #expect(try Fixtures.sweep.write(to: folder).isEmpty)
        for format in Figure.Format.allCases {
            let file = folder.appendingPathComponent("figure-sweep.\(format.rawValue)")
            #expect(try Data(contentsOf: file) == Fixtures.sweep.data(format))
        }
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
        } catch let error as FileError {
            #expect("\(error)".contains(file.path))
        }
    }

    @Test func damagedPNGIsAnError() {
        #expect(throws: PlottingError.self) { try Raster(png: Data("no picture".utf8)) }
    }
}
