/// Images in rows and columns with narrow gaps: heads above the columns, headings at the left of the rows, a few words
/// under each image. Neighbouring rows or columns can form groups with a heading of their own.
public struct ImageGrid: Sendable {
    /// Rows or columns that belong together; the next group stands a little apart.
    public struct Group: Sendable, Equatable {
        /// The words over the group's columns or, turned, beside its rows, in the markup of `MathText`; may be empty.
        public var heading: String
        /// The head of each column or the heading of each row; may be empty.
        public var names: [String]

        /// A group from its heading and its members' names.
        public init(_ heading: String = "", _ names: [String]) {
            self.heading = heading
            self.names = names
        }
    }

    /// Where the rows' names stand.
    public enum RowNames: Sendable {
        /// To the left of the images, broken into lines.
        case beside
        /// Over the images, on a line of their own: long names that leave the width to the images.
        case above
    }

    /// The columns' groups from left to right.
    public var columns: [Group]
    /// The rows' groups from top to bottom.
    public var rows: [Group]
    /// Where the rows' names stand.
    public var rowNames: RowNames
    /// `cells[row][column]`, over all groups.
    public var cells: [[ImageCell]]

    /// A grid from its groups and cells.
    public init(columns: [Group], rows: [Group], rowNames: RowNames = .beside, cells: [[ImageCell]]) {
        self.columns = columns
        self.rows = rows
        self.rowNames = rowNames
        self.cells = cells
    }

    /// Whether the images are at least half an inch wide where the grid has a figure of this width to itself; row headings
    /// take more.
    public func isReadable(in width: Figure.Width) -> Bool {
        let room = width.points - 2 * Theme.outerMargin - Theme.labelSize * 1.3
        return ImageGridLayout.size(of: self, room: room).width >= Theme.smallestImage
    }

    var columnNames: [String] { columns.flatMap(\.names) }
    var headings: [String] { rows.flatMap(\.names) }
    var images: [Pixels] { cells.flatMap { $0 }.compactMap(\.image) }

    /// Checks that the cells are as many as the names say, and that there is something to show.
    func validate(figure: String) throws {
        let (width, height) = (columnNames.count, headings.count)
        guard width > 0, height > 0 else {
            throw PlottingError.invalidFigure(id: figure, reason: "a grid of images has no rows or no columns")
        }
        guard cells.count == height, cells.allSatisfy({ $0.count == width }) else {
            let sizes = cells.map { String($0.count) }.joined(separator: ", ")
            throw PlottingError.invalidFigure(
                id: figure,
                reason: "a grid of images has rows of \(sizes) cells, expected \(height) rows of \(width)")
        }
        for image in images { try image.validate() }
    }

    /// Every cell that says something, for the CSV: series is the row's name, the mark the column's.
    var dataRows: [DataRow] {
        let (across, down) = (Self.paths(columns), Self.paths(rows))
        return zip(cells, down).flatMap { cells, row in
            zip(cells, across).compactMap { cell, column in
                cell.data.map { DataRow(mark: "image: \(column)", series: row, value: $0) }
            }
        }
    }

    /// "Constrained, $y_1$": each member's name under its group's.
    private static func paths(_ groups: [Group]) -> [String] {
        groups.flatMap { group in
            group.names.map { name in [group.heading, name].filter { !$0.isEmpty }.joined(separator: ", ") }
        }
    }
}

/// A place in a grid of images.
public struct ImageCell: Sendable, Equatable {
    /// The image; nil leaves the place free.
    public var image: Pixels?
    /// A few words in the markup of `MathText`: under the image or, where there is none, in its place.
    public var words: String
    /// The number that the words print, with all its figures, for the CSV.
    public var value: Double?

    /// An image, with words under it where there are any.
    public init(_ image: Pixels, words: String = "", value: Double? = nil) {
        self.image = image
        self.words = words
        self.value = value
    }

    /// Words in the place of an image: why there is none.
    public init(words: String) { self.words = words }

    /// A place left free.
    public static let empty = ImageCell(words: "")

    /// What the CSV says of the cell; nil where it is free.
    var data: String? {
        if let value { return "\(value)" }
        if !words.isEmpty { return words }
        return image.map { "\($0.columns)×\($0.rows)" }
    }
}
