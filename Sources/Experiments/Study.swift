import Stages
import Tensors

/// The graph of a run: every study's stages.
public enum Studies {
    /// The stages of all studies.
    ///
    /// - Throws: `DataError` where a study's data are missing or damaged; nothing is trained then.
    public static func graph(_ settings: RunSettings) throws -> StageGraph {
        let stages =
            try ToyStudy(settings: settings).stages + SparseCodingStudy(settings: settings).stages
            + InpaintingStudy(settings: settings).stages
        return try StageGraph(stages)
    }

    /// Reads the images that the stages `names` of a graph would read, where the store does not have them yet.
    ///
    /// - Throws: `DataError` where the images are damaged or too few: the run then ends before anything is trained.
    public static func checkImages(_ settings: RunSettings, graph: StageGraph, targets: [String]?, store: Store) throws
    {
        let wanted = try graph.closure(of: targets ?? graph.stages.map(\.name))
        for (name, check) in [
            ("data/sparse", SparseCodingStudy.checkImages), ("data/inpainting", InpaintingStudy.checkImages),
        ] where try wanted.contains { $0.name == name } && !store.isDone(name: name, key: graph.key(of: name)) {
            try check(settings)
        }
    }
}
