/// All figures, in the order in which the page shows them.
public enum FigureCatalogue {
    /// All figures.
    public static let all: [any ReportFigure.Type] = []
}
