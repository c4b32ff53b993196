import Stages

/// Tables of a method with a seed. All throw `RunReaderError` where the stage is not finished or a file is missing, and
/// `TableError`.
extension StudyReader {
    /// The name of the stage that evaluates a method with a seed. Throws `RunReaderError.noMethod`.
    public func evaluation(_ method: String, seed: Int) throws -> String {
        try self.method(method).evaluations + "\(seed)"
    }

    /// The name of the stage that trains a method. Throws `RunReaderError` where it is not trained.
    public func training(_ method: String, seed: Int) throws -> String { try trainings(of: method) + "\(seed)" }

    /// What the names of a method's trainings begin with. Throws `RunReaderError` where it is not trained.
    public func trainings(of method: String) throws -> String {
        guard let prefix = try self.method(method).trainings else {
            throw RunReaderError.notTrained(method, study: description.id)
        }
        return prefix
    }

    /// A table of an evaluation.
    public func table(_ file: String, of method: String, seed: Int) throws -> Table {
        try run.table(file, of: try evaluation(method, seed: seed))
    }

    /// A table of an evaluation with a row for each test example and level.
    public func grid(_ file: String, key: String, of method: String, seed: Int) throws -> SampleGrid {
        try run.grid(file, key: key, of: try evaluation(method, seed: seed))
    }

    /// layers.csv: means and spreads over test examples, a row for each layer.
    public func layers(_ method: String, seed: Int) throws -> Table { try table("layers.csv", of: method, seed: seed) }

    /// samples.csv: what was measured of each test example at each layer.
    public func samples(_ method: String, seed: Int) throws -> SampleGrid {
        try grid("samples.csv", key: "layer", of: method, seed: seed)
    }

    /// ood.csv: means and spreads at the last layer, a row for each level p of input noise.
    public func shift(_ method: String, seed: Int) throws -> Table { try table("ood.csv", of: method, seed: seed) }

    /// truth.csv: what was measured of each test example's optimum or clean image.
    public func truth(_ method: String, seed: Int) throws -> Table { try table("truth.csv", of: method, seed: seed) }

    /// summary.csv of a training: rows of name and value.
    public func trainingSummary(_ method: String, seed: Int) throws -> Table {
        try run.table("summary.csv", of: try training(method, seed: seed))
    }

    /// examples.csv: masked input, layers' outputs and clean image of some test examples.
    public func examples(_ method: String, seed: Int) throws -> ExampleImages {
        try images("examples.csv", key: "layer", of: try evaluation(method, seed: seed))
    }

    /// ood-examples.csv: noisy input and output of some test examples at each level p.
    public func shiftedExamples(_ method: String, seed: Int) throws -> ExampleImages {
        try images("ood-examples.csv", key: "level", of: try evaluation(method, seed: seed))
    }

    private func images(_ file: String, key: String, of stage: String) throws -> ExampleImages {
        try ExampleImages(try run.table(file, of: stage), key: key) { try run.url(of: $0, stage: stage) }
    }
}

/// Measured columns by seed and test example. All throw `RunReaderError` and `TableError`.
extension StudyReader {
    /// A column of samples.csv at each layer, of the seeds that all of `with` have too: `result[layer]`.
    public func crossedLayers(
        _ method: String, column: String, with others: [String] = []
    ) throws -> [SeededSample] {
        try crossed(method, column, file: "samples.csv", key: "layer", with: others).samples
    }

    /// A column of ood-samples.csv at each level p.
    public func crossedShift(
        _ method: String, column: String, with others: [String] = []
    ) throws -> (levels: [Double], samples: [SeededSample]) {
        try crossed(method, column, file: "ood-samples.csv", key: "level", with: others)
    }

    /// A column of noise-samples.csv at each strength σ̂ of layer noise.
    public func crossedNoise(
        _ method: String, column: String, with others: [String] = []
    ) throws -> (levels: [Double], samples: [SeededSample]) {
        try crossed(method, column, file: "noise-samples.csv", key: "sigma", with: others)
    }

    private func crossed(
        _ method: String, _ column: String, file: String, key: String, with others: [String]
    ) throws -> (levels: [Double], samples: [SeededSample]) {
        let seeds = try seeds(ofAll: [method] + others)
        let grids = try seeds.map { try grid(file, key: key, of: method, seed: $0) }
        if let lacking = grids.firstIndex(where: { !$0.columns.contains(column) }) {
            let place = "\(file) of \(try evaluation(method, seed: seeds[lacking]))"
            throw TableError.missingColumn(column, file: place, columns: grids[lacking].columns)
        }
        let levels = (grids.first?.levels ?? []).filter { level in
            grids.allSatisfy { $0.values(column, at: level) != nil }
        }
        guard !levels.isEmpty else { throw RunReaderError.noRow("“\(column)”", file: file) }
        let draws = seeds.map { draw(of: method, seed: $0) }
        let samples = levels.map { level in
            SeededSample(seeds: seeds, draws: draws, values: grids.map { $0.values(column, at: level) ?? [] })
        }
        return (levels, samples)
    }

    /// A column of samples.csv of a method that is not trained, at its last layer, as it is on the data of each seed of
    /// `sample`.
    public func reference(_ id: String, column: String, like sample: SeededSample) throws -> SeededSample {
        let method = try self.method(id)
        let numbers = seeds(of: id)
        guard let first = numbers.first else { throw missing(id) }
        let rows = try sample.draws.map { draw -> [Double] in
            var number: Int? = first
            if let draws = method.draws {
                number = zip(method.seeds, draws).first { $0.1 == draw }?.0
            } else if Set(sample.draws).count > 1 {
                number = nil
            }
            guard let number, numbers.contains(number) else {
                throw RunReaderError.nothingFinished("the evaluation of \(id) on draw \(draw) of the data")
            }
            let grid = try samples(id, seed: number)
            guard let values = grid.values(column)?.last else {
                throw RunReaderError.noRow("“\(column)” of \(id)", file: "samples.csv")
            }
            return values
        }
        return SeededSample(seeds: sample.seeds, draws: sample.draws, values: rows)
    }

    /// A table of a stage that each draw of the data has, for the draw that a method's seed sees.
    public func drawn(_ file: String, of stage: String, method: String, seed: Int) throws -> Table {
        let own = "\(stage)/draw-\(draw(of: method, seed: seed))"
        return try run.table(file, of: run.state(of: own) == nil ? stage : own)
    }
}
