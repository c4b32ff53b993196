import Stages

/// The graph of a run: every study's stages.
public enum Studies {
    /// The stages of all studies.
    ///
    /// - Throws: `DataError` where a study's data are missing or damaged; nothing is trained then.
    public static func graph(_ settings: RunSettings) throws -> StageGraph {
        try StageGraph(ToyStudy(settings: settings).stages + SparseCodingStudy(settings: settings).stages)
    }
}
