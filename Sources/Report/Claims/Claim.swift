/// A sentence of the paper that a run can test.
public protocol Claim: Sendable {
    /// Its anchor on the page and its name in claims.csv.
    var id: String { get }
    /// Where the paper says it: "IV-D, Performance".
    var section: String { get }
    /// What the paper says, in our words.
    var statement: String { get }
    /// The ids of the figures that show it.
    var figures: [String] { get }
    /// When the verdict is which, in words.
    var rule: String { get }
    /// Measures. Throws `RunReaderError` where the run lacks a table: the claim is then not tested.
    func judge(_ run: RunReader) throws -> Judgement
}

extension Claim {
    /// `judge`, with every error turned into "not tested, because …".
    public func judgement(of run: RunReader) -> JudgedClaim {
        let judgement: Judgement
        do {
            judgement = try judge(run)
        } catch {
            judgement = .notTested("\(error)")
        }
        return JudgedClaim(
            id: id, section: section, statement: statement, figures: figures, rule: rule, judgement: judgement)
    }
}
