import Foundation
import Plotting

extension ReportFigure {
    /// Writes the figure's files and makes its card. The figure's summary becomes the alternative text; `frames` are already
    /// in `folder`. Throws `PlottingError`.
    public static func write(
        _ figure: Figure, caption: String, departures: [String] = [], sources: FigureSources, frames: FrameSet? = nil,
        into folder: URL
    ) throws -> FigureCard {
        var figure = figure
        figure.title = "\(number). \(title)"
        let left = try figure.write(to: folder)
        return FigureCard(
            id: id, number: number, title: title, caption: caption, altText: figure.summary,
            columnWidth: figure.width == .oneColumn ? .one : .two, stages: sources.stages, departures: departures,
            notes: sources.notes + condensed(left).map { $0.replacing("*", with: "∗") },
            pixelSize: pixelSize(folder.appendingPathComponent("\(id).png"), figure.dotsPerInch),
            frames: frames)
    }

    /// Sentences about dropped data, at most six.
    private static func condensed(_ notes: [String]) -> [String] {
        guard notes.count > 6 else { return notes }
        return Array(notes.prefix(5)) + ["The same for \(notes.count - 5) more series; the table has every number."]
    }

    /// The size in CSS pixels (96 to the inch), from the head of the PNG.
    private static func pixelSize(_ file: URL, _ dotsPerInch: Double) -> FigureCard.PixelSize? {
        guard let handle = try? FileHandle(forReadingFrom: file) else { return nil }
        defer { try? handle.close() }
        guard let head = try? handle.read(upToCount: 24), head.count == 24 else { return nil }
        func size(_ from: Int) -> Int {
            let pixels = head[from..<(from + 4)].reduce(0) { $0 << 8 | Int($1) }
            return Int((Double(pixels) / dotsPerInch * 96).rounded())
        }
        return FigureCard.PixelSize(width: size(16), height: size(20))
    }
}
