/// The standard trajectory does not descend (Fig. 3).
public struct StandardDoesNotDescend: Claim {
    /// The anchor.
    public let id = "standard-does-not-descend"
    /// Where the paper says it.
    public let section = "IV-D, Performance; Fig. 3"
    /// What the paper says, in our words.
    public let statement = "Without constraints the intermediate layers do not approach the optimum step by step."
    /// The figures that show it.
    public let figures = ["figure-3"]
    /// When the verdict is which.
    public let rule =
        "Holds where some layer is shown to lead away from the optimum (intervals that hold for all layers at once with "
        + "95 %); in part where none is, but not every layer is shown to approach it."

    /// The claim.
    public init() {}

    /// Measures and judges by `rule`.
    public func judge(_ run: RunReader) throws -> Judgement {
        let study = run.sparseCoding
        let layers = LayerRatios(samples: try study.crossedLayers("standard"))
        return layers.fallsNot(
            "distance",
            table: layers.table(
                "Standard, by layer", quantity: "distance", epsilon: study.epsilon(of: "constrained")))
    }
}

extension String {
    /// The text with its first letter in upper case.
    var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
