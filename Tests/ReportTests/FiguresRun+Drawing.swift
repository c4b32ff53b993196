import Foundation
import Report
import Stages
import Testing

extension FiguresRun {
    /// Where figures are drawn.
    var figures: URL { output.appendingPathComponent("figures") }

    /// Draws a figure of this run: its card, and the rows of its CSV below the head.
    func draw(
        _ figure: any ReportFigure.Type, into folder: URL? = nil
    ) throws -> (card: FigureCard, rows: [[String]]) {
        let folder = folder ?? figures
        let card = try figure.draw(run: try RunReader(output: output), into: folder)
        let table = try Table(contentsOf: folder.appendingPathComponent("\(figure.id).csv"))
        let columns = try table.columns.map { try table.strings($0) }
        return (card, (0..<table.rowCount).map { row in columns.map { $0[row] } })
    }

    /// Draws a figure and expects what holds of every one: four files, texts without holes, a picture that fits a page.
    func drawAllFormats(of figure: any ReportFigure.Type, into folder: URL) throws -> FigureCard {
        let (card, _) = try draw(figure, into: folder)
        #expect(card.state == .drawn)
        for ending in ["svg", "pdf", "png", "csv"] {
            let file = folder.appendingPathComponent("\(figure.id).\(ending)")
            #expect(try Data(contentsOf: file).count > 500, "\(figure.id).\(ending)")
        }
        #expect(card.caption.count > 80 && card.altText.count > 80)
        #expect(!card.caption.contains("undefined"), "\(card.caption)")
        #expect(!card.stages.isEmpty && Set(card.stages).count == card.stages.count)
        let height = try #require(card.pixelSize).height
        #expect(height > 150 && height < 860, "\(figure.id) is \(height) pixels high, and a page 860")
        return card
    }
}
