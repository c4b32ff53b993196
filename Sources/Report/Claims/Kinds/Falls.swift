/// "The mean of a measure falls at every layer": a part for each method.
public struct Falls: ClaimKind {
    /// The methods' numbers, with those that only stand beside them.
    public struct Samples {
        /// The methods'.
        public var methods: [LayerSamples]
        /// Another method's; nil where none was asked for or it is not finished.
        public var beside: LayerSamples?
        /// The mean of the measure over what was to be found; nil where it was not asked for or is not known.
        public var truth: Double?

        /// Numbers to judge.
        public init(_ methods: [LayerSamples], beside: LayerSamples? = nil, truth: Double? = nil) {
            (self.methods, self.beside, self.truth) = (methods, beside, truth)
        }
    }

    let methods: [String]
    let measure: String
    let quantity: String?
    let first: Int
    let shownFrom: Int
    let target: LayerTarget.Source?
    let beside: (method: String, words: String)?
    let truth: String?

    /// Reads samples.csv of the methods, and truth.csv where it is asked for.
    public func samples(of study: StudyReader) throws -> Samples {
        let own = try methods.map { try LayerSamples(study, $0, measure, quantity: quantity, target: target) }
        let seeds = truth == nil ? [] : own.first?.layers.samples.first?.seeds ?? []
        let truths = seeds.compactMap { try? Moments.mean(study.truth(methods[0], seed: $0).doubles(measure)) }
        return Samples(
            own, beside: beside.flatMap { try? LayerSamples(study, $0.method, measure, quantity: quantity) },
            truth: truths.isEmpty ? nil : Moments.mean(truths))
    }

    /// Each layer's ratio of the mean to that of the layer before has to be below 1.
    public func evidence(_ samples: Samples) -> Evidence {
        var measured = samples.methods.map { one in
            let falling = NumberText.percent(one.layers.shareFalling(from: first))
            return one.sentence(from: first) + " It falls at every layer in \(falling) of the test examples."
        }
        var tables = samples.methods.map { $0.table(from: shownFrom) }
        if let other = samples.beside, other.layers.last > 0, let words = beside?.words {
            tables.append(other.table())
            measured.append(
                "\(words) from \(NumberText.short(other.layers.samples[1].mean)) at layer 1 to "
                    + "\(NumberText.short(other.layers.samples[other.layers.last].mean)).")
        }
        if let truth, let mean = samples.truth { measured.append("\(truth) \(NumberText.short(mean)).") }
        return Evidence(
            samples.methods.map { one in
                Part(one.label, .every, one.layers.hypotheses("\(one.quantity) (\(one.label))", from: first, .below(1)))
            }, measured: measured.joined(separator: " "), tables: tables, methods: samples.methods.map(\.method))
    }
}

extension ClaimKind where Self == Falls {
    /// "The mean of `measure` falls at every layer of each of `methods` from layer `first` on."
    ///
    /// - Parameters:
    ///   - quantity: what the measure is in a sentence, in `Markup`; nil takes the study's own words.
    ///   - shownFrom: the first layer whose ratio the details show; `first` where it is nil.
    ///   - target: a constraint that the details show beside.
    ///   - beside: another method, and the words that come before its numbers: "Without constraints it goes".
    ///   - truth: the words before the mean of what was to be found: "The clean images have". Nil leaves it out.
    public static func falls(
        _ methods: String..., by measure: String, quantity: String? = nil, from first: Int = 1, shownFrom: Int? = nil,
        target: LayerTarget.Source? = nil, beside: (method: String, words: String)? = nil, truth: String? = nil
    ) -> Falls {
        Falls(
            methods: methods, measure: measure, quantity: quantity, first: first, shownFrom: shownFrom ?? first,
            target: target, beside: beside, truth: truth)
    }
}

/// "The mean of a measure rises at some layer."
public struct Rises: ClaimKind {
    let method: String
    let measure: String
    let quantity: String?
    let first: Int
    let target: LayerTarget.Source?

    /// Reads samples.csv of the method.
    public func samples(of study: StudyReader) throws -> LayerSamples {
        try LayerSamples(study, method, measure, quantity: quantity, target: target)
    }

    /// Some layer's ratio of the mean to that of the layer before has to be above 1.
    public func evidence(_ samples: LayerSamples) -> Evidence {
        Evidence(
            [
                Part(
                    "", .some,
                    samples.layers.hypotheses("\(samples.quantity) (\(samples.label))", from: first, .above(1)))
            ], measured: samples.sentence(from: first), tables: [samples.table(from: first)], methods: [samples.method])
    }
}

extension ClaimKind where Self == Rises {
    /// "The mean of `measure` rises at some layer of `method` from layer `first` on." `quantity` is what the measure is in a
    /// sentence; nil takes the study's own words. `target` is a constraint that the details show.
    public static func rises(
        _ method: String, by measure: String, quantity: String? = nil, from first: Int = 1,
        target: LayerTarget.Source? = nil
    ) -> Rises {
        Rises(method: method, measure: measure, quantity: quantity, first: first, target: target)
    }
}
