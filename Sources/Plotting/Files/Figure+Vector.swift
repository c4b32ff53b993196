import CCairo
import Foundation

extension Figure {
    /// The figure as a PDF of its final size; text is selectable, fonts are embedded.
    ///
    /// `date` (seconds since 1970) is the creation date that is written: the same input gives the same bytes.
    /// - Throws: `PlottingError`.
    public func pdf(date: Date = Date(timeIntervalSince1970: 0), fontFolders: [String]? = nil) throws -> Data {
        let sink = Sink()
        try DrawingLock.with {
            let fonts = try FontBook.open(folders: fontFolders ?? FontBook.searchedFolders)
            let layout = try FigureLayout(self, fonts: fonts)
            let surface = cairo_pdf_surface_create_for_stream(
                Sink.cairoWrite, sink.pointer, layout.width, layout.height)
            let stamp = ISO8601DateFormatter().string(from: date)
            cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, stamp)
            cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title.isEmpty ? id : title)
            try draw(layout, on: surface, fonts: fonts, background: false)
        }
        return Self.withMarkedDate(sink.data)
    }

    /// Cairo 1.16 writes a date without the `D:` that PDF asks for; seconds give way to it, so that no offset moves.
    private static func withMarkedDate(_ pdf: Data) -> Data {
        var data = pdf
        let key = Data("/CreationDate (".utf8)
        guard let start = data.range(of: key, options: .backwards)?.upperBound, data.count > start + 16,
            data[start] != UInt8(ascii: "D"), data[start + 15] == UInt8(ascii: ")")
        else { return data }
        let minutes = data[start..<start + 12]
        data.replaceSubrange(start..<start + 16, with: Data("D:".utf8) + minutes + Data(") ".utf8))
        return data
    }

    /// The figure as an SVG whose ids begin with the figure's own, so that several can stand in one page; it has a
    /// title and a description for screen readers. The bytes do not depend on what was drawn before.
    /// - Throws: `PlottingError`.
    public func svg(fontFolders: [String]? = nil) throws -> Data {
        let sink = Sink()
        try DrawingLock.with {
            let fonts = try FontBook.open(folders: fontFolders ?? FontBook.searchedFolders)
            let layout = try FigureLayout(self, fonts: fonts)
            let surface = cairo_svg_surface_create_for_stream(
                Sink.cairoWrite, sink.pointer, layout.width, layout.height)
            try draw(layout, on: surface, fonts: fonts, background: true)
        }
        guard let text = String(data: sink.data, encoding: .utf8) else {
            throw PlottingError.drawing(what: id, reason: "Cairo's SVG is not UTF-8")
        }
        return Data(SVGDocument(text, id: id, title: title.isEmpty ? id : title, summary: summary).text.utf8)
    }

    /// Draws a laid-out figure on `surface` and gives the surface back to Cairo.
    func draw(
        _ layout: FigureLayout, on surface: OpaquePointer?, fonts: FontBook, background: Bool, scale: Double = 1,
        finish: Bool = true
    ) throws {
        guard let surface else { throw PlottingError.drawing(what: id, reason: "no surface") }
        defer {
            if finish {
                cairo_surface_finish(surface)
                cairo_surface_destroy(surface)
            }
        }
        let status = cairo_surface_status(surface)
        guard status == CAIRO_STATUS_SUCCESS else {
            throw PlottingError.drawing(what: id, reason: String(cString: cairo_status_to_string(status)))
        }
        let canvas = Canvas(surface: surface, fonts: fonts)
        canvas.scale(scale)
        if background {
            canvas.fill(Rectangle(x: 0, y: 0, width: layout.width + 1, height: layout.height + 1), colour: .white)
        }
        try FigureDrawing(figure: self, layout: layout, canvas: canvas).draw()
    }
}
