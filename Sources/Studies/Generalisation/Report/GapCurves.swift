import Foundation
import Plotting
import Report

/// Curves over n of the gap and of the bounds on it.
enum GapCurves {
    /// Of axes with bounds.
    static let range = 1e-5...1e6

    /// The bounds, in the order of legends: their series, names and looks.
    static let bounds:
        [(series: String, name: String, style: MethodStyle, value: @Sendable (GeneralisationRun.Cell) -> Double)] = [
            ("printed", "Printed", Theme.style(role: "baseline", name: "Printed, $∏L·C(P/n)^{1/2}$"), \.printed),
            ("net", "ε-net", Theme.style(role: "alternative", name: "ε-net, Λ as measured"), \.net),
            (
                "bayes", "PAC-Bayes", Theme.style(role: "proposed", variant: 2, name: "PAC-Bayes, random weights"),
                \.bayes
            ),
            ("occam", "Occam", Theme.style(role: "classical", name: "Occam, quantised weights"), \.occam),
            ("held-out", "Held-out", Theme.style(role: "trivial", name: "Held-out signals"), \.heldOut),
        ]

    /// The band above the largest possible loss, the bounds, and the measured gap.
    static func marks(_ run: GeneralisationRun, _ kind: String, layers: Int) -> [Mark] {
        let sizes = run.sizes.map(Double.init)
        let curves = bounds.compactMap { bound -> Mark? in
            let values = run.sizes.map { run.mean(kind, layers: layers, samples: $0, bound.value) }
            return line(sizes, values, bound.series, bound.style)
        }
        let style = Theme.style(role: "proposed", name: "Measured")
        return [vacuous(self.sizes(run))] + curves
            + [measured(run, kind, layers: layers, series: "measured", style: style)]
    }

    /// n, with room at both ends.
    static func sizes(_ run: GeneralisationRun) -> ClosedRange<Double> {
        Double(run.sizes.first ?? 1) / 1.6...Double(run.sizes.last ?? 1) * 1.6
    }

    /// The region above a loss of 1.
    static func vacuous(_ x: ClosedRange<Double>) -> Mark {
        .band(
            x: [x.lowerBound, x.upperBound], lower: [1, 1], upper: [range.upperBound, range.upperBound],
            series: "vacuous",
            style: Theme.style(role: "trivial", name: "Above the largest possible loss").variant(
                dash: .solid, marker: MethodStyle.Marker.none))
    }

    /// What an axis with bounds has room for; nil where nothing is known.
    static func line(_ x: [Double], _ y: [Double], _ series: String, _ style: MethodStyle) -> Mark? {
        let places = y.indices.filter { y[$0].isFinite && y[$0] > 0 && range.contains(y[$0]) }
        guard !places.isEmpty else { return nil }
        return .line(x: places.map { x[$0] }, y: places.map { y[$0] }, series: series, style: style)
    }

    /// The paired gap, the mean over seeds with its interval.
    static func measured(
        _ run: GeneralisationRun, _ kind: String, layers: Int, series: String, style: MethodStyle
    ) -> Mark {
        let all = run.sizes.map { size -> (size: Double, estimate: Estimate) in
            let values = run.gaps(kind, layers: layers, samples: size)
            return (Double(size), estimate(run, values))
        }.filter { $0.estimate.value > range.lowerBound }
        func end(_ value: Double, or fallback: Double) -> Double {
            value.isFinite ? min(max(value, range.lowerBound), 1) : fallback
        }
        let spread: Plotting.Spread = .bars(
            lower: all.map { end($0.estimate.low, or: $0.estimate.value) },
            upper: all.map { end($0.estimate.high, or: $0.estimate.value) })
        return .line(
            x: all.map(\.size), y: all.map(\.estimate.value), spread: run.seeds.count > 1 ? spread : nil,
            series: series, style: style)
    }

    /// The mean over seeds with its 95 % interval.
    static func estimate(_ run: GeneralisationRun, _ values: [Double]) -> Estimate {
        SeedStatistic("", .linear, seeds: run.seeds, draws: run.draws, values: values).estimate(level: 0.95)
    }
}
