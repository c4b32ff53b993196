import CCairo

extension Canvas {
    func stroke(
        _ points: [Point], closed: Bool = false, colour: Colour, width: Double, dash: MethodStyle.Dash = .solid
    ) {
        guard points.count > 1 else { return }
        trace(points, closed: closed)
        set(colour)
        cairo_set_line_width(context, width)
        let pattern = dash.pattern(width: width)
        cairo_set_dash(context, pattern, Int32(pattern.count), 0)
        cairo_set_line_cap(context, dash == .dotted ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT)
        cairo_stroke(context)
    }

    func line(_ from: Point, _ to: Point, colour: Colour, width: Double) {
        stroke([from, to], colour: colour, width: width)
    }

    /// Strokes separate lines as one path, which keeps vector files small.
    func stroke(lines: [(Point, Point)], colour: Colour, width: Double) {
        guard !lines.isEmpty else { return }
        for (from, to) in lines { trace([from, to], closed: false) }
        set(colour)
        cairo_set_line_width(context, width)
        cairo_set_dash(context, nil, 0, 0)
        cairo_set_line_cap(context, CAIRO_LINE_CAP_BUTT)
        cairo_stroke(context)
    }

    /// Fills rings by the even-odd rule, so that a ring within a ring is a hole.
    func fill(_ rings: [[Point]], colour: Colour) {
        guard !rings.isEmpty else { return }
        for ring in rings { trace(ring, closed: true) }
        set(colour)
        cairo_set_fill_rule(context, CAIRO_FILL_RULE_EVEN_ODD)
        cairo_fill(context)
    }

    func fill(_ rectangle: Rectangle, colour: Colour) {
        cairo_rectangle(context, rectangle.x, rectangle.y, rectangle.width, rectangle.height)
        set(colour)
        cairo_fill(context)
    }

    func stroke(_ rectangle: Rectangle, colour: Colour, width: Double) {
        cairo_rectangle(context, rectangle.x, rectangle.y, rectangle.width, rectangle.height)
        set(colour)
        cairo_set_line_width(context, width)
        cairo_set_dash(context, nil, 0, 0)
        cairo_set_line_join(context, CAIRO_LINE_JOIN_MITER)
        cairo_stroke(context)
        cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND)
    }

    func disc(_ centre: Point, radius: Double, fill: Colour?, stroke: Colour?, width: Double) {
        cairo_new_sub_path(context)
        cairo_arc(context, centre.x, centre.y, radius, 0, 2 * .pi)
        cairo_close_path(context)
        if let fill {
            set(fill)
            cairo_fill_preserve(context)
        }
        if let stroke {
            set(stroke)
            cairo_set_line_width(context, width)
            cairo_set_dash(context, nil, 0, 0)
            cairo_stroke_preserve(context)
        }
        cairo_new_path(context)
    }

    func clipped(to rectangle: Rectangle, _ body: () throws -> Void) rethrows {
        cairo_save(context)
        defer { cairo_restore(context) }
        cairo_rectangle(context, rectangle.x, rectangle.y, rectangle.width, rectangle.height)
        cairo_clip(context)
        try body()
    }

    private func trace(_ points: [Point], closed: Bool) {
        for (index, point) in points.enumerated() {
            // Cairo keeps coordinates in 24 bits before the point: far away is far enough.
            let x = min(max(point.x, -1e5), 1e5)
            let y = min(max(point.y, -1e5), 1e5)
            if index == 0 { cairo_move_to(context, x, y) } else { cairo_line_to(context, x, y) }
        }
        if closed { cairo_close_path(context) }
    }
}

extension MethodStyle.Dash {
    /// Lengths on and off, in points.
    fileprivate func pattern(width: Double) -> [Double] {
        let unit = max(width, 0.6)
        switch self {
        case .solid: return []
        case .dashed: return [4 * unit, 2 * unit]
        case .dotted: return [0.01, 2.1 * unit]
        case .dashDotted: return [5 * unit, 1.6 * unit, 1.2 * unit, 1.6 * unit]
        case .longDashed: return [8 * unit, 2 * unit]
        case .dashDotDotted: return [5 * unit, 1.4 * unit, 1.1 * unit, 1.4 * unit, 1.1 * unit, 1.4 * unit]
        case .spaced: return [7 * unit, 6 * unit]
        }
    }
}
