import CCairo
import Foundation
import Images

extension MeasuredFigure {
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
}
