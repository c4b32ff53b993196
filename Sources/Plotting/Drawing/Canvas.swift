import CCairo

/// A page to draw on, in points: the same calls give PDF, SVG and pixels.
final class Canvas {
    let fonts: FontBook
    let context: OpaquePointer

    /// Draws on a Cairo surface; the surface stays the caller's.
    init(surface: OpaquePointer, fonts: FontBook) {
        self.fonts = fonts
        context = cairo_create(surface)
        let options = cairo_font_options_create()
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
        cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
        cairo_set_font_options(context, options)
        cairo_font_options_destroy(options)
        cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND)
    }

    deinit { cairo_destroy(context) }

    func scale(_ factor: Double) { cairo_scale(context, factor, factor) }

    /// The reason of a failure, or nil.
    var failure: String? {
        let status = cairo_status(context)
        return status == CAIRO_STATUS_SUCCESS ? nil : String(cString: cairo_status_to_string(status))
    }

    /// Draws a laid-out line with its base line starting at `origin`, turned a quarter to the left when `upwards`.
    func show(_ text: TextLayout, at origin: Point, colour: Colour = .black, upwards: Bool = false) {
        cairo_save(context)
        defer { cairo_restore(context) }
        cairo_translate(context, origin.x, origin.y)
        if upwards { cairo_rotate(context, -.pi / 2) }
        set(colour)
        for run in text.runs {
            cairo_set_font_face(context, fonts.cairoFace(run.cut))
            cairo_set_font_size(context, run.size)
            cairo_move_to(context, run.x, run.y)
            cairo_show_text(context, run.text)
        }
    }

    /// Draws an image surface into `rectangle`; pixels stay sharp squares.
    func show(image: OpaquePointer, columns: Int, rows: Int, in rectangle: Rectangle) {
        cairo_save(context)
        defer { cairo_restore(context) }
        cairo_translate(context, rectangle.x, rectangle.y)
        cairo_scale(context, rectangle.width / Double(columns), rectangle.height / Double(rows))
        cairo_set_source_surface(context, image, 0, 0)
        cairo_pattern_set_filter(cairo_get_source(context), CAIRO_FILTER_NEAREST)
        cairo_rectangle(context, 0, 0, Double(columns), Double(rows))
        cairo_fill(context)
    }

    func set(_ colour: Colour) {
        if colour.opacity >= 1 {
            cairo_set_source_rgb(context, colour.red, colour.green, colour.blue)
        } else {
            cairo_set_source_rgba(context, colour.red, colour.green, colour.blue, colour.opacity)
        }
    }
}
