import CCairo

/// A grey or RGB image with values in 0…1, row by row from the top, a pixel's channels next to each other.
public struct Pixels: Sendable, Equatable {
    /// Pixels in a row.
    public var columns: Int
    /// Rows.
    public var rows: Int
    /// 1 (grey) or 3 (RGB).
    public var channels: Int
    /// rows × columns × channels values; those outside of 0…1 are shown as black and white.
    public var values: [Float]

    /// An image from its values.
    public init(columns: Int, rows: Int, channels: Int = 1, values: [Float]) {
        self.columns = columns
        self.rows = rows
        self.channels = channels
        self.values = values
    }

    func validate() throws {
        guard columns > 0, rows > 0, channels == 1 || channels == 3, values.count == columns * rows * channels else {
            throw PlottingError.invalidFigure(
                id: "image",
                reason: "an image of \(columns) × \(rows) pixels and \(channels) channels has \(values.count) values, "
                    + "expected columns × rows × 1 (grey) or 3 (RGB)")
        }
    }

    /// Draws the image with its pixels as sharp squares. SVG has no word for that, and many a reader of PDF smooths what
    /// it enlarges: each pixel is handed over as a square of several, so that only its borders could be smoothed.
    func draw(in rectangle: Rectangle, on canvas: Canvas) throws {
        let copies = max(1, Theme.sharpSide / max(columns, rows))
        let (width, height) = (columns * copies, rows * copies)
        guard let surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(width), Int32(height)),
            cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS, let data = cairo_image_surface_get_data(surface)
        else { throw PlottingError.drawing(what: "an image", reason: "no memory for \(columns) × \(rows) pixels") }
        defer { cairo_surface_destroy(surface) }
        cairo_surface_flush(surface)
        let stride = Int(cairo_image_surface_get_stride(surface))
        for row in 0..<rows {
            let first = UnsafeMutableRawPointer(data + row * copies * stride)
            let line = first.assumingMemoryBound(to: UInt32.self)
            for column in 0..<columns {
                (line + column * copies).update(repeating: colour(row: row, column: column), count: copies)
            }
            for copy in 1..<copies { (first + copy * stride).copyMemory(from: first, byteCount: 4 * width) }
        }
        cairo_surface_mark_dirty(surface)
        canvas.show(image: surface, columns: width, rows: height, in: rectangle)
    }

    /// A pixel as Cairo's RGB24 wants it.
    private func colour(row: Int, column: Int) -> UInt32 {
        let place = (row * columns + column) * channels
        let (green, blue) = channels == 3 ? (place + 1, place + 2) : (place, place)
        return Self.level(values[place]) << 16 | Self.level(values[green]) << 8 | Self.level(values[blue])
    }

    private static func level(_ value: Float) -> UInt32 {
        value.isFinite ? UInt32((min(max(value, 0), 1) * 255).rounded()) : 0
    }
}
