import Plotting
import Stages

/// The dual variables and values of one set of constraints over training, layer by layer, averaged over seeds.
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

    /// λ_l over training.
    public func dualPanel(_ title: String, _ label: String) -> Panel {
        Panel(title, x: Axis("Training step"), y: Axis(label, range: top), marks: marks(duals, "lambda"))
    }

    /// The mean constraint values over training, with a line at zero.
    public func slackPanel(_ title: String, _ label: String) -> Panel {
        Panel(
            title, x: Axis("Training step"), y: Axis(label, range: window),
            marks: marks(slacks, "slack") + [
                .horizontal(at: 0, series: "zero", style: .reference(name: ""))
            ])
    }

    /// The highest dual.
    public var highest: Double { duals.flatMap(\.curve.mean).filter(\.isFinite).max() ?? .nan }

    /// The duals at the end, layer by layer.
    public var finals: [String] { duals.map { NumberText.short($0.curve.last, digits: 2) } }

    /// "no layer violates its", "layers 2 and 3 violate their": who misses the constraint at the end, on average.
    public var outcome: String {
        let violated = slacks.filter { !($0.curve.last <= 0) }.map(\.layer)
        if violated.isEmpty { return "no layer violates its" }
        return LayerRatios.list(violated) + (violated.count == 1 ? " violates its" : " violate their")
    }

    private func marks(_ curves: [(layer: Int, curve: SeedCurve)], _ prefix: String) -> [Mark] {
        curves.enumerated().map { index, entry in
            .line(
                x: entry.curve.keys, y: entry.curve.mean, series: "\(prefix)_\(set)\(entry.layer)",
                style: Theme.ordered(index, of: curves.count, name: "Layer \(entry.layer)"))
        }
    }

    /// A range that holds the second half of training, where what comes before is far beyond it; nil where it is not.
    private var top: ClosedRange<Double>? {
        let late = duals.flatMap { $0.curve.mean.suffix(max($0.curve.mean.count / 2, 1)) }.filter(\.isFinite).max()
        guard let late, late > 0, highest > 3 * late else { return nil }
        return (-0.05 * late)...(1.3 * late)
    }

    /// A window around zero that holds the end of training of most layers: the first steps are far away.
    private var window: ClosedRange<Double>? {
        let late = slacks.map { $0.curve.mean.suffix(max($0.curve.mean.count / 4, 1)).filter(\.isFinite) }
        let reach = late.compactMap { $0.map(abs).max() }.sorted()
        guard !reach.isEmpty else { return nil }
        let (median, most) = (reach[reach.count / 2], reach[reach.count - 1])
        // All layers, where none of them is far from the others.
        let middle = most > 4 * median ? median : most
        guard middle > 0 else { return nil }
        let highest = late.flatMap { $0 }.max() ?? 0
        return (-1.2 * middle)...max(0.6 * middle, min(1.2 * highest, 1.2 * middle))
    }
}
