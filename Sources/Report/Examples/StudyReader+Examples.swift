import Stages

/// Images of a method with a seed. All throw `RunReaderError` where the stage is not finished or a file is missing, and
/// `TableError`.
extension StudyReader {
    /// examples.csv: masked input, layers' outputs and clean image of some test examples.
    public func examples(_ method: String, seed: Int) throws -> ExampleImages {
        try images("examples.csv", key: "layer", of: names.evaluation(method, seed: seed))
    }

    /// ood-examples.csv: noisy input and output of some test examples at each level p.
    public func shiftedExamples(_ method: String, seed: Int) throws -> ExampleImages {
        try images("ood-examples.csv", key: "level", of: names.evaluation(method, seed: seed))
    }

    private func images(_ file: String, key: String, of stage: String) throws -> ExampleImages {
        try ExampleImages(try run.table(file, of: stage), key: key) { try run.url(of: $0, stage: stage) }
    }
}
