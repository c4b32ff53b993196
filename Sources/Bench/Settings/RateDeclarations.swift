import Foundation
import Stages

/// How the learning rates of a study are chosen: alike for all recipes, each on its own.
public struct RateDeclarations: SettingsGroup {
    /// The middle of the grid, or the grid.
    public let rate: Setting<[Double]>
    /// How many candidates there are at first.
    public let candidates: Setting<Int>
    /// The ratio of neighbours.
    public let factor: Setting<Double>
    /// How many may be added beyond the edges.
    public let widenings: Setting<Int>
    /// Updates of each candidate's first trainings.
    public let tuningSteps: Setting<Int>
    /// How many seeds each candidate is trained with.
    public let tuningSeeds: Setting<Int>
    /// How many times a rate is chosen.
    public let choices: Setting<Int>

    /// The settings `<prefix>.rate`, …, with a study's own values; `name` is that of the first of them.
    public init(_ prefix: String, rate: Double, tuningSteps: Int, name: String = "rate") {
        self.rate = .reals(
            "\(prefix).\(name)", [rate], 1e-9...10,
            "learning rate, or the middle of its candidates; several: the ends and number of the candidates")
        candidates = .whole(
            "\(prefix).candidates", 3, 1...15, unit: "candidates",
            "candidates for each recipe's learning rate, of which validation chooses; 1: the rate as it is")
        factor = .real("\(prefix).rate-factor", 2, 1.01...100, "ratio of neighbouring candidates")
        widenings = .whole(
            "\(prefix).rate-widenings", 2, 0...15, unit: "candidates",
            "candidates that may be added where the best one is at an edge")
        self.tuningSteps = .count(
            "\(prefix).tuning-steps", tuningSteps, unit: "updates",
            "updates of each candidate; the better half gets more")
        tuningSeeds = .whole(
            "\(prefix).tuning-seeds", 2, 1...100, unit: "seeds",
            "seeds that each candidate is trained with for a choice")
        choices = .whole(
            "\(prefix).rate-choices", 1, 1...100, unit: "choices",
            "choices of a rate, on different seeds, which the trainings' seeds take in turn")
    }
}

extension Settings where Group == RateDeclarations {
    /// Whether stages choose the rates.
    public var areChosen: Bool { self.candidates > 1 }

    /// The first candidates: their middle, ratio and number.
    private var grid: (centre: Double, factor: Double, candidates: Int) {
        let rates = self.rate.sorted()
        guard areChosen, rates.count > 1, rates[0] < rates[rates.count - 1] else {
            return (rates[0], self.factor, self.candidates)
        }
        let factor = pow(rates[rates.count - 1] / rates[0], 1 / Double(rates.count - 1))
        return (rates[0] * pow(factor, Double((rates.count - 1) / 2)), factor, rates.count)
    }

    /// The seeds of all choices; none where nothing is chosen.
    public var seeds: [Int] { areChosen ? Array(1...max(self.tuningSeeds, self.choices)) : [] }

    /// The choice of a recipe's rate, or of that which it takes, for trainings of so many updates.
    public func choice(of recipe: Recipe, names: StageNames, steps: Int) -> RateChoice {
        let (id, grid) = (recipe.rateOf ?? recipe.id, self.grid)
        return RateChoice(
            name: names.rate(id), recipe: id,
            search: RateSearch(
                centre: grid.centre, factor: grid.factor, candidates: grid.candidates, seeds: seeds,
                steps: self.tuningSteps, mostSteps: steps, widenings: self.widenings),
            choices: self.choices, seedsEach: self.tuningSeeds, setting: name(\.rate))
    }

    /// A recipe's rate: chosen, or as it is.
    public func rate(of recipe: Recipe, names: StageNames, steps: Int) -> TrainingRate {
        areChosen ? .chosen(choice(of: recipe, names: names, steps: steps)) : .fixed(grid.centre)
    }

    /// What the keys of trainings hold: the rate where it is taken as it is.
    public var trainingSettings: StageSettings { areChosen ? [:] : only(\.rate) }
}
