/// Constraint × noise: four networks on the same examples. Effects are gains: positive where a measure falls.
struct TwoByTwo {
    /// The networks: neither, noise, constraint, both.
    static let networks = ["standard", "standard-noisy", "constrained-quiet", "constrained"]

    /// Where it was measured, in `Markup`: "*p* = 0.6".
    let place: String
    let neither: CrossedSample
    let noise: CrossedSample
    let constraint: CrossedSample
    let both: CrossedSample

    /// What noise gives where there is no constraint.
    var noiseAlone: CrossedSample { neither.minus(noise) }
    /// What the constraint gives where there is no noise.
    var constraintAlone: CrossedSample { neither.minus(constraint) }
    /// Noise's main effect: the mean of its gains with and without the constraint.
    var noiseMain: CrossedSample { noiseAlone.combined(with: constraint.minus(both)) { ($0 + $1) / 2 } }
    /// The constraint's main effect: the mean of its gains with and without noise.
    var constraintMain: CrossedSample { constraintAlone.combined(with: noise.minus(both)) { ($0 + $1) / 2 } }
    /// The interaction: how much more noise gives with the constraint than without.
    var interaction: CrossedSample { constraint.minus(both).minus(noiseAlone) }

    /// Every effect with its name.
    var effects: [(name: String, gain: Estimate)] {
        [
            ("Noise alone", noiseAlone), ("Constraint alone", constraintAlone), ("Noise, main effect", noiseMain),
            ("Constraint, main effect", constraintMain), ("Interaction", interaction),
        ].map { ($0.0, MeanInterval.of($0.1)) }
    }

    /// The cells and the effects on `quantity`: "mean distance".
    func tables(_ quantity: String) -> [DetailTable] {
        func cell(_ sample: CrossedSample) -> String { MeanInterval.of(sample).cell }
        return [
            DetailTable(
                "\(quantity.capitalizedFirst) at \(place)",
                header: ["", "Trained without noise", "Trained with noise"],
                rows: [
                    ["No constraint", cell(neither), cell(noise)], ["Constraint", cell(constraint), cell(both)],
                ]),
            DetailTable(
                "Gains in \(quantity) at \(place)", header: ["Effect", "Gain with 95 % interval"],
                rows: effects.map { [$0.name, $0.gain.cell] }),
        ]
    }
}
