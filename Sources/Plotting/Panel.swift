/// One cell of a figure: a plot with two axes, an image, a grid of images, or a small table.
public struct Panel: Sendable {
    enum Content: Sendable {
        case plot(x: Axis, y: Axis, marks: [Mark])
        case image(Pixels)
        case grid(ImageGrid)
        case table(FigureTable)
        case empty
    }

    /// The words above the panel, in the markup of `MathText`; may be empty.
    public var title: String
    var content: Content

    /// A plot.
    public init(_ title: String = "", x: Axis, y: Axis, marks: [Mark]) {
        self.title = title
        content = .plot(x: x, y: y, marks: marks)
    }

    /// An image that keeps its proportions, without axes.
    public init(_ title: String = "", image: Pixels) {
        self.title = title
        content = .image(image)
    }

    /// A grid of images, as high as it needs to be.
    public init(_ title: String = "", grid: ImageGrid) {
        self.title = title
        content = .grid(grid)
    }

    /// A small table in the place of a plot.
    public init(_ title: String = "", table: FigureTable) {
        self.title = title
        content = .table(table)
    }

    /// A cell left free.
    public static var empty: Panel {
        var panel = Panel("", x: Axis(""), y: Axis(""), marks: [])
        panel.content = .empty
        return panel
    }

    var marks: [Mark] {
        if case .plot(_, _, let marks) = content { return marks }
        return []
    }

    var isImage: Bool {
        switch content {
        case .image, .grid: return true
        default: return marks.contains { $0.content is ImageMark }
        }
    }
}
