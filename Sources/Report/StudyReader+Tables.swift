import Stages

/// Tables of a method with a seed. All throw `RunReaderError` where the stage is not finished, and `TableError`.
extension StudyReader {
    /// layers.csv: means and spreads over test examples, a row for each layer.
    public func layers(_ method: String, seed: Int) throws -> Table {
        try run.table("layers.csv", of: names.evaluation(method, seed: seed))
    }

    /// samples.csv: what was measured of each test example at each layer.
    public func samples(_ method: String, seed: Int) throws -> SampleGrid {
        try run.grid("samples.csv", key: "layer", of: names.evaluation(method, seed: seed))
    }

    /// ood.csv: means and spreads at the last layer, a row for each level p of input noise.
    public func shift(_ method: String, seed: Int) throws -> Table {
        try run.table("ood.csv", of: names.evaluation(method, seed: seed))
    }

    /// ood-samples.csv: what was measured of each test example at each level p.
    public func shiftSamples(_ method: String, seed: Int) throws -> SampleGrid {
        try run.grid("ood-samples.csv", key: "level", of: names.evaluation(method, seed: seed))
    }

    /// noise-samples.csv: distance of each test example at each strength σ̂ of layer noise.
    public func noiseSamples(_ method: String, seed: Int) throws -> SampleGrid {
        try run.grid("noise-samples.csv", key: "sigma", of: names.evaluation(method, seed: seed))
    }

    /// truth.csv: what was measured of each test example's optimum or clean image.
    public func truth(_ method: String, seed: Int) throws -> Table {
        try run.table("truth.csv", of: names.evaluation(method, seed: seed))
    }

    /// summary.csv of a training: rows of name and value.
    public func trainingSummary(_ variant: String, seed: Int) throws -> Table {
        try run.table("summary.csv", of: names.training(variant, seed: seed))
    }
}
