/// What a study's stages and methods are called: all that the report has to know to read one study or another.
public struct StudyNames: Sendable {
    /// What the names of its stages begin with: "sparse" of "sparse/evaluate/standard/seed-1".
    public let prefix: String
    /// The trained networks' ids in the order in which reports list them.
    public let variants: [String]
    /// The ids of the methods that need no network, in the order in which reports list them; they have one seed, 0.
    public let references: [String]

    /// The name of the stage that gathers its images.
    public var data: String { "data/\(prefix)" }

    /// Whether a variant is trained under constraints: all but the standard ones and the curricula.
    public func isConstrained(_ variant: String) -> Bool {
        variant.hasPrefix("constrained") || (variant.hasPrefix("ablation-") && !variant.hasSuffix("-standard"))
    }

    /// What the names of a method's evaluations begin with: the seed follows.
    public func evaluations(of method: String) -> String { "\(prefix)/evaluate/\(method)/seed-" }

    /// What the names of a variant's trainings begin with: the seed follows.
    public func trainings(of variant: String) -> String { "\(prefix)/train/\(variant)/seed-" }

    /// The name of the stage that evaluates a variant or a reference.
    public func evaluation(_ method: String, seed: Int) -> String { evaluations(of: method) + "\(seed)" }

    /// The name of the stage that trains a variant.
    public func training(_ variant: String, seed: Int) -> String { trainings(of: variant) + "\(seed)" }
}
