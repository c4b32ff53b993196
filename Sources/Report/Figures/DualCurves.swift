import Foundation
import Plotting
import Stages

/// The dual variables and values of one set of constraints over training, layer by layer and seed by seed.
public struct DualCurves: Sendable {
    private let duals: [(layer: Int, curve: SeedCurve)]
    private let slacks: [(layer: Int, curve: SeedCurve)]
    private let set: String

    /// Reads `lambda_<set><l>` and `slack_<set><l>` of a variant's histories, for the layers from `first` on. Throws
    /// `TableError`.
    public init(_ training: [Table], set: String = "", from first: Int = 1) throws {
        let names = training.first?.columns(withPrefix: "lambda_\(set)") ?? []
        let layers = names.compactMap { Int($0.dropFirst("lambda_\(set)".count)) }.filter { $0 >= first }
        func curves(_ prefix: String) throws -> [(layer: Int, curve: SeedCurve)] {
            try layers.map { ($0, try SeedCurve(training, key: "step", column: "\(prefix)_\(set)\($0)")) }
        }
        duals = try curves("lambda")
        slacks = try curves("slack")
        self.set = set
    }

    /// λ_l over training, a thin line for each seed.
    public func dualPanel(_ title: String, _ label: String) -> Panel {
        Panel(title, x: Axis("Training step"), y: Axis(label, scale: scale(duals)), marks: marks(duals, "lambda"))
    }

    /// The mean constraint values over training, a thin line for each seed, with a line at zero.
    public func slackPanel(_ title: String, _ label: String) -> Panel {
        Panel(
            title, x: Axis("Training step"), y: Axis(label, scale: scale(slacks)),
            marks: marks(slacks, "slack") + [
                .horizontal(at: 0, series: "zero", style: .reference(name: ""))
            ])
    }

    /// The highest dual of any seed.
    public var highest: Double { duals.flatMap(\.curve.bySeed).joined().filter(\.isFinite).max() ?? .nan }

    /// What captions say of the axes.
    public static let axes =
        "a thin line for each seed; where few values are far beyond the others, axes are linear around zero and logarithmic "
        + "beyond"

    /// The duals at the end, layer by layer, mean over seeds.
    public var finals: [String] { duals.map { NumberText.short($0.curve.last, digits: 2) } }

    /// "no layer violates its", "layers 2 and 3 violate their": who misses the constraint at the end, on average.
    public var outcome: String {
        let violated = slacks.filter { !($0.curve.last <= 0) }.map(\.layer)
        if violated.isEmpty { return "no layer violates its" }
        return LayerRatios.list(violated) + (violated.count == 1 ? " violates its" : " violate their")
    }

    private func marks(_ curves: [(layer: Int, curve: SeedCurve)], _ prefix: String) -> [Mark] {
        curves.enumerated().flatMap { index, entry -> [Mark] in
            let style = Theme.ordered(index, of: curves.count, name: "Layer \(entry.layer)")
            let series = "\(prefix)_\(set)\(entry.layer)"
            guard entry.curve.seeds > 1 else {
                return [.line(x: entry.curve.keys, y: entry.curve.mean, series: series, style: style)]
            }
            // The legend's entry is that of the first seed, which is as thin as the others.
            return entry.curve.bySeed.enumerated().map { seed, values in
                .line(
                    x: entry.curve.keys, y: values, series: "\(series), seed \(seed + 1)",
                    style: style.variant(
                        name: seed == 0 ? nil : "", marker: MethodStyle.Marker.none, weight: .thin))
            }
        }
    }

    /// Linear, or around zero and logarithmic beyond where the largest value is far from the typical one.
    private func scale(_ curves: [(layer: Int, curve: SeedCurve)]) -> Axis.Scale {
        let sizes = curves.flatMap(\.curve.bySeed).joined().filter { $0.isFinite && $0 != 0 }.map(abs).sorted()
        guard let largest = sizes.last, largest > 30 * sizes[sizes.count / 2] else { return .linear }
        return .symmetric(exponent: Int(floor(log10(sizes[sizes.count / 2]))))
    }
}
