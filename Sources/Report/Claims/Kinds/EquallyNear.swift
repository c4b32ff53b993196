/// "Two methods end equally near": a part for each pair.
public struct EquallyNear: ClaimKind {
    /// How near is equal.
    public enum Margin: Sendable {
        /// The ratio of the means is within this factor of 1.
        case factor(Double)
        /// The difference of the means is below this share of the second method's lead over a reference, which so cannot
        /// pass for equal itself.
        case lead(Double, over: String)
    }

    /// A pair's final numbers.
    public struct Pair {
        /// "constrained against standard".
        public var words: String
        /// The measure at the last layer, of the same seeds and examples.
        public var first, second: SeededSample
        /// That of the reference, of the same seeds; nil where the margin needs none.
        public var reference: SeededSample?

        /// A pair.
        public init(_ words: String, _ first: SeededSample, _ second: SeededSample, reference: SeededSample? = nil) {
            (self.words, self.first, self.second, self.reference) = (words, first, second, reference)
        }
    }

    /// All pairs, with the means of the answers that need no training.
    public struct Samples {
        /// The pairs.
        public var pairs: [Pair]
        /// The mean distances of the answers that need no training.
        public var trivial: [(label: String, mean: Double)]

        /// Numbers to judge.
        public init(_ pairs: [Pair], trivial: [(label: String, mean: Double)] = []) {
            (self.pairs, self.trivial) = (pairs, trivial)
        }
    }

    let pairs: [MethodPair]
    let measure: String
    let margin: Margin

    /// Reads samples.csv of all methods, and of the reference.
    public func samples(of study: StudyReader) throws -> Samples {
        let read = try pairs.map { pair -> Pair in
            let sides = try pair.all.map { try study.crossedLayers($0, column: measure, with: pair.all).last }
            guard let first = sides[0], let second = sides[1] else {
                throw RunReaderError.noRow("a layer", file: "samples.csv")
            }
            var reference: SeededSample?
            if case .lead(_, let id) = margin { reference = try study.reference(id, column: measure, like: second) }
            return Pair(pair.words(study), first, second, reference: reference)
        }
        return Samples(
            read,
            trivial: FinalMeans.references(study, columns: [measure]).map { (study.label(of: $0.id), $0.means[0]) })
    }

    /// The ratio of the means has to be within the margin, or, by two linear contrasts, their difference within a share of
    /// the lead.
    private func part(_ pair: Pair) -> Part {
        switch margin {
        case .factor(let factor):
            let ratio = SeedStatistic.ratio("mean final distance, \(pair.words)", pair.first, over: pair.second)
            return Part(pair.words, Hypothesis(ratio, .factor(factor)))
        case .lead(let share, _):
            let columns = [pair.first, pair.second, pair.reference].compactMap { $0 }
            guard columns.count == 3 else { return Part(pair.words, .every, []) }
            let hypotheses = [1.0, -1].map { sign in
                Hypothesis(
                    SeedStatistic(
                        "mean final distance, \(pair.words): \(sign > 0 ? "what it is farther" : "what it is nearer"), "
                            + "less \(NumberText.percent(share)) of the lead over the reference", .linear,
                        of: columns
                    ) { sign * ($0[0] - $0[1]) - share * ($0[2] - $0[1]) },
                    .below(0), at: sign > 0 ? "the far end" : "the near end")
            }
            return Part(pair.words, .every, hypotheses)
        }
    }

    /// A part for each pair.
    public func evidence(_ samples: Samples) -> Evidence {
        let parts = zip(pairs, samples.pairs).map { part($1).comparing($0.all) }
        let sentences = samples.pairs.map { pair -> String in
            var text =
                "The mean distance at the last layer, \(pair.words), is \(NumberText.short(pair.first.mean)) against "
                + NumberText.short(pair.second.mean)
            if let reference = pair.reference { text += " (the reference: \(NumberText.short(reference.mean)))" }
            return text + "."
        }
        let trivial = samples.trivial.map { "\($0.label) \(NumberText.short($0.mean))" }
        return Evidence(
            parts,
            measured: sentences.joined(separator: " ")
                + (trivial.isEmpty ? "" : " Trivial answers: \(trivial.joined(separator: ", "))."),
            methods: pairs.flatMap(\.all))
    }
}

extension ClaimKind where Self == EquallyNear {
    /// "At the last layer each first method of `pairs` is as near, by `measure`, as the second."
    public static func equallyNear(
        _ pairs: MethodPair..., by measure: String, margin: EquallyNear.Margin
    ) -> EquallyNear {
        EquallyNear(pairs: pairs, measure: measure, margin: margin)
    }
}
