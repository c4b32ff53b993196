import Foundation
import Plotting
import Support

/// A figure of the report: a pure function of a run's tables, without state.
public protocol ReportFigure: Sendable {
    /// The stem of its files and its anchor on the page: "figure-3".
    static var id: String { get }
    /// What the page calls it: "Figure 3", "Figure 5b".
    static var number: String { get }
    /// A short title without the number.
    static var title: String { get }
    /// Prefixes of the names of the stages that it draws from, its study's description among them: the page shows their
    /// states while it waits for them.
    static var needs: [String] { get }

    /// Writes `id`.svg, .pdf, .png and .csv into `folder` and says what to print about them.
    ///
    /// Throws `RunReaderError` where tables are not there yet: the page then shows a placeholder with the stages'
    /// states. Any other error is shown as a failure.
    static func draw(run: RunReader, into folder: URL) throws -> FigureCard
}

extension ReportFigure {
    /// The card of a figure that is not drawn.
    public static func card(_ state: FigureCard.State) -> FigureCard {
        FigureCard(
            id: id, number: number, title: title, caption: "", altText: "", state: state, columnWidth: .one,
            stages: [])
    }
}

extension ReportFigure {
    /// Writes the figure's files and makes its card. The figure's summary becomes the alternative text; `frames` are already
    /// in `folder`. Throws `PlottingError`, `FileError`.
    public static func write(
        _ figure: Figure, caption: String, departures: [String] = [], sources: FigureSources, frames: FrameSet? = nil,
        into folder: URL
    ) throws -> FigureCard {
        var figure = figure
        figure.title = "\(number). \(title)"
        figure.styles.merge(sources.study.styles) { given, _ in given }
        let left = try figure.write(to: folder)
        let pieces = try figure.pieces.map { piece in
            _ = try piece.write(to: folder, formats: FigureCard.pieceFormats)
            return piece.id
        }
        return FigureCard(
            id: id, number: number, title: title, caption: caption, altText: figure.summary,
            columnWidth: figure.width == .oneColumn ? .one : .two, stages: sources.stages, departures: departures,
            notes: sources.notes + condensed(left).map { $0.replacing("*", with: "∗") },
            pixelSize: try pixelSize(folder.appendingPathComponent("\(id).png"), figure.dotsPerInch),
            frames: frames, pieces: pieces, kept: figure.kept)
    }

    /// Sentences about dropped data, at most six.
    private static func condensed(_ notes: [String]) -> [String] {
        guard notes.count > 6 else { return notes }
        return Array(notes.prefix(5)) + ["The same for \(notes.count - 5) more series; the table has every number."]
    }

    /// The size in CSS pixels (96 to the inch), from the head of the PNG.
    private static func pixelSize(_ file: URL, _ dotsPerInch: Double) throws -> FigureCard.PixelSize {
        let head = try InputFile(file.path, kind: "a figure's PNG").bytes(24)
        func size(_ from: Int) -> Int {
            let pixels = head[from..<(from + 4)].reduce(0) { $0 << 8 | Int($1) }
            return Int((Double(pixels) / dotsPerInch * 96).rounded())
        }
        return FigureCard.PixelSize(width: size(16), height: size(20))
    }
}

/// Names of figures as people type them.
public enum FigureSelection {
    /// The ids that "figure-5b", "fig5b", "5b" or "Figure 5b" mean. Throws `ReportError.unknownFigure`.
    public static func ids(_ names: Set<String>, among known: [String]) throws -> Set<String> {
        Set(
            try names.sorted().map { name in
                guard let id = known.first(where: { stem($0) == stem(name) }) else {
                    throw ReportError.unknownFigure(name, known: known)
                }
                return id
            })
    }

    private static func stem(_ name: String) -> String {
        var text = Substring(name.lowercased())
        for prefix in ["figure", "fig"] where text.hasPrefix(prefix) {
            text = text.dropFirst(prefix.count)
            break
        }
        return String(text.filter { $0.isLetter || $0.isNumber })
    }
}
