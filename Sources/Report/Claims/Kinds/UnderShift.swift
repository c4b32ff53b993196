/// "On shifted inputs a method has the smaller measures, at every level of the shift": a part for each pair of methods.
public struct SmallerUnderShift: ClaimKind {
    let pairs: [MethodPair]
    let measures: [(column: String, quantity: String)]
    let tables: [(column: String, caption: String)]

    /// Reads ood-samples.csv of the methods.
    public func samples(of study: StudyReader) throws -> [ShiftSamples] {
        try pairs.map { try ShiftSamples(study, $0, columns: measures, tables: tables) }
    }

    /// At every level above 0 the ratio of the means, proposed over baseline, has to be below 1, of each measure.
    public func evidence(_ samples: [ShiftSamples]) -> Evidence {
        let parts = zip(pairs, samples).map { pair, one in
            Part(
                one.words, .every,
                one.measures.flatMap { measure in
                    measure.pair.positive.map { level in
                        Hypothesis(
                            .ratio(
                                "mean \(measure.quantity) at \(level.name), \(one.words)", level.proposed,
                                over: level.baseline),
                            .below(1), at: one.measures.count > 1 ? "\(level.name) (\(measure.quantity))" : level.name)
                    }
                }
            ).comparing(pair.all)
        }
        let sentences = samples.compactMap { one -> String? in
            guard let measure = one.measures.first, let last = measure.pair.positive.last else { return nil }
            return
                "At \(last.name) the mean \(measure.quantity), \(one.words), is \(NumberText.short(last.proposed.mean)) "
                + "against \(NumberText.short(last.baseline.mean))."
        }
        return Evidence(
            parts, measured: sentences.joined(separator: " "), tables: samples.flatMap(\.tables),
            methods: pairs.flatMap(\.all))
    }
}

extension ClaimKind where Self == SmallerUnderShift {
    /// "On shifted inputs the means of `measures` are smaller for the first method of each pair than for the second, at every
    /// level." `measures` come with what they are in a sentence, `tables` are columns that the details show by level.
    public static func smallerUnderShift(
        _ pairs: [MethodPair], _ measures: [(column: String, quantity: String)],
        tables: [(column: String, caption: String)] = []
    ) -> SmallerUnderShift {
        SmallerUnderShift(pairs: pairs, measures: measures, tables: tables)
    }
}

/// "The gap between a baseline and a method widens as the shift of the inputs grows": a part for each pair.
public struct Widens: ClaimKind {
    let pairs: [MethodPair]
    let measure: (column: String, quantity: String)
    let tables: [(column: String, caption: String)]

    /// Reads ood-samples.csv of the methods.
    public func samples(of study: StudyReader) throws -> [ShiftSamples] {
        try pairs.map { try ShiftSamples(study, $0, columns: [measure], tables: tables) }
    }

    /// The gap in the mean, baseline − proposed, has to have a slope above 0 against p, and to be above 0 at the largest p.
    public func evidence(_ samples: [ShiftSamples]) -> Evidence {
        var sentences: [String] = []
        let parts = zip(pairs, samples).map { methods, one -> Part in
            guard let pair = one.measures.first?.pair, let last = pair.positive.last,
                let weights = Slope.weights(pair.levels.map(\.p))
            else { return Part(one.words, .every, []) }
            let columns = pair.levels.flatMap { [$0.baseline, $0.proposed] }
            let slope = SeedStatistic(
                "slope against *p* of the gap in mean \(measure.quantity), \(one.words)", .linear, of: columns
            ) {
                means in
                weights.indices.reduce(0) { $0 + weights[$1] * (means[2 * $1] - means[2 * $1 + 1]) }
            }
            let gap = SeedStatistic(
                "gap in mean \(measure.quantity) at \(last.name), \(one.words)", .linear,
                of: [last.baseline, last.proposed]
            ) { $0[0] - $0[1] }
            sentences.append(
                "At \(last.name) the mean \(measure.quantity), \(one.words), is \(NumberText.short(last.proposed.mean)) "
                    + "against \(NumberText.short(last.baseline.mean)); the gap changes by "
                    + "\(NumberText.short(Moments.mean(slope.values))) for each unit of *p*.")
            return Part(
                one.words, .every,
                [Hypothesis(slope, .above(0), at: "the slope"), Hypothesis(gap, .above(0), at: last.name)]
            ).comparing(methods.all)
        }
        return Evidence(
            parts, measured: sentences.joined(separator: " "), tables: samples.flatMap(\.tables),
            methods: pairs.flatMap(\.all))
    }
}

extension ClaimKind where Self == Widens {
    /// "The gap in `measure` between the second and the first method of each pair widens with the shift p." `quantity` is what
    /// the measure is in a sentence; `tables` are columns that the details show by level, with captions.
    public static func widens(
        _ pairs: [MethodPair], _ measure: String, quantity: String, tables: [(column: String, caption: String)] = []
    ) -> Widens {
        Widens(pairs: pairs, measure: (measure, quantity), tables: tables)
    }
}
