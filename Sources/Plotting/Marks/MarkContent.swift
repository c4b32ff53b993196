/// What a kind of mark must say of itself. Its `rows` are the one source for ranges, notes and the CSV.
protocol MarkContent: Sendable {
    /// The kind's name in the CSV.
    var kind: String { get }
    var series: String { get }
    /// Every plotted number.
    var rows: [DataRow] { get }
    /// The axis along which `lower` and `upper` of the rows run.
    var intervalsRunAlongX: Bool { get }
    /// Whether automatic ranges must hold the rows.
    var countsForRange: Bool { get }
    /// Whether ranges taken from the rows end exactly there: a field fills its frame.
    var isTight: Bool { get }
    /// A value of y at which areas stand.
    var baseline: Double? { get }
    /// Whether several series at one place are drawn side by side.
    var isDodged: Bool { get }
    /// Whether the mark has the look of its series.
    var isStyled: Bool { get }
    /// Whether that look's marker is drawn.
    var hasMarkers: Bool { get }
    func keys(_ style: MethodStyle) -> [LegendKey]
    /// - Throws: `PlottingError.mismatchedCounts` and others where the mark cannot be drawn.
    func validate() throws
    func draw(_ phase: DrawingPhase, _ style: MethodStyle, in area: PlotArea) throws
}

/// Marks are drawn in three rounds, so that areas never hide lines nor lines markers.
enum DrawingPhase: CaseIterable {
    /// Fields, images, bands.
    case back
    /// Lines and bars.
    case middle
    /// Markers and text.
    case front
}

extension MarkContent {
    var intervalsRunAlongX: Bool { false }
    var countsForRange: Bool { true }
    var isTight: Bool { false }
    var baseline: Double? { nil }
    var isDodged: Bool { false }
    var isStyled: Bool { true }
    var hasMarkers: Bool { true }
    func keys(_ style: MethodStyle) -> [LegendKey] { [] }
    func validate() throws {}

    func expect(_ got: Int, _ what: String, toBe expected: Int) throws {
        guard got == expected else {
            throw PlottingError.mismatchedCounts(mark: kind, series: series, what: what, expected: expected, got: got)
        }
    }
}

/// One plotted number with where it stands: a line of the figure's CSV.
public struct DataRow: Equatable, Sendable {
    /// The kind of mark: line, band, histogram, …
    public var mark: String
    /// The method or other series that it belongs to.
    public var series: String
    /// The place along x, in the axis' units.
    public var x: Double?
    /// The place along y, in the axis' units.
    public var y: Double?
    /// The lower end of the error bar, band or bin.
    public var lower: Double?
    /// The upper end.
    public var upper: Double?
    /// What is neither: a field's value, a text.
    public var value: String = ""

    /// A line; what it has not is nil, or empty.
    public init(
        mark: String, series: String, x: Double? = nil, y: Double? = nil, lower: Double? = nil, upper: Double? = nil,
        value: String = ""
    ) {
        (self.mark, self.series, self.x, self.y) = (mark, series, x, y)
        (self.lower, self.upper, self.value) = (lower, upper, value)
    }
}

/// Where marks draw: a frame with its two scales.
struct PlotArea {
    let canvas: Canvas
    let frame: Rectangle
    let x: AxisScale
    let y: AxisScale
    /// How far each series is moved along the discrete axis, in points.
    var dodges: [(series: String, offset: Double)] = []
    var dodgesAlongY = false

    /// The place of a value, or nil where it cannot be shown.
    func place(_ valueX: Double, _ valueY: Double) -> Point? {
        guard let placeX = x.place(valueX), let placeY = y.place(valueY) else { return nil }
        return Point(x: placeX, y: placeY)
    }

    /// The place of a value of a series that stands side by side with others.
    func place(_ valueX: Double, _ valueY: Double, of series: String) -> Point? {
        guard var point = place(valueX, valueY) else { return nil }
        let offset = dodges.first { $0.series == series }?.offset ?? 0
        if dodgesAlongY { point.y += offset } else { point.x += offset }
        return point
    }

    /// The place along y; what has none because it is ≤ 0 on a logarithmic axis lies below the frame.
    func lowerEnd(_ value: Double) -> Double { y.place(value) ?? frame.bottom + 50 }
    /// The place along x; what has none because it is ≤ 0 on a logarithmic axis lies left of the frame.
    func leftEnd(_ value: Double) -> Double { x.place(value) ?? frame.x - 50 }

    /// Runs of consecutive places that exist: a line breaks where a point was dropped.
    static func runs(_ points: [Point?]) -> [[Point]] {
        points.split(whereSeparator: { $0 == nil }).map { $0.compactMap { $0 } }
    }
}
