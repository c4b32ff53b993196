import Foundation

/// What a rendering made.
public struct RenderSummary: Sendable {
    /// The page.
    public var page: URL
    /// The ids of the figures that were drawn now.
    public var drawn: [String]
    /// The figures that wait for stages, with reasons.
    public var pending: [(id: String, reason: String)]
    /// The reason of those that a part of a report leaves out.
    static let notAskedFor = "it was not asked for"
    /// The figures that were asked for and wait.
    public var missed: [(id: String, reason: String)] { pending.filter { $0.reason != Self.notAskedFor } }
    /// The figures that failed, with reasons.
    public var failed: [(id: String, reason: String)]
    /// What is wrong with the run's tables: of the figures that failed, of the claims that could not be tested for it, and of
    /// other files that the pages show something of. A run with any is not done.
    public var troubles: [any Error]
    /// The claims with their verdicts.
    public var claims: [JudgedClaim]
    /// Seconds that it took.
    public var seconds: Double
}
