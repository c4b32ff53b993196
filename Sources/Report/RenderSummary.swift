import Foundation

/// What a rendering made.
public struct RenderSummary: Sendable {
    /// The page.
    public var page: URL
    /// The ids of the figures that were drawn now.
    public var drawn: [String]
    /// The figures that wait for stages, with reasons.
    public var pending: [(id: String, reason: String)]
    /// The figures that failed, with reasons.
    public var failed: [(id: String, reason: String)]
    /// The claims with their verdicts.
    public var claims: [JudgedClaim]
    /// Seconds that it took.
    public var seconds: Double
}
