import Stages

extension StudyReader {
    /// A measured column of samples.csv at each layer, crossed over the seeds that all of `with` have too:
    /// `result[layer]`. Throws `RunReaderError`.
    public func crossedLayers(
        _ method: String, column: String = "distance", with others: [String] = []
    ) throws -> [CrossedSample] {
        let seeds = try seeds(ofAll: [method] + others)
        return try crossed(seeds, file: "samples.csv", column: column) { try samples(method, seed: $0) }.samples
    }

    /// A measured column of ood-samples.csv at each level p. Throws `RunReaderError`.
    public func crossedShift(
        _ method: String, column: String = "distance", with others: [String] = []
    ) throws -> (levels: [Double], samples: [CrossedSample]) {
        let seeds = try seeds(ofAll: [method] + others)
        return try crossed(seeds, file: "ood-samples.csv", column: column) { try shiftSamples(method, seed: $0) }
    }

    /// A measured column of noise-samples.csv at each σ̂. Throws `RunReaderError`.
    public func crossedNoise(
        _ method: String, column: String = "distance", with others: [String] = []
    ) throws -> (levels: [Double], samples: [CrossedSample]) {
        let seeds = try seeds(ofAll: [method] + others)
        return try crossed(seeds, file: "noise-samples.csv", column: column) { try noiseSamples(method, seed: $0) }
    }

    private func crossed(
        _ seeds: [Int], file: String, column: String, _ grid: (Int) throws -> SampleGrid
    ) throws -> (levels: [Double], samples: [CrossedSample]) {
        let grids = try seeds.map(grid)
        let levels = (grids.first?.levels ?? []).filter { level in
            grids.allSatisfy { $0.values(column, at: level) != nil }
        }
        guard !levels.isEmpty else { throw RunReaderError.noRow("“\(column)”", file: file) }
        let samples = levels.map { level in
            CrossedSample(seeds: seeds, values: grids.map { $0.values(column, at: level) ?? [] })
        }
        return (levels, samples)
    }
}
