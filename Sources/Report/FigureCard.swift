import Plotting

/// What the page shows of a figure.
public struct FigureCard: Codable, Equatable, Sendable {
    /// Whether there is a picture.
    public enum State: Codable, Equatable, Sendable {
        /// The files are there.
        case drawn
        /// Its stages are not finished; the reason is for people.
        case pending(String)
        /// It could not be drawn; the reason is for people.
        case failed(String)
    }

    /// How wide the figure is to be in print.
    public enum ColumnWidth: String, Codable, Sendable {
        /// 3.5 in, `\columnwidth`.
        case one
        /// 7.16 in, `\textwidth` in a `figure*`.
        case two
    }

    /// A picture's size in CSS pixels, which are 3/4 pt.
    public struct PixelSize: Codable, Equatable, Sendable {
        /// The width.
        public var width: Int
        /// The height.
        public var height: Int

        /// A size.
        public init(width: Int, height: Int) {
            (self.width, self.height) = (width, height)
        }

        /// The size of a figure of `width` × `height` points.
        public init(points width: Double, _ height: Double) {
            self.init(width: Int((width * 4 / 3).rounded()), height: Int((height * 4 / 3).rounded()))
        }
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
    /// The picture's size, so that the page does not jump; nil where not drawn.
    public var pixelSize: PixelSize?
    /// Images that the page shows large, one at a time; nil where the figure has none.
    public var frames: FrameSet?
    /// The stems of the files of its forms that are one column wide: "figure-3-a", …
    public var pieces: [String]
    /// SHA-256 of each of its files as it was drawn, by its place in the figures' folder; nil in cards of older programs.
    public var sha256: [String: String]?
    /// Its axes and looks, with which its CSV is drawn again; nil in cards of older programs, and of what is no `Figure`.
    public var kept: KeptFigure?

    /// The formats of pieces: for papers and for further drawing.
    static let pieceFormats: [Figure.Format] = [.pdf, .svg]

    /// A card.
    public init(
        id: String, number: String, title: String, caption: String, altText: String, state: State = .drawn,
        columnWidth: ColumnWidth, stages: [String], departures: [String] = [], notes: [String] = [],
        pixelSize: PixelSize? = nil, frames: FrameSet? = nil, pieces: [String] = [], kept: KeptFigure? = nil
    ) {
        (self.id, self.number, self.title, self.caption) = (id, number, title, caption)
        (self.altText, self.state, self.columnWidth, self.stages) = (altText, state, columnWidth, stages)
        (self.departures, self.notes, self.pixelSize, self.frames) = (departures, notes, pixelSize, frames)
        (self.pieces, self.kept) = (pieces, kept)
    }
}
