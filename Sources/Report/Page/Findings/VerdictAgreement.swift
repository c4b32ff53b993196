import Foundation

/// How far two runs agree in their verdicts: a claim of both counts 1 where both say the same, ½ where one of them is not
/// decided, or supports in part what the other supports or refutes whole, and 0 where one supports what the other refutes. What
/// either could not test does not count.
public struct VerdictAgreement: Sendable {
    /// A claim of which two runs say different things.
    public struct Difference: Equatable, Sendable {
        /// The claim's id.
        public let claim: String
        /// What each says of it.
        public let first, second: String
        /// ½ or 0.
        public let score: Double
    }

    /// The two runs' names.
    public let first, second: String
    /// Claims that both judged.
    public let compared: Int
    /// Those of which they say different things, in the first one's order.
    public let differences: [Difference]

    /// Compares the verdicts of two runs.
    public init(_ first: KeptClaims, _ second: KeptClaims) {
        let other = Dictionary(second.claims.compactMap { entry in entry.id.map { ($0, entry.verdict) } }) { one, _ in
            one
        }
        let pairs = first.claims.compactMap { entry -> Difference? in
            guard let id = entry.id, let verdict = other[id], ![entry.verdict, verdict].contains(Self.untested) else {
                return nil
            }
            return Difference(
                claim: id, first: entry.verdict, second: verdict, score: Self.score(entry.verdict, verdict))
        }
        // Two files of one name are told apart by their folders.
        (self.first, self.second) =
            first.name == second.name ? (first.placed, second.placed) : (first.name, second.name)
        (compared, differences) = (pairs.count, pairs.filter { $0.score < 1 })
    }

    /// From 0 to 1; nil where no claim was judged by both.
    public var share: Double? {
        compared == 0 ? nil : 1 - differences.reduce(0) { $0 + 1 - $1.score } / Double(compared)
    }

    static let untested = "not testable"

    static func score(_ one: String, _ other: String) -> Double {
        if one == other { return 1 }
        return Set([one, other]) == ["supported", "refuted"] ? 0 : 0.5
    }

    /// All pairs of some runs, as Markdown: a table, and under it each difference.
    public static func markdown(_ runs: [KeptClaims]) -> String {
        let pairs = runs.indices.flatMap { first in
            runs.indices.dropFirst(first + 1).map { VerdictAgreement(runs[first], runs[$0]) }
        }.filter { $0.compared > 0 }
        guard !pairs.isEmpty else { return "No claim was judged by two of these runs.\n" }
        let rows = pairs.map { pair in
            let half = pair.differences.filter { $0.score > 0 }.count
            let share = NumberText.percent(pair.share ?? .nan)
            return
                "| \(pair.first) | \(pair.second) | \(pair.compared) | \(pair.compared - pair.differences.count) | \(half) | "
                + "\(pair.differences.count - half) | \(share) |"
        }
        let items = pairs.flatMap { pair in
            pair.differences.map { "- `\($0.claim)`: \($0.first) (\(pair.first)), \($0.second) (\(pair.second))" }
        }
        return
            ([
                "| run | run | claims judged by both | the same | half | opposite | agreement |",
                "|---|---|---|---|---|---|---|",
            ]
            + rows + (items.isEmpty ? [] : [""] + items)).joined(separator: "\n") + "\n"
    }
}
