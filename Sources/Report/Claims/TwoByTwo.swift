/// Constraint × noise: four networks on the same examples. Effects are gains: positive where a measure falls.
public struct TwoByTwo: Sendable {
    /// The ids of the four networks.
    public struct Methods: Sendable {
        /// Trained with neither, with noise, with a constraint, and with both.
        public var neither, noise, constraint, both: String

        /// Four networks.
        public init(neither: String, noise: String, constraint: String, both: String) {
            self.neither = neither
            self.noise = noise
            self.constraint = constraint
            self.both = both
        }

        /// All: neither, noise, constraint, both.
        public var all: [String] { [neither, noise, constraint, both] }
    }

    /// Where it was measured, in `Markup`: "*p* = 0.6".
    public var place: String
    /// The measure of the network with neither constraint nor noise.
    public var neither: SeededSample
    /// That with noise alone.
    public var noise: SeededSample
    /// That with the constraint alone.
    public var constraint: SeededSample
    /// That with both.
    public var both: SeededSample

    /// The four networks at one place.
    public init(
        place: String, neither: SeededSample, noise: SeededSample, constraint: SeededSample, both: SeededSample
    ) {
        self.place = place
        self.neither = neither
        self.noise = noise
        self.constraint = constraint
        self.both = both
    }

    /// The four networks at the largest level p of input noise, in a column of ood-samples.csv. Throws `RunReaderError`
    /// where one of them is missing or was tested at other levels.
    public init(atLargestShift study: StudyReader, _ methods: Methods, column: String) throws {
        let cells = try methods.all.map { try study.crossedShift($0, column: column, with: methods.all) }
        guard let p = cells[0].levels.last, p > 0, cells.allSatisfy({ $0.levels.last == p }) else {
            throw RunReaderError.noRow(
                "one level above 0 at which all four networks were tested", file: "ood-samples.csv")
        }
        let last = cells.map { $0.samples[$0.samples.count - 1] }
        self.init(
            place: "*p* = \(NumberText.setting(p))", neither: last[0], noise: last[1], constraint: last[2],
            both: last[3])
    }

    /// What noise gives where there is no constraint.
    public var noiseAlone: SeededSample { neither.minus(noise) }
    /// What the constraint gives where there is no noise.
    public var constraintAlone: SeededSample { neither.minus(constraint) }
    /// Noise's main effect: the mean of its gains with and without the constraint.
    public var noiseMain: SeededSample { noiseAlone.combined(with: constraint.minus(both)) { ($0 + $1) / 2 } }
    /// The constraint's main effect: the mean of its gains with and without noise.
    public var constraintMain: SeededSample { constraintAlone.combined(with: noise.minus(both)) { ($0 + $1) / 2 } }
    /// The interaction: how much more noise gives with the constraint than without.
    public var interaction: SeededSample { constraint.minus(both).minus(noiseAlone) }

    /// Every effect with its name.
    public var effects: [(name: String, gain: Estimate)] {
        [
            ("Noise alone", noiseAlone), ("Constraint alone", constraintAlone), ("Noise, main effect", noiseMain),
            ("Constraint, main effect", constraintMain), ("Interaction", interaction),
        ].map { ($0.0, MeanInterval.of($0.1)) }
    }

    /// The cells and the effects on `quantity`: "mean distance".
    public func tables(_ quantity: String) -> [DetailTable] {
        func cell(_ sample: SeededSample) -> String { MeanInterval.of(sample).cell }
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
