/// A figure: what it shows, not how it looks. Sizes, type and colours are `Theme`'s.
public struct Figure: Sendable {
    /// The width on the page.
    public enum Width: Sendable {
        /// 3.5 inches.
        case oneColumn
        /// 7.16 inches.
        case twoColumns

        var points: Double { self == .oneColumn ? Theme.oneColumn : Theme.twoColumns }
    }

    /// Where the one legend stands, always off the data.
    public enum LegendPlacement: Sendable {
        case above, below, hidden
    }

    /// Which axes the panels have in common: ranges taken from the data of all, words only at the outer panels.
    public struct Sharing: OptionSet, Sendable {
        /// The bits.
        public let rawValue: Int
        /// From the bits.
        public init(rawValue: Int) { self.rawValue = rawValue }
        /// The horizontal axis.
        public static let x = Sharing(rawValue: 1)
        /// The vertical axis.
        public static let y = Sharing(rawValue: 2)
        /// The vertical axis, but each row of panels has a range of its own.
        public static let yWithinRows = Sharing(rawValue: 4)
    }

    /// The file name without its ending, and the prefix of all ids in the SVG: `figure-3`.
    public var id: String
    /// What the figure is, in words, for screen readers.
    public var title: String
    /// What can be seen, in words, for screen readers.
    public var summary: String
    /// The width on the page.
    public var width: Width
    /// How many panels stand side by side; rows follow.
    public var columns: Int
    /// How the columns share the width, in any unit; empty where they are equally wide.
    public var columnShares: [Double]
    /// Height of a panel's frame divided by its width; a grid of images is as high as it needs to be, and plots beside it
    /// are at least as high.
    public var aspect: Double
    /// The panels, row by row from the upper left.
    public var panels: [Panel]
    /// How series look, by their ids: the methods of the figure's study. A series that is neither here nor one of the marks of
    /// all figures (`truth`, `zero`, `perturbation`) gets a style of its own under its own name.
    public var styles: [String: MethodStyle]
    /// Which axes are shared.
    public var sharing: Sharing
    /// Whether panels are lettered (a), (b), …; nil letters them when there are several.
    public var letters: Bool?
    /// Where the legend stands.
    public var legend: LegendPlacement
    /// The series whose entries come first in the legend, in this order; the others follow as they are drawn.
    public var legendOrder: [String] = []
    /// A table under the panels.
    public var table: FigureTable?
    /// Words on the left of each row of panels.
    public var rowHeadings: [String]
    /// Small words under the figure.
    public var note: String

    /// A figure; everything but id and panels has a default.
    public init(
        id: String, title: String = "", summary: String = "", width: Width = .twoColumns, columns: Int? = nil,
        columnShares: [Double] = [], aspect: Double = 0.7, panels: [Panel], styles: [String: MethodStyle] = [:],
        sharing: Sharing = [], letters: Bool? = nil, legend: LegendPlacement = .below, table: FigureTable? = nil,
        rowHeadings: [String] = [], note: String = ""
    ) {
        self.id = id
        self.title = title
        self.summary = summary
        self.width = width
        self.columns = columns ?? panels.count
        self.columnShares = columnShares
        self.aspect = aspect
        self.panels = panels
        self.styles = styles
        self.sharing = sharing
        self.letters = letters
        self.legend = legend
        self.table = table
        self.rowHeadings = rowHeadings
        self.note = note
    }

    var hasLetters: Bool { letters ?? (panels.count > 1) }

    /// Checks what types cannot: counts, a usable id, ranges that a logarithmic axis has.
    /// - Throws: `PlottingError.invalidFigure`, `.mismatchedCounts`.
    public func validate() throws {
        func invalid(_ reason: String) -> PlottingError { .invalidFigure(id: id, reason: reason) }
        let letters = id.unicodeScalars.allSatisfy {
            $0.isASCII && ($0.properties.isAlphabetic || "-_0123456789".unicodeScalars.contains($0))
        }
        guard !id.isEmpty, letters else {
            throw invalid("its id must be of ASCII letters, digits, “-” and “_”, as it names files")
        }
        guard !panels.isEmpty, columns > 0 else { throw invalid("it has no panels or no columns") }
        guard aspect.isFinite, aspect > 0 else { throw invalid("its aspect must be positive, got \(aspect)") }
        guard columnShares.isEmpty || columnShares.count == columns, columnShares.allSatisfy({ $0.isFinite && $0 > 0 })
        else { throw invalid("the shares of its \(columns) columns are \(columnShares), expected positive numbers") }
        for (index, panel) in panels.enumerated() {
            for mark in panel.marks { try mark.content.validate() }
            switch panel.content {
            case .plot(let x, let y, _):
                for axis in [x, y] {
                    guard let range = axis.range else { continue }
                    let usable = range.lowerBound.isFinite && range.upperBound.isFinite && !range.isEmpty
                    guard usable, range.lowerBound < range.upperBound, !axis.isLogarithmic || range.lowerBound > 0
                    else { throw invalid("panel \(index + 1) has the unusable range \(range) on “\(axis.label)”") }
                }
            case .image(let pixels): try pixels.validate()
            case .grid(let grid): try grid.validate(figure: id)
            case .table(let table): try table.validate(figure: id)
            case .empty: break
            }
        }
        try table?.validate(figure: id)
    }
}
