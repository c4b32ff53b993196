import Foundation
import Report
import Stages
import Testing

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// Figures of measured numbers as small, large, equal or missing as they come: each has its picture, with a glyph for
/// every sign that its axes, tables and notes print.
@Suite struct ScaledFiguresTests {
    /// Columns and rows that say where a number belongs, not how large it is.
    private static let places: Set = [
        "layer", "level", "sigma", "sample", "step", "epoch", "example", "method", "perturbed", "name", "kind", "file",
        "temperature", "learning_rate", "h11", "h12", "h22", "noise_layer", "steps", "test", "train", "source",
        "height",
        "channels", "hole_side", "problem", "layers", "eigenvalue", "eigenvalues", "update", "sparsity",
        "signals", "sweep", "matrix", "order", "rows", "columns", "largest_sparsity", "asked_order",
        "set", "measure", "samples", "function",
        "deficiency", "dead", "parameters", "outputs", "shown",
        "run", "iteration", "scene", "weights", "convolution", "noise", "error", "draws", "every", "share", "normal",
        "size",
    ]

    /// What becomes of every measured number.
    enum Change: Sendable, CustomStringConvertible {
        case times(Double), equal(Double), blank

        func callAsFunction(_ cell: String) -> String {
            guard let number = Double(cell) else { return cell }
            return switch self {
            case .times(let factor): "\(number * factor)"
            case .equal(let value): "\(value)"
            case .blank: ""
            }
        }

        var description: String {
            switch self {
            case .times(let factor): "× \(factor)"
            case .equal(let value): "= \(value)"
            case .blank: "blank"
            }
        }
    }

    /// The table with its measured numbers changed.
    private func changed(_ table: Table, _ change: Change) throws -> Table {
        let names = table.hasColumn("name") ? try table.strings("name") : nil
        let columns = try table.columns.map { column -> [String] in
            let isShare = column.hasPrefix("satisfied")
            return try table.strings(column).enumerated().map { row, cell in
                let isPlace = Self.places.contains(column) || Self.places.contains(names?[row] ?? "")
                // A blank among names and values would be no number where one is needed.
                if isShare || isPlace || (names != nil && change("1").isEmpty) { return cell }
                return change(cell)
            }
        }
        var changed = Table(columns: table.columns)
        for row in 0..<table.rowCount { changed.append(columns.map { $0[row] }) }
        return changed
    }

    /// Those with tables, and all where their axes are at their limits.
    private static let changes: [(Change, figures: Set<String>?)] = [
        (.times(1e-8), nil), (.times(1e300), nil), (.equal(0), nil), (.blank, nil), (.times(1e-300), tables),
        (.times(1e7), tables), (.times(-1), tables), (.equal(1e-9), tables),
    ]
    private static let tables: Set = ["figure-2", "figure-5b", "figure-9b", "figure-a"]

    @Test func everyFigureIsDrawn() throws {
        try expectDrawn(FiguresTests.figures, of: FiguresRun.whole(seeds: [1]), Self.changes)
    }

    @Test func everyFigureOfImagesIsDrawn() throws {
        let changes: [(Change, Set<String>?)] = [(.times(1e-8), nil), (.times(1e9), nil), (.equal(0), nil)]
        try expectDrawn(ImageFiguresTests.figures, of: FiguresRun.withImages(), changes)
    }

    private func expectDrawn(
        _ figures: [any ReportFigure.Type], of run: FiguresRun, _ changes: [(Change, figures: Set<String>?)]
    ) throws {
        let store = run.output.appendingPathComponent("store")
        let files = try FileManager.default.subpathsOfDirectory(atPath: store.path).filter { $0.hasSuffix(".csv") }
            .map { store.appendingPathComponent($0) }
        let measured = try files.map { try Table(contentsOf: $0) }
        for (change, chosen) in changes {
            for (file, table) in zip(files, measured) { try changed(table, change).csv.write(to: file) }
            for figure in figures where chosen?.contains(figure.id) ?? true {
                do {
                    let (card, _) = try run.draw(figure)
                    #expect(card.state == .drawn, "\(figure.id) \(change)")
                } catch {
                    Issue.record("\(figure.id) \(change): \(error)")
                }
            }
        }
    }

    /// Labels of a study of somebody's own, which is drawn as it is: its names are read, and nothing is lost for them.
    private static let names = [
        "制約", "🚀 launch", "a\u{1B}[31mb", "line\nfeed", "\u{202E}right", "$y", "100 % $", "\\unknown$\\no$", "a_b^c{d}",
        String(repeating: "long name ", count: 1000), "e" + String(repeating: "\u{301}", count: 5000), "", "\u{0}",
        "<b>&",
    ]

    @Test func everyNameOfAMethodIsDrawn() throws {
        let run = try FiguresRun.whole(seeds: [1])
        for name in Self.names {
            for study in ["toy", "sparse", "inpainting"] {
                let file = run.output.appendingPathComponent("store/study-\(study)/study.json")
                var description = try JSONDecoder().decode(StudyDescription.self, from: Data(contentsOf: file))
                for index in description.methods.indices {
                    (description.methods[index].label, description.methods[index].legend) = (name, name)
                }
                for index in description.measures.indices {
                    (description.measures[index].label, description.measures[index].symbol) = (name, name)
                }
                try JSONEncoder().encode(description).write(to: file)
            }
            for figure in FiguresTests.figures where ["figure-3", "figure-a"].contains(figure.id) {
                do {
                    _ = try run.draw(figure)
                    let svg = try Data(contentsOf: run.figures.appendingPathComponent("\(figure.id).svg"))
                    #expect(XMLParser(data: svg).parse(), "\(figure.id) “\(name)”")
                } catch {
                    Issue.record("\(figure.id) “\(name)”: \(error)")
                }
            }
        }
    }
}
