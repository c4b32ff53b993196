import Foundation
import Plotting
import Stages
import Support

/// A drawn figure of a run that is compared: its picture, its card and the rows of its table.
struct ComparedFigure {
    /// A row of the table, in the panel that it is of.
    typealias Row = (panel: String, data: DataRow)

    /// The stem of its files.
    let id: String
    /// "Figure 3".
    let number: String
    /// Its title, in `Markup`.
    let title: String
    /// What the picture shows, for who cannot see it.
    let alternative: String
    let size: FigureCard.PixelSize?
    /// The file of the picture: an SVG, or, without one, a PNG; nil where there is neither.
    let picture: URL?
    /// The table's rows; none where it is damaged.
    let rows: [Row]
    /// Axes and looks; nil in cards of older programs.
    let kept: KeptFigure?
    /// The SHA-256 of the table's bytes.
    let fingerprint: String
    /// What is wrong with the table; nil where nothing is.
    let damage: (any Error)?

    /// What a card says, whatever program wrote it.
    private struct Card: Decodable {
        var number: String?
        var title: String?
        var altText: String?
        @Lenient var pixelSize: FigureCard.PixelSize?
        @Lenient var kept: KeptFigure?
    }

    /// Reads the files of the figure `id`. Throws `FileError` where the disk fails.
    init(_ id: String, in folder: URL) throws {
        self.id = id
        func place(_ ending: String) -> URL { folder.appendingPathComponent("\(id).\(ending)") }
        var card = Card()
        do {
            card = try CanonicalJSON.read(Card.self, from: place("json"), kind: "a figure's card")
        } catch is DataError {}
        number = card.number ?? id
        title = card.title ?? ""
        alternative = card.altText ?? ""
        (size, kept) = (card.pixelSize, card.kept)
        picture = try [place("svg"), place("png")].first { try FileSystem.size($0) ?? 0 > 0 }
        var print = Fingerprint()
        do {
            let bytes = try InputFile.contents(of: place("csv").path, kind: "a figure's table")
            bytes.withUnsafeBytes { print.add($0) }
            rows = try Self.rows(Table(csv: bytes, source: place("csv").path))
            damage = nil
        } catch let error as FileError {
            throw error
        } catch {
            (rows, damage) = ([], error)
        }
        fingerprint = print.hexadecimal
    }

    /// The rows of a figure's table. Throws `TableError`, `DataError`.
    private static func rows(_ table: Table) throws -> [Row] {
        guard table.isEnded else {
            throw DataError(
                file: table.source, expected: "a whole table", got: "a last line that is not ended",
                hint: "`downhill render` draws the figure again")
        }
        let (panels, series) = (try table.strings("panel"), try table.strings("series"))
        let (marks, values) = (try table.strings("mark"), try table.strings("value"))
        let (x, y) = (try table.optionalDoubles("x"), try table.optionalDoubles("y"))
        let (lower, upper) = (try table.optionalDoubles("lower"), try table.optionalDoubles("upper"))
        return panels.indices.map { row in
            (
                panels[row],
                DataRow(
                    mark: marks[row], series: series[row], x: x[row], y: y[row], lower: lower[row], upper: upper[row],
                    value: values[row])
            )
        }
    }

    /// The figure with its numbers, to be drawn again; nil where its card does not keep it, or is another table's.
    var drawing: KeptDrawing? {
        kept.flatMap { KeptDrawing($0, rows: Dictionary(grouping: rows, by: \.panel).mapValues { $0.map(\.data) }) }
    }
}
