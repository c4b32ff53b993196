/// What a run's tables have to say of a claim, before it is judged.
public struct Evidence: Sendable {
    /// The statements that have verdicts of their own; a claim without parts has one.
    public var parts: [Part]
    /// One sentence with the means, in `Markup`.
    public var measured: String
    /// The details.
    public var tables: [DetailTable]
    /// The ids of the trained methods whose numbers these are, each once.
    public var methods: [String]
    /// Why the claim cannot be tested although there are numbers: nothing was done that it speaks of. Nil where it can.
    public var vacuous: String?

    /// Evidence.
    public init(
        _ parts: [Part], measured: String, tables: [DetailTable] = [], methods: [String], vacuous: String? = nil
    ) {
        (self.parts, self.measured, self.tables) = (parts, measured, tables)
        self.methods = methods.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
        self.vacuous = vacuous
    }

    /// Why it cannot be judged; nil where it can.
    var obstacle: String? {
        if let vacuous { return vacuous }
        let hypotheses = parts.flatMap(\.hypotheses)
        guard !hypotheses.isEmpty, parts.allSatisfy({ !$0.hypotheses.isEmpty }) else { return "there are no numbers" }
        if let broken = hypotheses.first(where: { !$0.statistic.isFinite }) {
            let seed = broken.statistic.values.firstIndex { !$0.isFinite }.map { broken.statistic.seeds[$0] }
            return "a number is not finite: \(broken.statistic.name)" + (seed.map { ", seed \($0)" } ?? "")
        }
        switch parts.map(\.seeds.count).min() ?? 0 {
        case 0: return "the networks that it compares have no seed in common"
        case 1:
            return "it rests on one seed, which says nothing of others: the interval is over test examples alone"
        default: return nil
        }
    }
}
