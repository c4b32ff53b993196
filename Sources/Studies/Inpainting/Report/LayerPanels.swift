import Plotting
import Report

/// Curves by layer of the inpainting networks, for Figures 7 and 7b: the paper's pair with bars, the others thin.
struct LayerPanels {
    /// The paper's two networks.
    static let pair = ["constrained", "standard"]
    static let methods = pair + ["constrained-quiet", "standard-noisy", "flow-prox"]

    /// The methods that are there.
    let methods: [String]
    /// What was read so far.
    private(set) var sources: FigureSources

    /// Throws `RunReaderError` where no method is finished.
    init(sources: FigureSources) throws {
        self.sources = sources
        methods = try self.sources.available(Self.methods, andExternalsWith: "layers.csv", ["distance_mean"])
    }

    /// A column of a method by layer, from layer `first` on. Throws `RunReaderError`, `TableError`.
    mutating func curve(_ method: String, _ column: String, from first: Int = 0) throws -> SeedCurve {
        let curve = try sources.curve(method, "layers.csv", key: "layer", column)
        return (0..<first).reduce(curve) { $0.dropping(key: Double($1)) }
    }

    /// A panel with a column of every method. Throws `RunReaderError`, `TableError`.
    mutating func panel(
        _ title: String, _ label: String, column: String, from first: Int = 0, others: [Mark] = []
    ) throws -> Panel {
        // The pair comes last, so that nothing hides it.
        var curves = try methods.reversed().map { (id: $0, curve: try curve($0, column, from: first)) }
        // Iterates from outside may be images alone, without latents.
        curves.removeAll { sources.study.isExternal($0.id) && !$0.curve.last.isFinite }
        for (id, curve) in curves { noteOneSeed(id, curve, in: title) }
        let highest = curves.filter { isNetwork($0.id) }.map(\.curve.highestMean).max() ?? .infinity
        curves.removeAll { !isNetwork($0.id) && sources.leavesOut($0.id, $0.curve, above: highest, in: title) }
        return .curves(
            title, x: Axis("Layer $ℓ$", ticks: .integers), label, curves, of: sources.study, prominent: Self.pair,
            others: others)
    }

    /// Says where a mean is one seed's.
    private mutating func noteOneSeed(_ id: String, _ curve: SeedCurve, in title: String) {
        let seeds = sources.study.seeds(of: id)
        let places = curve.dominated.compactMap { place in
            seeds.indices.contains(place.seed)
                ? "seed \(seeds[place.seed]) at layer \(CaptionText.plain(place.key))" : nil
        }
        if places.isEmpty { return }
        sources.note(
            "\(title), “\(sources.study.label(of: id))”: more than half of the mean is one seed's, \(CaptionText.list(places))."
        )
    }

    /// "constrained from 47.0 to 28.1, falling at every layer (in 3 of 3 seeds); standard …": what a column does, of the paper's pair.
    mutating func course(_ column: String, from first: Int) throws -> String {
        try Self.pair.filter(methods.contains).map { method in
            let curve = try curve(method, column, from: first)
            let rising = curve.changes.filter { !($0.after < $0.before) }.compactMap { Int(exactly: $0.key) }
            let falling = curve.bySeed.filter { seed in zip(seed, seed.dropFirst()).allSatisfy { $0 > $1 } }.count
            let seeds = curve.seeds > 1 ? " (in \(falling) of \(curve.seeds) seeds)" : ""
            return "\(sources.study.label(of: method)) from \(NumberText.short(curve.mean.first ?? .nan)) to "
                + NumberText.short(curve.last)
                + (rising.isEmpty
                    ? ", falling at every layer\(seeds)" : ", not falling at \(LayerRatios.list(rising))")
        }.joined(separator: "; ")
    }

    /// The mean of a column at the last layer of each method that has one. Throws `TableError`.
    mutating func ends(_ column: String, of methods: [String]) throws -> [(id: String, value: Double)] {
        try methods.compactMap { method in try sources.final(method, column).map { (id: method, value: $0) } }
    }

    /// Means over which examples and seeds, and what bars are. Throws `TableError`.
    mutating func spread() throws -> String {
        let examples = CaptionText.examples(try sources.testExamples(of: methods), "test images")
        let networks = methods.filter(isNetwork)
        return CaptionText.spread(examples: examples, seeds: networks.map { sources.study.seeds(of: $0).count })
    }

    private func isNetwork(_ method: String) -> Bool { sources.study.isTrained(method) }
}
