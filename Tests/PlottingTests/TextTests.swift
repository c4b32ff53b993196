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

    /// Raised digits are set like those of mathematics, wherever they stand.
    @Test func raisedAndLoweredDigitsAreScripts() throws {
        for (plain, mathematics) in [
            ("1.2×10⁻⁹", "1.2×$10^{-9}$"), ("10¹²", "$10^{12}$"), ("y₁₀", "y$_{10}$"), ("$y₂²$", "$y_2^2$"),
            ("10⁺³ a", "10$^{+3}$ a"),
        ] {
            let width = try Typography.width(of: mathematics, size: 9)
            #expect(abs(try Typography.width(of: plain, size: 9) - width) < 1e-9, "\(plain)")
        }
    }

    /// From 10⁻⁹ to 10⁹, on axes, in legends, tables, notes and titles, in all forms in which numbers are written.
    @Test func everyNumberHasItsGlyphs() throws {
        let digits = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
        for exponent in -9...9 {
            let value = 3.0517 * Fixtures.power(10, Double(exponent))
            let raised = (exponent < 0 ? "⁻" : "") + String(digits[abs(exponent)])
            let forms = [
                "3.05×10\(raised)", "−3.05×$10^{\(exponent)}$", "\(value)", "\(value)\u{A0}%", "∞", "−∞",
                String(format: "%.3e", -value), String(format: "%g ± %g", value, -value), "12\u{202F}500 ½ ‰ ≤ ≈ … – —",
            ]
            let text = forms.joined(separator: ", ")
            let logarithmic = Axis(text, scale: .logarithmic)
            let marks: [Mark] = [
                .line(x: [1, 2], y: [value, 2 * value], series: text), .text(text, x: 1, y: value),
                .horizontal(at: value, label: forms[0], series: "zero"),
            ]
            let figure = Figure(
                id: "f", title: text, columns: 1,
                panels: [
                    Panel(text, x: Axis(text, scale: .category(["a", text])), y: logarithmic, marks: marks),
                    Panel(x: Axis(text, ticks: .at([1, value])), y: Axis(text), marks: marks),
                    Panel(
                        grid: ImageGrid(
                            columns: [.init(text, [text])], rows: [.init(text, [text])],
                            cells: [[ImageCell(words: text)]])),
                    Panel(table: FigureTable(columns: ["", text], rows: [[text, text]])),
                ], table: FigureTable(columns: ["", text], rows: [[text, text]]), note: text)
            #expect(try figure.svg().count > 1000)
        }
    }

    @Test func wordsThatLeaveNoRoomAreAnError() {
        let mark = Mark.vertical(at: 0, label: String(repeating: "much too long ", count: 20), series: "zero")
        let level = Mark.horizontal(at: 0, label: String(repeating: "much too long ", count: 20), series: "zero")
        let figure = Figure(id: "f", panels: [Panel(x: Axis("x"), y: Axis("y"), marks: [mark, level])])
        #expect(throws: PlottingError.self) { try figure.svg() }
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
