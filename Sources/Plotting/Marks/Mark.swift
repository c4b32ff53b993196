/// Something drawn in a panel. Made by the functions below; the look is that of the series in the figure's `styles`.
///
/// In all of them `series` is a method's id or any other name, and `style` overrides the look, for quantities that are no
/// methods. An empty `style.name` keeps the mark out of the legend.
public struct Mark: Sendable {
    let content: any MarkContent
    /// Its own look, where it has not its series'.
    var style: MethodStyle?

    /// A line through points with a marker on each (on some where they are dense), and its spread.
    public static func line(
        x: [Double], y: [Double], spread: Spread? = nil, series: String, style: MethodStyle? = nil
    ) -> Mark {
        Mark(content: LineMark(series: series, x: x, y: y, spread: spread), style: style)
    }

    /// An area between two curves.
    public static func band(
        x: [Double], lower: [Double], upper: [Double], series: String, style: MethodStyle? = nil
    ) -> Mark {
        Mark(content: BandMark(series: series, x: x, lower: lower, upper: upper), style: style)
    }

    /// Points without a line.
    public static func scatter(x: [Double], y: [Double], series: String, style: MethodStyle? = nil) -> Mark {
        Mark(content: ScatterMark(series: series, x: x, y: y), style: style)
    }

    /// Bars over bins: `heights[i]` stands between `edges[i]` and `edges[i + 1]`.
    public static func histogram(
        edges: [Double], heights: [Double], series: String, style: MethodStyle? = nil
    ) -> Mark {
        Mark(content: HistogramMark(series: series, edges: edges, heights: heights), style: style)
    }

    /// The thin outline of bars over bins: one part, such as a seed, of what a histogram shows together.
    public static func outline(edges: [Double], heights: [Double], series: String, style: MethodStyle? = nil) -> Mark {
        Mark(content: HistogramMark(series: series, edges: edges, heights: heights, isOutline: true), style: style)
    }

    /// Level curves of a field, over pale areas when `filled`. `levels` nil spaces them evenly in the square root of
    /// the height above the minimum, which gives a quadratic evenly spaced ellipses.
    public static func contours(_ field: ContourField, levels: [Double]? = nil, filled: Bool = true) -> Mark {
        Mark(content: ContourMark(series: "field", field: field, levels: levels ?? field.levels(10), filled: filled))
    }

    /// The path of an iteration: a dot for each iterate, arrowheads on long steps, the first and the last marked.
    public static func trajectory(x: [Double], y: [Double], series: String, style: MethodStyle? = nil) -> Mark {
        Mark(content: TrajectoryMark(series: series, x: x, y: y), style: style)
    }

    /// A star at the optimum. Give it before the trajectories: what comes later is drawn over it.
    public static func optimum(x: Double, y: Double, series: String = "truth", style: MethodStyle? = nil) -> Mark {
        Mark(content: ScatterMark(series: series, x: [x], y: [y]), style: style)
    }

    /// A horizontal line across the frame. With a `label` it is named in the margin at its right, else in the legend.
    public static func horizontal(
        at value: Double, label: String? = nil, series: String, style: MethodStyle? = nil
    ) -> Mark {
        reference(value, vertical: false, label: label, series: series, style: style)
    }

    /// A vertical line across the frame. With a `label` it is named above the frame, else in the legend.
    public static func vertical(
        at value: Double, label: String? = nil, series: String, style: MethodStyle? = nil
    ) -> Mark {
        reference(value, vertical: true, label: label, series: series, style: style)
    }

    /// Words at a place, in the markup of `MathText`.
    public static func text(_ text: String, x: Double, y: Double, anchor: Anchor = .centre) -> Mark {
        Mark(content: TextMark(text: text, x: x, y: y, anchor: anchor))
    }

    /// Estimates with their confidence intervals along x, at places (mostly categories 0, 1, …) along y. Several series
    /// at the same places stand under each other.
    public static func intervals(
        at places: [Double], estimates: [Double], lower: [Double], upper: [Double], series: String,
        style: MethodStyle? = nil
    ) -> Mark {
        Mark(
            content: IntervalMark(series: series, places: places, estimates: estimates, lower: lower, upper: upper),
            style: style)
    }

    /// Shares of one as cells with their percentage, on two axes of categories: `values[row][column]` stands at category
    /// `column` along x and `row` along y. `columns` and `rows` are the categories' values, for the CSV.
    public static func shares(_ values: [[Double]], columns: [Double], rows: [Double], series: String) -> Mark {
        Mark(content: ShareMark(series: series, values: values, columns: columns, lines: rows))
    }

    /// An image over a rectangle of the axes' units; its first row is at the top.
    public static func image(
        _ pixels: Pixels, x: ClosedRange<Double>, y: ClosedRange<Double>, series: String = "image"
    ) -> Mark {
        Mark(content: ImageMark(series: series, pixels: pixels, x: x, y: y))
    }

    private static func reference(
        _ value: Double, vertical: Bool, label: String?, series: String, style: MethodStyle?
    ) -> Mark {
        Mark(content: ReferenceMark(series: series, value: value, vertical: vertical, label: label), style: style)
    }
}

/// What stands around a line to show how far its data spread.
public enum Spread: Sendable, Equatable {
    /// Bars with caps from `lower` to `upper`.
    case bars(lower: [Double], upper: [Double])
    /// A translucent area from `lower` to `upper`.
    case band(lower: [Double], upper: [Double])
    /// Bars as far as these deviations on both sides: mean ± std.
    case deviationBars([Double])
    /// An area as wide as these deviations on both sides.
    case deviationBand([Double])
}

/// Which point of a text stands at its place.
public enum Anchor: Sendable {
    case left, centre, right
}
