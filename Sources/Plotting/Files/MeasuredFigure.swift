import CCairo
import Foundation

/// A figure that is laid out, to be drawn in any number of formats by the thread that its fonts are lent to.
struct MeasuredFigure {
    let figure: Figure
    let layout: FigureLayout
    let fonts: FontBook

    /// Draws on `surface`, whose unit is `scale` of a point. The surface stays the caller's.
    func draw(on surface: OpaquePointer?, background: Bool, scale: Double = 1) throws {
        guard let surface else { throw PlottingError.drawing(what: figure.id, reason: "no surface") }
        let status = cairo_surface_status(surface)
        guard status == CAIRO_STATUS_SUCCESS else {
            throw PlottingError.drawing(what: figure.id, reason: String(cString: cairo_status_to_string(status)))
        }
        let canvas = Canvas(surface: surface, fonts: fonts)
        canvas.scale(scale)
        if background {
            canvas.fill(Rectangle(x: 0, y: 0, width: layout.width + 1, height: layout.height + 1), colour: .white)
        }
        try FigureDrawing(figure: figure, layout: layout, canvas: canvas).draw()
    }
}

extension Figure {
    /// Lays the figure out once and runs `body`, with the fonts in `fontFolders`, or in their usual places.
    /// - Throws: the errors of text and of `validate`, and what `body` throws.
    func measured<Result>(fontFolders: [String]? = nil, _ body: (MeasuredFigure) throws -> Result) throws -> Result {
        try FontBook.lend(folders: fontFolders) { fonts in
            try body(MeasuredFigure(figure: self, layout: FigureLayout(self, fonts: fonts), fonts: fonts))
        }
    }

    /// The figure as a PDF of its final size; text is selectable, fonts are embedded.
    ///
    /// `date` (seconds since 1970) is the creation date that is written: the same input gives the same bytes.
    /// - Throws: `PlottingError`.
    public func pdf(date: Date = Date(timeIntervalSince1970: 0), fontFolders: [String]? = nil) throws -> Data {
        try measured(fontFolders: fontFolders) { try $0.pdf(date: date) }
    }

    /// The figure as an SVG whose ids begin with the figure's own, so that several can stand in one page; it has a
    /// title and a description for screen readers. The bytes do not depend on what was drawn before.
    /// - Throws: `PlottingError`.
    public func svg(fontFolders: [String]? = nil) throws -> Data {
        try measured(fontFolders: fontFolders) { try $0.svg() }
    }

    /// The figure as a PNG on opaque white with its resolution.
    /// - Throws: `PlottingError`.
    public func png(dotsPerInch: Double? = nil, fontFolders: [String]? = nil) throws -> Data {
        try measured(fontFolders: fontFolders) { try $0.png(dotsPerInch: dotsPerInch ?? self.dotsPerInch) }
    }

    /// The resolution of the PNG, in dots per inch: 600 for plots, 300 where there are images.
    public var dotsPerInch: Double { panels.contains { $0.isImage } ? 300 : 600 }
}
