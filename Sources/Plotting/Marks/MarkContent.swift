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
