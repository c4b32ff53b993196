import Plotting
import Report

/// What the figures of this study share.
enum GaussianFigures {
    /// Marks the evaluations of some methods as what a figure draws from.
    static func use(_ methods: [String], _ run: GaussianRun, in sources: inout FigureSources) throws {
        for method in methods {
            for seed in run.seeds([method]) { sources.use(try sources.study.evaluation(method, seed: seed)) }
        }
    }

    /// A list by layer, from y_0 on, without markers beyond what 17 points can carry.
    static func line(
        _ method: String, _ values: [Double], to last: Int, _ run: GaussianRun, style: MethodStyle? = nil
    ) -> Mark {
        let places = values.indices.prefix(last + 1).filter { values[$0].isFinite }
        return .line(
            x: places.map(Double.init), y: places.map { values[$0] }, series: method,
            style: style ?? run.study.style(of: method))
    }

    /// Errors above are cut off: the method has run away.
    static let most = 20.0

    /// The errors of the methods from outside, each of which is noted with what it is, and has a marker that no method `beside` it has.
    static func externals(
        _ run: GaussianRun, signals: String = GaussianRun.seen, to last: Int? = nil, beside methods: [String],
        in sources: inout FigureSources
    ) throws -> [Mark] {
        let found = try sources.externals(with: "layers.csv")
        let styles = Theme.withOwnMarkers((methods + found).map(run.study.style(of:))).suffix(found.count)
        return zip(found, styles).map { method, style in
            let all = run.curve(method, signals: signals)
            let values = Array(all.prefix { $0 <= most })
            if values.count <= min(last ?? run.depth(of: method), all.count - 1) {
                sources.note(
                    "\(run.study.label(of: method)) is cut off where its error is above \(NumberText.setting(most)) dB."
                )
            }
            return line(method, values, to: last ?? run.depth(of: method), run, style: style)
        }
    }

    /// Published errors, in the colours of the methods that they are of, at layer 16. Of several panels one names them.
    static func marks(_ values: [Published.Value], _ run: GaussianRun, isNamed: Bool = true) -> [Mark] {
        values.enumerated().map { index, value in
            let style = run.study.style(of: value.method)
            return .scatter(
                x: [16], y: [value.error], series: "published, \(value.method)",
                style: MethodStyle(
                    name: isNamed && index == 0 ? "Published" : "", colour: style.colour, dash: .solid,
                    marker: .openDiamond))
        }
    }

    /// "; diamonds: published by others (na-alista)".
    static func publication(_ values: [Published.Value]) -> String {
        let names = values.map(\.source).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        return names.isEmpty ? "" : "; diamonds: as published by others (\(CaptionText.list(names)))"
    }

    /// "−23.4": the mean over seeds of the error after the last layer.
    static func decibels(
        _ run: GaussianRun, _ method: String, signals: String = GaussianRun.seen, layer: Int? = nil,
        _ column: KeyPath<GaussianRun.Curve, [Double]> = \.error
    ) -> String {
        let values = run.errors(method, run.seeds([method]), signals: signals, layer: layer, column)
        return values.isEmpty ? "–" : text(Moments.mean(values))
    }

    /// A number of decibels; a network that ran away has more than can be told apart.
    static func text(_ value: Double) -> String {
        let rounded = (value * 10).rounded() / 10
        return value.isNaN
            ? "–" : value > GaussianRun.largestError ? "> 100" : NumberText.setting(rounded == 0 ? 0 : rounded)
    }
}
