extension StudyNames {
    /// The first case study: LISTA for sparse coding.
    public static let sparseCoding = StudyNames(
        prefix: "sparse",
        variants: [
            "standard", "standard-noisy", "constrained", "constrained-quiet", "constrained-from-2",
            "constrained-strong", "incremental", "layerwise", "standard-slow", "standard-ista",
        ],
        references: ["zero", "ridge", "ista", "fista", "ista-long", "fista-long"])
}

extension RunReader {
    /// The first case study.
    public var sparseCoding: StudyReader { StudyReader(self, .sparseCoding) }
}
