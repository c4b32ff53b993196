/// What the page shows of a figure.
public struct FigureCard: Sendable {
    /// Whether there is a picture.
    public enum State: Equatable, Sendable {
        /// The files are there.
        case drawn
        /// Its stages are not finished; the reason is for people.
        case pending(String)
        /// It could not be drawn; the reason is for people.
        case failed(String)
    }

    /// How wide the figure is to be in print.
    public enum ColumnWidth: Sendable {
        /// 3.5 in, `\columnwidth`.
        case one
        /// 7.16 in, `\textwidth` in a `figure*`.
        case two
    }

    /// The stem of the files and the anchor: "figure-3".
    public var id: String
    /// "Figure 3".
    public var number: String
    /// A short title.
    public var title: String
    /// The caption in `Markup`: plain text with *italic*, _{sub}, ^{super}. Numbers in it come from the data.
    public var caption: String
    /// What the picture shows, for who cannot see it: plain text.
    public var altText: String
    /// Whether there is a picture.
    public var state: State
    /// The width in print.
    public var columnWidth: ColumnWidth
    /// The full names of the stages whose tables are drawn.
    public var stages: [String]
    /// Where the figure departs from the paper, in `Markup`.
    public var departures: [String]
    /// Other remarks (data that were dropped from a logarithmic axis, say), in `Markup`.
    public var notes: [String]
    /// The picture's size in CSS pixels (points · 4/3), so that the page does not jump; nil where not drawn.
    public var pixelSize: (width: Int, height: Int)?

    /// A card.
    public init(
        id: String, number: String, title: String, caption: String, altText: String, state: State = .drawn,
        columnWidth: ColumnWidth, stages: [String], departures: [String] = [], notes: [String] = [],
        pixelSize: (width: Int, height: Int)? = nil
    ) {
        self.id = id
        self.number = number
        self.title = title
        self.caption = caption
        self.altText = altText
        self.state = state
        self.columnWidth = columnWidth
        self.stages = stages
        self.departures = departures
        self.notes = notes
        self.pixelSize = pixelSize
    }
}
