/// How often a run made anew would come to the same verdict: by the bootstrap.
///
/// A rerun has other seeds, and other test examples. Its seeds are drawn with replacement from those of the run, their
/// deviations from the mean scaled by √(S/(S − 1)), since those of S seeds from their own mean are too small; where the draws
/// of the data differ, whole draws are drawn in the same way, and seeds within them. To each seed's number comes what a
/// resample of its examples changes. The rules and levels are those of the run.
struct Rerun {
    /// How many reruns.
    static let count = 1_000
    /// A verdict that fewer reruns would repeat is none. Four in five were too few: whole reruns at that threshold
    /// agreed in 80 to 97 % (Documentation/Reruns).
    static let threshold = 0.9

    /// The parts' outcomes in each rerun, `[rerun][part]`, at the parts' levels. `name` names the stream of random numbers.
    static func outcomes(_ parts: [Part], levels: [Double], name: String) -> [[Outcome]] {
        var stream = SplitMix(
            seed: name.unicodeScalars.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1.value)) &* 0x100_0000_01B3 })
        let isByDraws = parts.contains { $0.hypotheses.contains { $0.statistic.spread.isOfDraws } }
        let sources = parts.map { $0.hypotheses.map { Source($0.statistic, isByDraws: isByDraws) } }
        let groups = parts.map { Draws($0.draws) }
        let criticals = CriticalValues()
        return (0..<count).map { _ in
            // Parts with the same seeds are of the same rerun.
            var choices: [[Int]: [Choice]] = [:]
            return parts.indices.map { index -> Outcome in
                let part = parts[index]
                let choice =
                    choices[part.seeds] ?? Choice.draw(groups[index], isByDraws: isByDraws, using: &stream)
                choices[part.seeds] = choice
                let spreads = sources[index].map { source in
                    Spread.of(source.values(choice), groups[index], floor: source.floor, examples: source.examples)
                }
                return part.outcome(spreads, level: levels[index], criticals)
            }
        }
    }

    /// What takes the place of a seed in a rerun.
    struct Choice {
        /// The index of a seed.
        var seed: Int
        /// Which resample of its examples.
        var resample: Int

        /// A choice for each seed's place; seeds of one draw share their resample.
        static func draw(_ draws: Draws, isByDraws: Bool, using stream: inout SplitMix) -> [Choice] {
            let groups = draws.members
            let all = groups.flatMap { $0 }
            var choices = all.map { _ in Choice(seed: 0, resample: 0) }
            for group in groups {
                let origin = isByDraws ? groups[Int.random(in: 0..<groups.count, using: &stream)] : all
                let resample = Int.random(in: 0..<ExampleResamples.count, using: &stream)
                for place in group {
                    let seed = origin[Int.random(in: 0..<origin.count, using: &stream)]
                    choices[place] = Choice(seed: seed, resample: resample)
                }
            }
            return choices
        }
    }

    /// A statistic's numbers as reruns draw them.
    private struct Source {
        /// Each seed's number with its deviations scaled.
        let scaled: [Double]
        /// What each resample of a seed's examples changes.
        let changes: [[Double]]
        let floor: Double
        let examples: Int

        init(_ statistic: SeedStatistic, isByDraws: Bool) {
            let values = statistic.values
            func factor(_ count: Int) -> Double {
                count > 1 ? (Double(count) / Double(count - 1)).squareRoot() : 0
            }
            if isByDraws {
                let groups = Draws(statistic.draws).members
                let means = groups.map { Moments.mean($0.map { values[$0] }) }
                let centre = Moments.mean(means)
                var scaled = values
                for (group, mean) in zip(groups, means) {
                    for s in group {
                        scaled[s] =
                            centre + factor(groups.count) * (mean - centre) + factor(group.count) * (values[s] - mean)
                    }
                }
                self.scaled = scaled
            } else {
                let mean = Moments.mean(values)
                scaled = values.map { mean + factor(values.count) * ($0 - mean) }
            }
            changes = zip(statistic.resampled, values).map { row, value in
                row.map { ($0 - value).isFinite ? $0 - value : 0 }
            }
            (floor, examples) = (statistic.floor, statistic.examples)
        }

        func values(_ choices: [Choice]) -> [Double] {
            choices.map { choice in
                let changes = changes[choice.seed]
                return scaled[choice.seed] + (changes.isEmpty ? 0 : changes[choice.resample])
            }
        }
    }
}
