import Foundation

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
