/// "Other ways to train give no gradual descent either": methods miss a constraint in some layer from the second on.
public struct MissesConstraint: ClaimKind {
    /// The numbers of several methods.
    public struct Samples {
        /// The methods that are judged: names in sentences and distances by layer.
        public var methods: [(label: String, layers: LayerRatios)]
        /// Methods that the details show beside.
        public var beside: [(label: String, layers: LayerRatios)]
        /// The constraint.
        public var target: LayerTarget

        /// Numbers to judge.
        public init(
            _ methods: [(label: String, layers: LayerRatios)], beside: [(label: String, layers: LayerRatios)] = [],
            target: LayerTarget
        ) {
            self.methods = methods
            self.beside = beside
            self.target = target
        }
    }

    let methods: [String]
    let measure: String
    let target: LayerTarget.Source
    let beside: [String]
    let group: String

    /// Reads samples.csv of the methods.
    public func samples(of study: StudyReader) throws -> Samples {
        func layers(_ method: String) throws -> (label: String, layers: LayerRatios) {
            (study.label(of: method), try LayerRatios(study, method, column: measure))
        }
        return Samples(
            try methods.map(layers), beside: beside.compactMap { try? layers($0) }, target: try target.target(study))
    }

    /// Holds where every method is shown to miss the constraint in some layer.
    public func judge(_ samples: Samples) -> Judgement {
        let target = samples.target
        for (label, layers) in samples.methods
        where !layers.samples.allSatisfy({ MeanInterval.of($0).isUsable }) {
            return .notTested("a distance of \(label) is not finite")
        }
        let results = samples.methods.map { ($0.label, Self.misses($0.layers, epsilon: target.epsilon)) }
        let missed = results.map { (label: $0, layers: $1.layers) }
        let words = missed.map { label, layers in
            layers.isEmpty
                ? "\(label) is not shown to miss it in any layer"
                : "\(label) misses it in \(VerdictRule.layers(layers))"
        }
        let rows = (samples.methods + samples.beside).map { label, layers -> [String] in
            let worst = layers.ratios(from: 2).max { $0.estimate.value < $1.estimate.value }
            let misses = Self.misses(layers, epsilon: target.epsilon).layers
            return [label, NumberText.list(misses), worst?.estimate.cell ?? ""]
        }
        return Judgement(
            Self.verdict(missed),
            measured: "Of \(target.name) with *ε* = \(NumberText.setting(target.epsilon)) over layers 2 and on: "
                + words.joined(separator: "; ") + ".",
            statistic: "largest mean slack of \(target.name) over layers 2 and on, of \(group)",
            estimate: results.compactMap(\.1.worst).max { $0.value < $1.value }, neutral: 0,
            tables: [
                DetailTable(
                    "Gradual descent",
                    header: ["Network", "Layers shown to miss \(target.name)", "Largest mean ratio, layers 2 on"],
                    rows: rows)
            ])
    }

    /// The layers from 2 on that are shown to miss the constraint, and the largest slack.
    static func misses(_ layers: LayerRatios, epsilon: Double) -> (layers: [Int], worst: Estimate?) {
        guard layers.samples.count > 2 else { return ([], nil) }
        let level = 1 - 0.05 / Double(layers.samples.count - 2)
        let slacks = (2..<layers.samples.count).map { ($0, layers.slack($0, epsilon: epsilon, level: level)) }
        return (slacks.filter { $0.1.isAbove(0) }.map(\.0), slacks.map(\.1).max { $0.value < $1.value })
    }

    /// Holds where every method misses some layer; in part where some do.
    static func verdict(_ missed: [(label: String, layers: [Int])]) -> Verdict {
        let flat = missed.filter { !$0.layers.isEmpty }
        if flat.count == missed.count { return .holds }
        if flat.isEmpty { return .doesNotHold }
        return .holdsInPart("for \(flat.map(\.label).joined(separator: ", ")) only")
    }
}

extension ClaimKind where Self == MissesConstraint {
    /// "Each of `methods` misses `target`, a constraint on `measure`, in some layer from the second on." `group` is what
    /// the methods are together: "both curricula"; the details show the methods `beside`, too.
    public static func missesConstraint(
        _ methods: [String], _ measure: String, target: LayerTarget.Source, group: String, beside: [String] = []
    ) -> MissesConstraint {
        MissesConstraint(methods: methods, measure: measure, target: target, beside: beside, group: group)
    }
}
