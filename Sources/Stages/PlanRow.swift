/// One stage of a plan: what a run would do with it, and why.
public struct PlanRow: Equatable, Sendable {
    /// The stage's name.
    public let name: String
    /// Its key.
    public let key: StageKey
    /// `done`; `interrupted` where checkpoints wait; else `pending`.
    public let state: StageState
    /// Why it would run, such as "settings changed: epochs 3 → 5"; empty where it is done.
    public let reason: String
    /// Its rough cost.
    public let work: Double
    /// Seconds that it took, where it is done.
    public let seconds: Double?
}
