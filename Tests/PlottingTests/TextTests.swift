import Foundation
import Plotting
import Synchronization
import Testing

@Suite struct TextTests {
    @Test func widthsScaleAndAdd() throws {
        let one = try Typography.width(of: "Layer", size: 9)
        #expect(abs(try Typography.width(of: "Layer", size: 18) - 2 * one) < 1e-9)
        #expect(abs(try Typography.width(of: "LayerLayer", size: 9) - 2 * one) < 1e-9)
        // The width of a digit of STIX is half an em.
        #expect(abs(try Typography.width(of: "0", size: 10) - 5) < 0.05)
    }

    @Test func scriptsAreSmallAndStackUp() throws {
        let plain = try Typography.width(of: "$y2$", size: 9)
        let subscripted = try Typography.width(of: "$y_2$", size: 9)
        #expect(subscripted < plain)
        let both = try Typography.width(of: "$y_2^2$", size: 9)
        #expect(both < subscripted + 1.5)
    }

    @Test func accentsTakeNoRoom() throws {
        let bare = try Typography.width(of: "$σ$", size: 9)
        #expect(abs(try Typography.width(of: "$\\hat{σ}$", size: 9) - bare) < 1e-9)
        #expect(abs(try Typography.width(of: "$\\tilde{y}$", size: 9) - Typography.width(of: "$ỹ$", size: 9)) < 1e-9)
    }

    @Test(arguments: ["‖y‖", "$λ_ℓ$", "$∇f(y_ℓ; x)$", "$\\hat{σ}$", "$ỹ^*$", "3×$10^{-3}$", "±", "mean – std", "10 %"])
    func knowsTheReportsSymbols(_ text: String) throws {
        #expect(try Typography.width(of: text, size: 9) > 0)
    }

    @Test func missingGlyphIsAnErrorAndNotABox() {
        #expect(throws: PlottingError.missingGlyph(character: "漢", text: "a漢")) {
            try Typography.width(of: "a漢", size: 9)
        }
        let figure = Figure(id: "f", panels: [Panel("漢", x: Axis("x"), y: Axis("y"), marks: [])])
        #expect(throws: PlottingError.self) { try figure.png() }
    }

    @Test(arguments: ["$y", "$y_$", "$y_{2$", "$}$", "$\\unknown$"])
    func malformedMarkupIsAnError(_ text: String) {
        #expect(throws: PlottingError.self) { try Typography.width(of: text, size: 9) }
    }

    @Test func escapedDollarIsText() throws {
        #expect(try Typography.width(of: "\\$", size: 10) > 0)
    }

    @Test func missingFontNamesThePackage() {
        do {
            _ = try Fixtures.sweep.pdf(fontFolders: ["/nowhere"])
            Issue.record("no error")
        } catch {
            #expect("\(error)".contains("fonts-stix") && "\(error)".contains("/nowhere"))
        }
    }

    /// FreeType's faces bear one thread at a time. A folder that nobody has used makes all threads open their fonts at once.
    @Test func threadsMeasureWithFontsOfTheirOwn() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("fonts-\(UUID().uuidString)").path
        try FileManager.default.createSymbolicLink(atPath: folder, withDestinationPath: FigureFonts.folder())
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let letters = (UInt32(0x20)...0x2FFF).compactMap(Unicode.Scalar.init(_:)).map { String($0) }
        @Sendable func widths(_ folders: [String]?) -> [Double?] {
            letters.map { try? Typography.width(of: $0, size: 9, fontFolders: folders) }
        }
        let expected = widths(nil)
        #expect(expected.compactMap { $0 }.count > 1000)
        let different = Mutex(0)
        DispatchQueue.concurrentPerform(iterations: 8) { _ in
            if widths([folder]) != expected { different.withLock { $0 += 1 } }
        }
        #expect(different.withLock { $0 } == 0)
    }

    @Test func damagedFontIsAnError() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("fonts-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for name in ["STIX-Regular.otf", "STIX-Italic.otf"] {
            try Data("no font".utf8).write(to: folder.appendingPathComponent(name))
        }
        #expect(throws: PlottingError.self) { try Typography.width(of: "a", size: 9, fontFolders: [folder.path]) }
    }
}
