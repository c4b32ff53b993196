/// All figures, in the order in which the page shows them.
public enum FigureCatalogue {
    /// All figures.
    public static let all: [any ReportFigure.Type] = [
        Figure1.self, Figure2.self, Figure3.self, Figure4.self, Figure5.self, Figure5b.self, Figure6.self, FigureD.self,
        Figure7.self, Figure7b.self, Figure8.self, Figure8b.self, Figure9.self, Figure9b.self, FigureA.self,
        FigureD2.self, FigureF.self,
    ]
}
