import Foundation

/// A panel at a given size of its frame: its scales, ticks and words, and how much room they take around the frame.
struct PanelMeasure {
    var x: AxisScale
    var y: AxisScale
    var xTicks: [Tick] = []
    var yTicks: [Tick] = []
    var xMinors: [Double] = []
    var yMinors: [Double] = []
    var title: TextBlock
    var xLabel: TextBlock?
    var yLabel: TextBlock?
    /// A grid of images in the frame's width.
    var grid: ImageGridLayout?
    /// Labels of reference lines, with the place relative to the frame's upper left corner at which they want to be.
    var rightLabels: [(text: TextLayout, place: Double)] = []
    var topLabels: [(text: TextLayout, place: Double)] = []

    var left = 0.0
    var right = 0.0
    var top = 0.0
    var bottom = 0.0

    /// A long tick with its words.
    struct Tick {
        var value: Double
        /// Empty where words are not shown.
        var lines: [TextLayout]
        var hasMark = true

        var width: Double { lines.map(\.width).max() ?? 0 }
    }

    /// What a panel is measured with.
    struct Request {
        var title: String
        var content: Panel.Content
        var x, y: AxisScale
        var showsX, showsY: Bool
        var width, height, largestImage: Double
    }

    init(_ request: Request, fonts: FontBook) throws {
        (x, y) = (request.x, request.y)
        (x.start, x.end) = (0, request.width)
        (y.start, y.end) = (request.height, 0)
        title = try TextBlock(request.title, size: Theme.labelSize, width: request.width + 16, fonts: fonts)
        top = title.lines.isEmpty ? 3 : title.height + Theme.titleGap
        if case .grid(let images) = request.content {
            grid = try ImageGridLayout(
                images, width: request.width, largest: request.largestImage, fonts: fonts)
        }
        guard case .plot(let xAxis, let yAxis, let marks) = request.content else { return }
        try measureX(xAxis, shown: request.showsX, width: request.width, fonts: fonts)
        try measureY(yAxis, shown: request.showsY, height: request.height, fonts: fonts)
        try measureReferences(marks, width: request.width, height: request.height, fonts: fonts)
    }

    /// How far the words at the ticks reach below the frame.
    var xWordsHeight: Double {
        let lines = xTicks.map(\.lines.count).max() ?? 0
        return lines == 0 ? 2 : Theme.tickLabelGap + Theme.smallSize * (0.95 + 1.15 * Double(lines - 1))
    }

    /// How far the words at the ticks reach to the left of the frame.
    var yWordsWidth: Double {
        let widest = yTicks.map(\.width).max() ?? 0
        return widest == 0 ? 2 : widest + Theme.tickLabelGap
    }

    private mutating func measureX(_ axis: Axis, shown: Bool, width: Double, fonts: FontBook) throws {
        for most in stride(from: Theme.mostTickLabels, through: 2, by: -1) {
            let ticks = Self.ticks(axis, x, most: most)
            let each = axis.isCategory ? width / Double(max(ticks.majors.count, 1)) - 6 : .infinity
            xTicks = try Self.laidOut(ticks, axis: axis, width: each, fonts: fonts)
            xMinors = ticks.minors
            if Self.fit(xTicks, on: x) || axis.ticks.areGiven { break }
        }
        guard shown else {
            for index in xTicks.indices { xTicks[index].lines = [] }
            bottom = 2
            return
        }
        bottom = xWordsHeight
        for tick in xTicks {
            guard let place = x.place(tick.value) else { continue }
            left = max(left, tick.width / 2 - place)
            right = max(right, place + tick.width / 2 - width)
        }
        guard !axis.label.isEmpty else { return }
        let label = try TextBlock(axis.label, size: Theme.labelSize, width: width + 20, fonts: fonts)
        xLabel = label
        bottom += Theme.axisLabelGap + label.height
    }

    private mutating func measureY(_ axis: Axis, shown: Bool, height: Double, fonts: FontBook) throws {
        let most = min(Theme.mostTickLabels, max(2, Int(height / 13)))
        let ticks = Self.ticks(axis, y, most: most)
        yTicks = try Self.laidOut(ticks, axis: axis, width: .infinity, fonts: fonts)
        yMinors = ticks.minors
        guard shown else {
            for index in yTicks.indices { yTicks[index].lines = [] }
            left = max(left, 2)
            return
        }
        left = max(left, yWordsWidth)
        guard !axis.label.isEmpty else { return }
        let label = try TextBlock(axis.label, size: Theme.labelSize, width: height + 14, fonts: fonts)
        yLabel = label
        left += Theme.axisLabelGap + label.height
    }

    private static func ticks(_ axis: Axis, _ scale: AxisScale, most: Int) -> Ticks {
        switch (axis.scale, axis.ticks) {
        case (.category(let names), _):
            return Ticks(majors: names.indices.map(Double.init), labels: names, minors: [])
        case (_, .at(let values)): return .at(values, within: scale)
        case (.logarithmic, _): return .logarithmic(from: scale.lower, to: scale.upper, most: most)
        case (.symmetric(let exponent), _):
            return .symmetric(from: scale.lower, to: scale.upper, exponent: exponent, most: most)
        default:
            return .linear(from: scale.lower, to: scale.upper, most: most, integers: axis.ticks == .integers)
        }
    }

    private static func laidOut(_ ticks: Ticks, axis: Axis, width: Double, fonts: FontBook) throws -> [Tick] {
        try zip(ticks.majors, ticks.labels).map { value, label in
            Tick(
                value: value, lines: try TextBlock(label, size: Theme.smallSize, width: width, fonts: fonts).lines,
                hasMark: !axis.isCategory)
        }
    }

    private static func fit(_ ticks: [Tick], on scale: AxisScale) -> Bool {
        zip(ticks, ticks.dropFirst()).allSatisfy { first, second in
            guard let from = scale.place(first.value), let to = scale.place(second.value) else { return true }
            return abs(to - from) >= (first.width + second.width) / 2 + 5
        }
    }
}

extension Axis.Ticks {
    fileprivate var areGiven: Bool {
        if case .at = self { return true }
        return false
    }
}
