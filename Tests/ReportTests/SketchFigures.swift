import Foundation
import Report

/// A figure that draws a plain picture.
struct SketchFigure: ReportFigure {
    static let (id, number, title) = ("figure-3", "Figure 3", "Distance and *f* by layer")
    static let needs = ["sparse/evaluate/"]

    static func draw(run: RunReader, into folder: URL) throws -> FigureCard {
        let layers = try run.table("layers.csv", of: "sparse/evaluate/constrained/seed-0")
        let svg = """
            <svg xmlns="http://www.w3.org/2000/svg" width="672" height="300" viewBox="0 0 672 300">\
            <rect x="40.5" y="10.5" width="280" height="240" fill="none" stroke="black"/>\
            <rect x="380.5" y="10.5" width="280" height="240" fill="none" stroke="black"/>\
            <path d="M40 20 L100 120 L180 180 L320 240" fill="none" stroke="#4477AA" stroke-width="2"/>\
            <path d="M380 30 L450 200 L560 190 L660 240" fill="none" stroke="#EE6677" stroke-width="2" \
            stroke-dasharray="6 4"/></svg>
            """
        for name in ["svg", "pdf", "png", "csv"] {
            try svg.write(to: folder.appendingPathComponent("\(Self.id).\(name)"), atomically: false, encoding: .utf8)
        }
        return FigureCard(
            id: Self.id, number: Self.number, title: Self.title,
            caption: "Distance to the optimum (left) and *f* (right) at each of \(layers.rowCount) layers, mean ± "
                + "standard deviation over 40 test examples. The constrained network falls from "
                + "17.5 to 0.106; the standard one stays near 0.6 until its last layer.",
            altText: "Two panels against the layer. \"Constrained\" < falls; standard stays flat.",
            columnWidth: .two,
            stages: ["sparse/evaluate/constrained/seed-0", "sparse/evaluate/standard/seed-0"],
            departures: ["The optimum *y*^{*} is certified, where the paper stops ISTA after 10 000 iterations."],
            notes: ["Three points at zero are left out of the logarithmic axis."],
            pixelSize: .init(points: 504, 225))
    }
}

/// A figure whose stages are not finished.
struct WaitingFigure: ReportFigure {
    static let (id, number, title) = ("figure-5b", "Figure 5b", "Constraint and noise, apart")
    static let needs = ["sparse/evaluate/"]
    static func draw(run: RunReader, into folder: URL) throws -> FigureCard {
        _ = try run.table("layers.csv", of: "sparse/evaluate/constrained-strong/seed-0")
        return Self.card(.drawn)
    }
}

/// A figure that cannot be drawn.
struct BrokenFigure: ReportFigure {
    struct Trouble: Error, CustomStringConvertible { let description = "the <font> is missing" }
    static let (id, number, title) = ("figure-6", "Figure 6", "Noise on the layers")
    static let needs: [String] = []
    static func draw(run: RunReader, into folder: URL) throws -> FigureCard { throw Trouble() }
}

/// A small figure of one column.
struct PlainFigure: ReportFigure {
    static let (id, number, title) = ("figure-7", "Figure 7", "The hole")
    static let needs = ["inpainting/"]
    static func draw(run: RunReader, into folder: URL) throws -> FigureCard {
        let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"336\" height=\"200\"/>"
        for name in ["svg", "pdf", "png", "csv"] {
            try svg.write(to: folder.appendingPathComponent("\(Self.id).\(name)"), atomically: false, encoding: .utf8)
        }
        return FigureCard(
            id: Self.id, number: Self.number, title: Self.title, caption: "At *σ̂* = 3, 50 % of it.", altText: "A hole.",
            columnWidth: .one, stages: ["inpainting/train/ablation-glow/seed-1"], pixelSize: .init(points: 252, 150))
    }
}
