import CCairo
import Foundation
import Images

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

    func png(dotsPerInch: Double) throws -> Data {
        let scale = dotsPerInch / 72
        let surface = cairo_image_surface_create(
            CAIRO_FORMAT_RGB24, Int32((layout.width * scale).rounded()), Int32((layout.height * scale).rounded()))
        defer { cairo_surface_destroy(surface) }
        try draw(on: surface, background: true, scale: scale)
        cairo_surface_flush(surface)
        guard let pixels = cairo_image_surface_get_data(surface) else {
            throw PlottingError.drawing(what: figure.id, reason: "no pixels")
        }
        let encoder = PNGEncoder(
            width: Int(cairo_image_surface_get_width(surface)), height: Int(cairo_image_surface_get_height(surface)),
            layout: .bgrx, packing: .fast, dotsPerInch: dotsPerInch)
        return encoder.encode(pixels, stride: Int(cairo_image_surface_get_stride(surface)))
    }

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

    /// Draws on a surface of the maker, and returns what Cairo wrote.
    private func vector(
        _ make: SurfaceMaker, background: Bool, prepare: (OpaquePointer?) -> Void
    ) throws -> Data {
        let sink = Sink()
        let surface = make(Sink.cairoWrite, sink.pointer, layout.width, layout.height)
        // Cairo writes once more when a surface is destroyed that was not finished.
        defer { withExtendedLifetime(sink) { cairo_surface_destroy(surface) } }
        prepare(surface)
        try draw(on: surface, background: background)
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

/// Bytes that Cairo hands over piece by piece.
final class Sink {
    private(set) var data = Data()

    func append(_ bytes: UnsafePointer<UInt8>, _ count: Int) { data.append(bytes, count: count) }

    /// The pointer that Cairo's callback gets back; the sink must outlive the surface.
    var pointer: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }

    static let cairoWrite: cairo_write_func_t = { closure, bytes, count in
        guard let closure, let bytes else { return CAIRO_STATUS_WRITE_ERROR }
        Unmanaged<Sink>.fromOpaque(closure).takeUnretainedValue().append(bytes, Int(count))
        return CAIRO_STATUS_SUCCESS
    }
}
