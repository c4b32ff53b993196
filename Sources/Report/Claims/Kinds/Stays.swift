/// "The mean of a measure barely changes from the first to the last but one layer."
public struct Stays: ClaimKind {
    let method: String
    let measure: String
    let factor: Double
    let quantity: String?

    /// Reads samples.csv of the method.
    public func samples(of study: StudyReader) throws -> LayerSamples {
        try LayerSamples(study, method, measure, quantity: quantity)
    }

    /// The ratio of the two means has to be within the factor.
    public func evidence(_ samples: LayerSamples) -> Evidence {
        let layers = samples.layers.samples
        guard layers.count > 3 else {
            return Evidence(
                [], measured: "", methods: [samples.method], vacuous: "the network has too few layers")
        }
        let (first, last, place) = (layers[1], layers[layers.count - 2], layers.count - 2)
        return Evidence(
            [
                Part(
                    "",
                    Hypothesis(
                        .ratio(
                            "mean \(samples.quantity) (\(samples.label)) after layer \(place) over that after layer 1",
                            last,
                            over: first), .factor(factor)))
            ],
            measured:
                "The mean \(samples.quantity) (\(samples.label)) is \(NumberText.short(first.mean)) at layer 1 and "
                + "\(NumberText.short(last.mean)) at layer \(place).",
            tables: [samples.table()], methods: [samples.method])
    }
}

extension ClaimKind where Self == Stays {
    /// "The mean of `measure` of `method` at the last but one layer is within `factor` of that at the first." `quantity` is
    /// what the measure is in a sentence; nil takes the study's own words.
    public static func stays(
        _ method: String, _ measure: String, withinFactor factor: Double, quantity: String? = nil
    ) -> Stays {
        Stays(method: method, measure: measure, factor: factor, quantity: quantity)
    }
}
