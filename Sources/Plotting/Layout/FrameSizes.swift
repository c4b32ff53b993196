/// The sizes of all panels' frames: columns share the width, rows are as high as what stands in them.
struct FrameSizes {
    /// For each column.
    private(set) var widths: [Double]
    /// For each panel.
    private(set) var heights: [Double]

    private let aspect: Double
    private let shares: [Double]
    private let rows: [Range<Int>]

    /// First sizes, for frames that have `room` points of width together; grids of images are not measured yet.
    init(_ figure: Figure, columns: Int, rows: Int, room: Double) {
        aspect = figure.aspect
        let given = figure.columnShares.isEmpty ? [Double](repeating: 1, count: columns) : figure.columnShares
        let total = given.prefix(columns).reduce(0, +)
        let shares = given.prefix(columns).map { $0 / total }
        self.shares = shares
        widths = shares.map { $0 * room }
        let count = figure.panels.count
        self.rows = (0..<rows).map { ($0 * columns)..<min(($0 + 1) * columns, count) }
        // Plots side by side are equally high, whatever their widths.
        heights = [Double](repeating: room / Double(columns) * figure.aspect, count: count)
    }

    /// Sizes for the words around the frames as measured, which leave `room` points of width.
    mutating func fit(_ measures: [PanelMeasure], room: Double) {
        widths = shares.map { $0 * room }
        let columns = Double(widths.count)
        for row in rows {
            let plain = room / columns * aspect
            let grids = row.compactMap { measures[$0].grid?.height }
            // A plot beside a grid of images reaches down as far with its words as the grid does.
            let tallest = grids.isEmpty ? 0 : (grids + row.map { lowest(measures[$0], plain) }).max() ?? 0
            for index in row {
                let measure = measures[index]
                heights[index] = measure.grid?.height ?? max(plain, tallest - measure.bottom)
            }
        }
    }

    private func lowest(_ measure: PanelMeasure, _ plain: Double) -> Double {
        measure.grid?.height ?? plain + measure.bottom
    }
}
