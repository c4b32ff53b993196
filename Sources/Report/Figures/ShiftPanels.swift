import Plotting
import Stages

/// Curves against the shift p of the inputs, of several methods, with what captions say of them.
public struct ShiftPanels: Sendable {
    /// The methods that are there.
    public let methods: [String]
    /// What p is, for the axes.
    private let shift: String
    private let styles: [String: MethodStyle]
    private var sources: FigureSources

    /// What was read so far.
    public var read: FigureSources { sources }

    /// Adds what `look` finds to say in the same sources.
    public mutating func note(_ look: (inout FigureSources) -> Void) { look(&sources) }

    /// `externals` are columns of ood.csv that methods from outside need, to be shown after `methods`; nil shows none. Throws
    /// `RunReaderError` where none of `methods` is finished.
    public init(
        methods: [String], externals: [String]? = nil, shift: String = "Shift $p$ of the inputs", sources: FigureSources
    ) throws {
        var sources = sources
        if let externals {
            self.methods = try sources.available(methods, andExternalsWith: "ood.csv", externals)
        } else {
            self.methods = try sources.available(methods)
        }
        (self.shift, self.sources) = (shift, sources)
        styles = Self.styles(self.methods, sources.study)
    }

    /// A panel with a column of ood.csv of every method, of which those of `barred` have bars of the spread over examples
    /// (all for nil); `trivial` are drawn thin and without. Throws `TableError`.
    public mutating func panel(
        _ title: String, _ label: String, column: String, trivial: [String] = [], barred: [String]? = nil,
        logarithmic: Bool = false, others: [Mark] = []
    ) throws -> Panel {
        var marks: [Mark] = []
        var highest = 0.0
        for method in methods {
            let curve = try curve(method, column)
            // One from outside may be as far off as it likes.
            if !logarithmic, sources.study.isExternal(method),
                sources.leavesOut(method, curve, above: highest, in: title)
            {
                continue
            }
            highest = max(highest, curve.highestMean)
            marks += curve.marks(
                series: method, style: styles[method] ?? sources.study.style(of: method),
                bars: barred?.contains(method) ?? true,
                logarithmic: logarithmic)
        }
        for method in trivial where try !sources.optionalEvaluations(method, "ood.csv").isEmpty {
            let curve = try curve(method, column)
            if !logarithmic, sources.leavesOut(method, curve, above: highest, in: title) { continue }
            marks += [.line(x: curve.keys, y: curve.mean, series: method, style: sources.study.style(of: method))]
        }
        return Panel(
            title, x: Axis(shift, ticks: .at(try levels())),
            y: Axis(label, scale: logarithmic ? .logarithmic : .linear, includesZero: true), marks: marks + others)
    }

    /// How methods look that are compared, each with a marker of its own: one that others draw as a mere level has a marker and a full
    /// line.
    private static func styles(_ methods: [String], _ study: StudyReader) -> [String: MethodStyle] {
        let usual = methods.map { method in
            let style = study.style(of: method)
            return style.marker == .none ? style.variant(marker: .star, weight: .normal) : style
        }
        return Dictionary(zip(methods, Theme.withOwnMarkers(usual))) { first, _ in first }
    }

    /// A column of a method. Throws `TableError`.
    public mutating func curve(_ method: String, _ column: String) throws -> SeedCurve {
        try sources.curve(method, "ood.csv", key: "level", column)
    }

    /// The levels of the first method. Throws `TableError`.
    public mutating func levels() throws -> [Double] { try curve(methods[0], "level").keys }

    /// "0.764 (constrained), 0.834 (standard)": a column at the largest level. Throws `TableError`.
    public mutating func ends(_ column: String, _ methods: [String]) throws -> String {
        CaptionText.named(try methods.map { (id: $0, value: try curve($0, column).last) }, sources.study)
    }

    /// "0.764 ± 0.007": a column at a level, mean and standard deviation over seeds; "–" where the method is missing. Throws
    /// `TableError`.
    public mutating func cell(_ method: String, _ column: String, at level: Double) throws -> String {
        guard methods.contains(method) else { return "–" }
        let means = try sources.evaluations(method, "ood.csv").map {
            try SeedCurve([$0], key: "level", column: column).mean(at: level)
        }
        return CaptionText.aligned(Moments.mean(means), Moments.standardDeviation(means))
    }

    /// How many test examples the means are over. Throws `TableError`.
    public mutating func testExamples() throws -> Int? { try sources.testExamples(of: methods) }

    /// Other tables are read through the panels, which remember the stages.
    public mutating func withSources<Result>(_ body: (inout FigureSources) throws -> Result) rethrows -> Result {
        try body(&sources)
    }
}
