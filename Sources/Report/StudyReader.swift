import Stages

/// A study's stages in a run: which methods and seeds are finished, and their tables.
public struct StudyReader: Sendable {
    /// The run.
    public let run: RunReader
    /// What the study's stages and methods are called.
    public let names: StudyNames

    /// A study of a run.
    public init(_ run: RunReader, _ names: StudyNames) {
        self.run = run
        self.names = names
    }

    /// The seeds with which the evaluation of `method` is finished, ascending.
    public func seeds(of method: String) -> [Int] { run.finishedSeeds(under: names.evaluations(of: method)) }

    /// The seeds with which every one of `methods` is finished, ascending. Throws `RunReaderError` where there is none.
    public func seeds(ofAll methods: [String]) throws -> [Int] {
        var common: [Int]?
        for method in methods {
            let seeds = seeds(of: method)
            if seeds.isEmpty { throw missing(method) }
            common = common.map { $0.filter(seeds.contains) } ?? seeds
        }
        guard let common, !common.isEmpty else {
            throw RunReaderError.nothingFinished("the evaluation of \(methods.joined(separator: ", ")) with one seed")
        }
        return common
    }

    /// The seeds with which the training of `variant` is finished, ascending.
    public func trainedSeeds(of variant: String) -> [Int] { run.finishedSeeds(under: names.trainings(of: variant)) }

    /// The trained networks with at least one finished evaluation, in the order of reports.
    public var finishedVariants: [String] { names.variants.filter { !seeds(of: $0).isEmpty } }

    /// The references with a finished evaluation, in the order of reports.
    public var finishedReferences: [String] { names.references.filter { !seeds(of: $0).isEmpty } }

    /// Why no evaluation of `method` is finished.
    func missing(_ method: String) -> RunReaderError { run.missing(under: names.evaluations(of: method)) }

    /// ε of a variant's constraint: its training's setting of that name, or else the paper's 0.05.
    public func epsilon(of variant: String) -> Double {
        let own = variant.hasPrefix("constrained-") ? variant.dropFirst("constrained-".count) + "-epsilon" : ""
        for record in run.manifest.stages(withPrefix: names.trainings(of: variant)) {
            let found = record.settings.entries.filter { $0.name.hasSuffix("epsilon") }
            // A variant with an ε of its own has both in its settings.
            let entry = found.first { !own.isEmpty && $0.name.hasSuffix(own) } ?? found.first
            if let entry, let value = Double(entry.value.description), value > 0 { return value }
        }
        return variant == "constrained-strong" ? 0.2 : 0.05
    }
}
