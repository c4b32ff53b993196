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
}
