import Foundation
import Plotting
import Report

/// The learning rates that were tried for each network.
package enum FigureR: ReportFigure {
    package static let (id, number, title) = (
        "figure-r", "Figure R", "Learning rates that were tried for sparse coding"
    )
    package static let needs = ["study/sparse", "sparse/rate/"]

    /// Two panels. Throws `RunReaderError`, `TableError`, `PlottingError`.
    package static func draw(run: RunReader, into folder: URL) throws -> FigureCard {
        try RateGrid.draw(
            Self.self, study: "sparse", distance: "$‖y_L − y^*‖_2$", what: "distance to the optimum", run: run,
            into: folder)
    }
}
