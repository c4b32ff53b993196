/// Constraint × noise: four networks on the same examples. Effects are gains: positive where distance falls.
struct TwoByTwo {
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

    /// The cells and the effects.
    func tables(at place: String) -> [DetailTable] {
        func cell(_ sample: CrossedSample) -> String { MeanInterval.of(sample).cell }
        return [
            DetailTable(
                "Mean distance at \(place)", header: ["", "Trained without noise", "Trained with noise"],
                rows: [
                    ["No constraint", cell(neither), cell(noise)], ["Constraint", cell(constraint), cell(both)],
                ]),
            DetailTable(
                "Gains in mean distance at \(place)", header: ["Effect", "Gain with 95 % interval"],
                rows: [
                    ["Noise alone", cell(noiseAlone)], ["Constraint alone", cell(constraintAlone)],
                    ["Noise, main effect", cell(noiseMain)], ["Constraint, main effect", cell(constraintMain)],
                    ["Interaction", cell(interaction)],
                ]),
        ]
    }
}
