import Foundation
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
        return try StageGraph(stages.map(tellingOfTheDisk))
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

    /// The same stage, which says of a file that cannot be written that the disk is to blame.
    private static func tellingOfTheDisk(_ stage: Stage) -> Stage {
        Stage(
            name: stage.name, settings: stage.settings, inputs: stage.inputs, codeVersion: stage.codeVersion,
            extraKey: stage.extraKey, work: stage.work, mayDiverge: stage.mayDiverge
        ) { context in
            do {
                try stage.run(context)
            } catch let error as OutputError {
                let numbers = [ENOSPC, EDQUOT, EROFS, EACCES, EPERM, ENOTDIR, ENOENT, EIO, EMFILE, ENFILE]
                guard let number = numbers.first(where: { String(cString: strerror($0)) == error.reason }) else {
                    throw StoreError("write", error.file, reason: error.reason)
                }
                throw StoreError("write", error.file, number: number)
            }
        }
    }
}
