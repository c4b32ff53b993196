import Foundation
import Plotting
import Report

/// The learning rates that were tried for each network.
package enum FigureR2: ReportFigure {
    package static let (id, number, title) = ("figure-r2", "Figure R2", "Learning rates that were tried for inpainting")
    package static let needs = ["study/inpainting", "inpainting/rate/"]

    /// Two panels. Throws `RunReaderError`, `TableError`, `PlottingError`.
    package static func draw(run: RunReader, into folder: URL) throws -> FigureCard {
        try RateGrid.draw(
            Self.self, study: "inpainting", distance: "$‖y_L − y‖_2$", what: "distance to the clean image", run: run,
            into: folder)
    }
}
