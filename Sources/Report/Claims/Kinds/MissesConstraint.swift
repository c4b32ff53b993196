/// "These ways to train give no gradual descent": each misses a constraint in some layer from the second on; and, where that
/// is asked, the layers between the first and the last change next to nothing.
public struct MissesConstraint: ClaimKind {
    /// The numbers of several methods.
    public struct Samples {
        /// The methods that are judged.
        public var methods: [LayerSamples]
        /// Methods that the details show beside.
        public var beside: [LayerSamples]
        /// The constraint.
        public var target: LayerTarget

        /// Numbers to judge.
        public init(_ methods: [LayerSamples], beside: [LayerSamples] = [], target: LayerTarget) {
            (self.methods, self.beside, self.target) = (methods, beside, target)
        }
    }

    let methods: [String]
    let measure: String
    let quantity: String
    let target: LayerTarget.Source
    let beside: [String]
    let factor: Double?

    /// Reads samples.csv of the methods.
    public func samples(of study: StudyReader) throws -> Samples {
        func layers(_ method: String) throws -> LayerSamples {
            try LayerSamples(study, method, measure, quantity: quantity)
        }
        return Samples(
            try methods.map(layers), beside: beside.compactMap { try? layers($0) }, target: try target.target(study))
    }

    /// Some layer's ratio of the mean to that of the layer before has to be above 1 − ε; with `factor` also the ratio of the
    /// last but one layer's mean to the first's within that factor of 1.
    public func evidence(_ samples: Samples) -> Evidence {
        let bound = 1 - samples.target.epsilon
        let parts = samples.methods.flatMap { one -> [Part] in
            guard one.layers.last > 2 else { return [Part("", .some, [])] }
            let whose = "\(one.quantity) (\(one.label))"
            let misses = Part(
                "\(one.label) misses \(samples.target.name)", .some,
                one.layers.hypotheses(whose, from: 2, .above(bound)))
            guard let factor else { return [misses] }
            let ratio = SeedStatistic.ratio(
                "mean \(whose) after layer \(one.layers.last - 1) over that after layer 1",
                one.layers.samples[one.layers.last - 1], over: one.layers.samples[1])
            return [misses, Part("the layers between change next to nothing", Hypothesis(ratio, .factor(factor)))]
        }
        let rows = (samples.methods + samples.beside).map { one -> [String] in
            let layers = one.layers.samples.indices.dropFirst(2).filter { l in
                one.layers.samples[l].mean > bound * one.layers.samples[l - 1].mean
            }
            let worst = one.layers.worst(from: 2).map { "\(NumberText.short($0.ratio)) (layer \($0.layer))" }
            return [one.label, NumberText.list(Array(layers)), worst ?? ""]
        }
        return Evidence(
            parts,
            measured: "Of \(samples.target.name) with *ε* = \(NumberText.setting(samples.target.epsilon)): "
                + rows.prefix(samples.methods.count).map { "\($0[0]) misses it in the mean in layers \($0[1])" }
                .joined(separator: "; ") + ".",
            tables: [
                DetailTable(
                    "Gradual descent",
                    header: [
                        "Network", "Layers from 2 on that miss \(samples.target.name) in the mean",
                        "Largest ratio of means, layers 2 on",
                    ], rows: rows)
            ], methods: samples.methods.map(\.method))
    }
}

extension ClaimKind where Self == MissesConstraint {
    /// "Each of `methods` misses `target`, a constraint on `measure`, in some layer from the second on."
    ///
    /// - Parameters:
    ///   - quantity: what the measure is in a sentence.
    ///   - factor: asks also that the last but one layer's mean is within this factor of the first's.
    ///   - beside: methods that the details show.
    public static func missesConstraint(
        _ methods: [String], _ measure: String, quantity: String, target: LayerTarget.Source,
        staysWithin factor: Double? = nil,
        beside: [String] = []
    ) -> MissesConstraint {
        MissesConstraint(
            methods: methods, measure: measure, quantity: quantity, target: target, beside: beside, factor: factor)
    }
}
