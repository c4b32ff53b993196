import CCairo
import Foundation

extension MeasuredFigure {
    func pdf(date: Date) throws -> Data {
        let stamp = ISO8601DateFormatter().string(from: date)
        let pdf = try vector(cairo_pdf_surface_create_for_stream, background: false) { surface in
            cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, stamp)
            let title = figure.title.isEmpty ? figure.id : figure.title
            cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title)
        }
        return Self.withMarkedDate(pdf)
    }

    func svg() throws -> Data {
        let source = try vector(cairo_svg_surface_create_for_stream, background: true) { _ in }
        let title = figure.title.isEmpty ? figure.id : figure.title
        return SVGDocument(source, id: figure.id, title: title, summary: figure.summary).data
    }

    /// How Cairo makes a surface that writes to a stream: function, its argument, width and height in points.
    private typealias SurfaceMaker = (cairo_write_func_t?, UnsafeMutableRawPointer?, Double, Double) -> OpaquePointer?

    /// What Cairo writes.
    private func vector(
        _ make: SurfaceMaker, background: Bool, prepare: (OpaquePointer?) -> Void
    ) throws -> Data {
        let sink = Sink()
        let surface = make(Sink.cairoWrite, sink.pointer, layout.width, layout.height)
        defer { cairo_surface_destroy(surface) }
        prepare(surface)
        try draw(on: surface, background: background)
        // The last bytes come now.
        cairo_surface_finish(surface)
        return sink.data
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
}
