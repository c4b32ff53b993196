/// Where everything of a grid of images stands, relative to the grid's upper left corner.
///
/// Images are as large as the width allows with a whole number of dots for each of their pixels, and stand on whole dots,
/// at the resolution that figures with images have: so all pixels of a PNG are squares of one size.
struct ImageGridLayout {
    private(set) var width = 0.0
    private(set) var height = 0.0
    private(set) var images: [(pixels: Pixels, place: Rectangle)] = []
    private(set) var words: [(text: TextLayout, origin: Point, upwards: Bool)] = []
    private(set) var rules: [(from: Point, to: Point)] = []

    let grid: ImageGrid
    let fonts: FontBook

    /// Fits the grid into `available` points of width, with images at most `largest` points wide. Throws the errors of text.
    init(_ grid: ImageGrid, width available: Double, largest: Double, fonts: FontBook) throws {
        self.grid = grid
        self.fonts = fonts
        let isBeside = grid.rowNames == .beside
        let headings = try grid.headings.map {
            try TextBlock(
                $0, size: Theme.smallSize, width: isBeside ? Theme.rowHeadingWidth : .infinity, fonts: fonts)
        }
        let groupRoom = grid.rows.contains { !$0.heading.isEmpty } ? Theme.labelSize * 1.3 : 0
        let widest = isBeside ? headings.map(\.width).max() ?? 0 : 0
        let left = Self.wholeDots(groupRoom + (widest > 0 ? widest + Theme.tickLabelGap : 0))
        let size = Self.size(of: grid, room: available - left, largest: largest)
        let columns = Self.places(grid.columns, from: left, sizes: grid.columnNames.map { _ in size.width })
        width = (columns.last?.last ?? left) + size.width

        let top = Self.wholeDots(try addHeads(columns, each: size.width))
        let above = isBeside || headings.allSatisfy(\.lines.isEmpty) ? 0 : Theme.wordsLine
        let sizes = grid.cells.map { row in
            above + size.height + (row.contains { !$0.words.isEmpty } ? Theme.wordsLine : 0)
        }
        let rows = Self.places(grid.rows, from: top, sizes: sizes).map { $0.map { $0 + above } }
        for (heading, y) in zip(headings, rows.joined()) {
            if isBeside {
                add(heading, right: left - Theme.tickLabelGap, middle: y + size.height / 2)
            } else {
                heading.lines.first.map { add($0, at: Point(x: left, y: y - Theme.axisLabelGap)) }
            }
        }
        try addGroupHeadings(rows, each: size.height)
        for (cells, y) in zip(grid.cells, rows.joined()) {
            for (cell, x) in zip(cells, columns.joined()) {
                try add(cell, in: Rectangle(x: x, y: y, width: size.width, height: size.height))
            }
        }
        height = (rows.last?.last ?? top) - above + (sizes.last ?? 0)
    }

    /// How large the images of `grid` are printed where all of it has `room` points of width without row headings.
    static func size(
        of grid: ImageGrid, room: Double, largest: Double = Theme.largestImage
    ) -> (width: Double, height: Double) {
        let count = Double(grid.columnNames.count)
        let between = Double(grid.columns.count - 1)
        let gaps = between * Theme.imageGroupGap + (count - 1 - between) * Theme.imageGap
        let most = min((room - gaps) / count, largest)
        let pixels = Double(grid.images.map(\.columns).max() ?? 1)
        let shape = grid.images.map { Double($0.rows) / Double($0.columns) }.max() ?? 1
        let dots = (most / (pixels * Theme.imageDot)).rounded(.down)
        // What has more pixels than there are dots cannot have whole ones.
        let width = dots < 1 ? most : dots * pixels * Theme.imageDot
        return (width, width * shape)
    }

    /// `length` enlarged to a whole number of dots.
    static func wholeDots(_ length: Double) -> Double {
        (length / Theme.imageDot - 1e-6).rounded(.up) * Theme.imageDot
    }

    /// Where each member of each group begins.
    private static func places(_ groups: [ImageGrid.Group], from start: Double, sizes: [Double]) -> [[Double]] {
        var next = start
        var rest = sizes[...]
        return groups.map { group in
            let places = group.names.map { _ in
                defer { next += (rest.popFirst() ?? 0) + Theme.imageGap }
                return next
            }
            next += Theme.imageGroupGap - Theme.imageGap
            return places
        }
    }

    private mutating func add(_ cell: ImageCell, in place: Rectangle) throws {
        guard let image = cell.image else {
            return try addCentred(
                cell.words, Theme.smallSize, place.centre.x, top: place.centre.y - Theme.smallSize * 0.35)
        }
        // An image of another size than the largest stands in the middle, no larger than its place.
        let scale = min(place.width / Double(image.columns), place.height / Double(image.rows))
        let (width, height) = (scale * Double(image.columns), scale * Double(image.rows))
        images.append(
            (
                image,
                Rectangle(
                    x: place.x + (place.width - width) / 2, y: place.y + (place.height - height) / 2, width: width,
                    height: height)
            ))
        try addCentred(cell.words, Theme.smallSize, place.centre.x, top: place.bottom + 2.5)
    }

    /// Adds a line of text whose base line starts at `origin`.
    mutating func add(_ text: TextLayout, at origin: Point, upwards: Bool = false) {
        words.append((text, origin, upwards))
    }

    /// Adds a rule.
    mutating func addRule(from: Point, to: Point) { rules.append((from, to)) }
}
