import CCairo
import Foundation
import Images

extension Figure {
    /// The resolution of the PNG, in dots per inch: 600 for plots, 300 where there are images.
    public var dotsPerInch: Double { panels.contains { $0.isImage } ? 300 : 600 }

    /// The figure as a PNG on opaque white with its resolution.
    /// - Throws: `PlottingError`.
    public func png(dotsPerInch: Double? = nil, fontFolders: [String]? = nil) throws -> Data {
        let resolution = dotsPerInch ?? self.dotsPerInch
        let surface = try surface(dotsPerInch: resolution, fontFolders: fontFolders)
        defer { cairo_surface_destroy(surface) }
        guard let pixels = cairo_image_surface_get_data(surface) else {
            throw PlottingError.drawing(what: id, reason: "no pixels")
        }
        let encoder = PNGEncoder(
            width: Int(cairo_image_surface_get_width(surface)), height: Int(cairo_image_surface_get_height(surface)),
            layout: .bgrx, packing: .fast, dotsPerInch: resolution)
        return encoder.encode(pixels, stride: Int(cairo_image_surface_get_stride(surface)))
    }

    private func surface(dotsPerInch: Double, fontFolders: [String]?) throws -> OpaquePointer {
        try DrawingLock.with {
            let fonts = try FontBook.open(folders: fontFolders ?? FontBook.searchedFolders)
            let layout = try FigureLayout(self, fonts: fonts)
            let scale = dotsPerInch / 72
            let surface = cairo_image_surface_create(
                CAIRO_FORMAT_RGB24, Int32((layout.width * scale).rounded()), Int32((layout.height * scale).rounded()))
            guard let surface else { throw PlottingError.drawing(what: id, reason: "no surface") }
            do {
                try draw(layout, on: surface, fonts: fonts, background: true, scale: scale, finish: false)
            } catch {
                cairo_surface_destroy(surface)
                throw error
            }
            cairo_surface_flush(surface)
            return surface
        }
    }
}
