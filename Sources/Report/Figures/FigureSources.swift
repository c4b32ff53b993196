import Stages

/// What a figure finds of a study in a run: the finished methods' tables, which stages they came from, and what is missing.
public struct FigureSources: Sendable {
    /// The study.
    public let study: StudyReader
    /// The stages that were read, in order of reading, each once.
    public private(set) var stages: [String] = []
    /// Sentences about what is not there.
    public private(set) var notes: [String] = []

    /// Nothing is read yet.
    public init(_ study: StudyReader) { self.study = study }

    private var run: RunReader { study.run }

    /// Of `methods` those with at least one finished evaluation; the others are noted. Throws `RunReaderError` where
    /// there is none at all.
    public mutating func available(_ methods: [String]) throws -> [String] {
        let found = methods.filter { !study.seeds(of: $0).isEmpty }
        guard !found.isEmpty else { throw study.missing(methods.first ?? "") }
        for method in methods { noteMissing(method, prefix: try? study.method(method).evaluations) }
        return found
    }

    /// The same with the methods from outside after them, each of which is noted with what it is.
    ///
    /// - Parameters:
    ///   - file: a table that these have to have; one that has it not is not drawn, which is noted.
    ///   - columns: columns of it that have to be numbers.
    public mutating func available(
        _ methods: [String], andExternalsWith file: String, _ columns: [String] = []
    ) throws -> [String] {
        try available(methods) + externals(with: file, columns)
    }

    /// The methods from outside that are there and have a table, whose columns are numbers; what they are, and what is not drawn, is
    /// noted. Throws `RunReaderError`, `TableError`.
    public mutating func externals(with file: String, _ columns: [String] = []) throws -> [String] {
        var found: [String] = []
        for method in study.externals {
            guard let origin = try study.method(method).origin, !study.seeds(of: method).isEmpty else {
                noteMissing(method, prefix: try? study.method(method).evaluations)
                continue
            }
            let tables = try optionalEvaluations(method, file)
            let isWhole =
                try !tables.isEmpty
                && tables.allSatisfy { table in
                    try columns.allSatisfy { column in try table.doubles(column).allSatisfy(\.isFinite) }
                }
            guard isWhole else {
                note("Not drawn: \(study.label(of: method)), of which this was not measured.")
                continue
            }
            note(
                "\(study.label(of: method)) was made elsewhere and given to this run: \(origin.words), SHA-256 "
                    + CaptionText.list(origin.sha256.map { "\($0.prefix(12))…" }) + ".")
            found.append(method)
        }
        return found
    }

    /// A table of each finished seed of a method's evaluation. Throws `RunReaderError`, `TableError`.
    public mutating func evaluations(_ method: String, _ file: String) throws -> [Table] {
        try study.seeds(of: method).map { seed in
            try table(file, of: try study.evaluation(method, seed: seed))
        }
    }

    /// history.csv of each finished training of a method; none where nothing is finished, which is noted.
    public mutating func histories(_ method: String) throws -> [Table] {
        noteMissing(method, prefix: try? study.trainings(of: method))
        return try study.trainedSeeds(of: method).map { seed in
            try table("history.csv", of: try study.training(method, seed: seed))
        }
    }

    /// A table, remembered as used. Throws `RunReaderError`, `TableError`.
    public mutating func table(_ file: String, of stage: String) throws -> Table {
        let table = try run.table(file, of: stage)
        use(stage)
        return table
    }

    /// A table that may be missing, such as the noise sweep of a classical reference. Throws for one that is damaged.
    public mutating func optionalEvaluations(_ method: String, _ file: String) throws -> [Table] {
        do {
            return try evaluations(method, file)
        } catch let error as RunReaderError {
            if case .noFile = error { return [] }
            guard error.isWaiting else { throw error }
            return []
        }
    }

    /// Remembers a stage as used.
    public mutating func use(_ stage: String) {
        if !stages.contains(stage) { stages.append(stage) }
    }

    /// Adds a sentence, once.
    public mutating func note(_ sentence: String) {
        if !notes.contains(sentence) { notes.append(sentence) }
    }

    private mutating func noteMissing(_ method: String, prefix: String?) {
        let name = study.label(of: method)
        guard let prefix else {
            note("Not drawn: \(name), which the study does not describe.")
            return
        }
        let planned = run.manifest.stages(withPrefix: prefix)
        let finished = planned.filter(\.state.isFinished).count
        if finished == 0 {
            note("Not drawn: \(name), because \(run.missing(under: prefix)).")
        } else if finished < planned.count {
            note("Of \(name), \(finished) of \(planned.count) seeds are finished and drawn.")
        }
    }
}

extension FigureSources {
    /// A column of a method's evaluations against a key. Throws `RunReaderError`, `TableError`.
    public mutating func curve(_ method: String, _ file: String, key: String, _ column: String) throws -> SeedCurve {
        var curve = try SeedCurve(try evaluations(method, file), key: key, column: column)
        let spikes = study.spikes(of: method)
        let seeds = study.seeds(of: method)
        curve.apart = Set(seeds.indices.filter { index in spikes.contains { $0.seed == seeds[index] } })
        for spike in spikes where seeds.count > 1 && seeds.contains(spike.seed) { note(spike.sentence) }
        let again = study.retrained(method).filter { seeds.contains($0.seed) }
        if !again.isEmpty { note(RetrainedSeed.sentence(again)) }
        return curve
    }

    /// Whether a reference, or a method from outside, goes so far above the networks' `highest` mean that it would flatten their curves; it is then
    /// named in a note instead of drawn.
    public mutating func leavesOut(_ method: String, _ curve: SeedCurve, above highest: Double, in panel: String)
        -> Bool
    {
        guard highest > 0, curve.highestMean > 3 * highest else { return false }
        note(
            "Not drawn in “\(panel)”: \(study.label(of: method)), which goes up to "
                + "\(NumberText.short(curve.highestMean)).")
        return true
    }

    /// The mean of a column of layers.csv at the last layer; nil where it is not there. Throws `TableError` where the
    /// column holds other than numbers.
    public mutating func final(_ method: String, _ column: String) throws -> Double? {
        let tables = try optionalEvaluations(method, "layers.csv")
        guard !tables.isEmpty, tables.allSatisfy({ $0.hasColumn(column) || $0.hasColumn("\(column)_mean") }) else {
            return nil
        }
        let last = try SeedCurve(tables, key: "layer", column: column).last
        return last.isFinite ? last : nil
    }

    /// The mean over test examples and seeds of a column of truth.csv; nil where it is not there. Throws `TableError` where
    /// the column holds other than numbers.
    public mutating func truth(_ column: String, of methods: [String]) throws -> Double? {
        for method in methods {
            let means = try optionalEvaluations(method, "truth.csv").filter { $0.hasColumn(column) }
                .map { Moments.mean(try $0.doubles(column)) }
            if !means.isEmpty { return Moments.mean(means) }
        }
        return nil
    }

    /// How many test examples the means are over: those of truth.csv; nil where none of `methods` has it. Throws
    /// `TableError`.
    public mutating func testExamples(of methods: [String]) throws -> Int? {
        for method in methods {
            if let table = try optionalEvaluations(method, "truth.csv").first { return table.rowCount }
        }
        return nil
    }
}
