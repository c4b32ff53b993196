/// Incremental and layer-wise training look like standard training (Fig. 3).
public struct OtherCurricula: Claim {
    /// The anchor.
    public let id = "other-curricula"
    /// Where the paper says it.
    public let section = "IV-D, Performance; Fig. 3"
    /// What the paper says, in our words.
    public let statement =
        "Training layer after layer, incrementally or one at a time, gives no gradual descent either."
    /// The figures that show it.
    public let figures = ["figure-3"]
    /// When the verdict is which.
    public let rule =
        "A network descends gradually where every layer from 2 on meets (CII). Holds where both curricula are shown to "
        + "miss it in some layer (intervals that hold for all layers at once with 95 %); in part where one is."

    /// The claim.
    public init() {}

    /// Measures and judges by `rule`.
    public func judge(_ run: RunReader) throws -> Judgement {
        let study = run.sparseCoding
        let epsilon = study.epsilon(of: "constrained")
        var missed: [(variant: String, layers: [Int])] = []
        var rows: [[String]] = []
        var shown: Estimate?
        for variant in ["incremental", "layerwise"] {
            let layers = LayerRatios(samples: try study.crossedLayers(variant))
            guard layers.samples.allSatisfy({ MeanInterval.of($0).isUsable }) else {
                return .notTested("a distance of \(MethodNames.name(variant)) is not finite")
            }
            let result = Self.misses(layers, epsilon: epsilon)
            missed.append((variant, result.layers))
            if let worst = result.worst, worst.value > (shown?.value ?? -.infinity) { shown = worst }
            rows.append(row(variant, layers, result.layers))
        }
        for variant in ["standard", "constrained"] {
            guard let samples = try? study.crossedLayers(variant) else { continue }
            let layers = LayerRatios(samples: samples)
            rows.append(row(variant, layers, Self.misses(layers, epsilon: epsilon).layers))
        }
        let words = missed.map { entry in
            let name = MethodNames.name(entry.variant)
            return entry.layers.isEmpty
                ? "\(name) is not shown to miss it in any layer"
                : "\(name) misses it in \(VerdictRule.layers(entry.layers))"
        }
        return Judgement(
            Self.verdict(missed),
            measured: "Of (CII) with *ε* = \(NumberText.setting(epsilon)) over layers 2 and on: "
                + words.joined(separator: "; ") + ".",
            statistic: "largest mean slack of (CII) over layers 2 and on, of both curricula", estimate: shown,
            neutral: 0,
            tables: [
                DetailTable(
                    "Gradual descent",
                    header: ["Network", "Layers shown to miss (CII)", "Largest mean ratio, layers 2 on"],
                    rows: rows)
            ])
    }

    /// The layers from 2 on that are shown to miss (CII), and the largest slack.
    static func misses(_ layers: LayerRatios, epsilon: Double) -> (layers: [Int], worst: Estimate?) {
        guard layers.samples.count > 2 else { return ([], nil) }
        let level = 1 - 0.05 / Double(layers.samples.count - 2)
        let slacks = (2..<layers.samples.count).map { ($0, layers.slack($0, epsilon: epsilon, level: level)) }
        return (
            slacks.filter { $0.1.isAbove(0) }.map(\.0), slacks.map(\.1).max { $0.value < $1.value }
        )
    }

    /// Holds where every curriculum misses some layer; in part where some do.
    static func verdict(_ missed: [(variant: String, layers: [Int])]) -> Verdict {
        let flat = missed.filter { !$0.layers.isEmpty }
        if flat.count == missed.count { return .holds }
        if flat.isEmpty { return .doesNotHold }
        return .holdsInPart("for \(flat.map { MethodNames.name($0.variant) }.joined(separator: ", ")) only")
    }

    private func row(_ variant: String, _ layers: LayerRatios, _ missed: [Int]) -> [String] {
        let worst = layers.ratios(from: 2).max { $0.estimate.value < $1.estimate.value }
        return [MethodNames.name(variant), NumberText.list(missed), worst?.estimate.cell ?? ""]
    }
}
