import Foundation

/// The choice of a learning rate by successive halving: short whole trainings at candidates of a geometric grid, with each of
/// some seeds; the better half goes on to trainings of twice the steps. A pure function of what these trainings reach on
/// validation data; nothing is chosen on test data.
///
/// Short trainings like rates that are too hot for long ones. So of rates that validation cannot tell apart the smallest is
/// chosen (`RateTrials.choice`), and where the best, or the chosen one, is at an edge of the grid, the grid is widened there.
public struct RateSearch: Equatable, Sendable {
    /// The middle of the grid.
    public var centre: Double
    /// The ratio of neighbours, above 1.
    public var factor: Double
    /// How many candidates there are at first; one is taken as it is.
    public var candidates: Int
    /// The seeds that each is trained with.
    public var seeds: [Int]
    /// Updates of each training of the first rung.
    public var steps: Int
    /// The most updates of a training of any rung: those of the trainings that the rate is for.
    public var mostSteps: Int
    /// How many candidates may be added beyond the edges.
    public var widenings: Int

    /// A search.
    public init(
        centre: Double, factor: Double, candidates: Int, seeds: [Int], steps: Int, mostSteps: Int, widenings: Int
    ) {
        (self.centre, self.factor, self.candidates, self.seeds) = (centre, factor, candidates, seeds)
        (self.steps, self.mostSteps, self.widenings) = (min(steps, mostSteps), mostSteps, widenings)
    }

    /// The first candidates, ascending; the centre is the middle one, or the left one of two in the middle.
    public var grid: [Double] { (0..<candidates).map { rate($0 - (candidates - 1) / 2) } }

    private func rate(_ place: Int) -> Double { place == 0 ? centre : centre * pow(factor, Double(place)) }

    /// Updates of the search without widenings, for plans.
    public var plannedUpdates: Int {
        var (total, kept, steps) = (0, candidates, self.steps)
        while kept > 1 {
            total += kept * seeds.count * steps
            (kept, steps) = (steps < mostSteps ? kept / 2 : 1, min(2 * steps, mostSteps))
        }
        return total
    }

    /// Searches like this one with `each` of its seeds: the first with the first of them, the second with those from the second on, around the
    /// end. One where there is one choice.
    public func parts(_ choices: Int, of each: Int) -> [RateSearch] {
        guard choices > 1 else { return [self] }
        return (0..<choices).map { choice in
            var part = self
            part.seeds = (0..<each).map { seeds[(choice + $0) % seeds.count] }
            return part
        }
    }

    /// Searches. `train` is asked for one training after the other, each once.
    ///
    /// - Returns: the trainings, and the choice among those of the last rung; no choice where all candidates diverged.
    public func run(_ train: (RateTrial.Place) throws -> RateTrial.Outcome) rethrows -> RateSearchResult {
        guard candidates > 1 else { return RateSearchResult(trials: RateTrials(), chosen: centre) }
        var result = RateSearchResult(trials: RateTrials(), chosen: nil)
        var places = grid.indices.map { $0 - (candidates - 1) / 2 }
        var (alive, kept, rung, steps) = (places, candidates, 1, self.steps)
        func trainAll(_ added: [Int]) throws {
            for seed in seeds {
                for place in added {
                    let trial = RateTrial.Place(rate: rate(place), rung: rung, steps: steps, seed: seed)
                    result.trials.all.append(RateTrial(place: trial, outcome: try train(trial)))
                }
            }
        }
        while true {
            try trainAll(alive)
            var side = result.trials.edge(of: rung, among: places.map(rate))
            while let at = side, result.widenings < widenings {
                let added = at == .low ? places[0] - 1 : places[places.count - 1] + 1
                places.insert(added, at: at == .low ? 0 : places.count)
                alive.insert(added, at: at == .low ? 0 : alive.count)
                result.widenings += 1
                try trainAll([added])
                side = result.trials.edge(of: rung, among: places.map(rate))
            }
            result.isAtEdge = side != nil
            // Half of those at first: a wider grid costs no more than its own trainings.
            kept /= 2
            let better = result.trials.ranked(rung).prefix(kept)
            guard better.count > 1, steps < mostSteps else { break }
            alive = alive.filter { better.contains(rate($0)) }
            (rung, steps) = (rung + 1, min(2 * steps, mostSteps))
        }
        result.chosen = result.trials.choice(rung)
        return result
    }
}

/// What a search found.
public struct RateSearchResult: Equatable, Sendable {
    /// The trainings, in the order in which they were made.
    public var trials: RateTrials
    /// The chosen rate; nil where every candidate diverged.
    public var chosen: Double?
    /// How many candidates were added beyond the edges.
    public var widenings = 0
    /// Whether the best candidate, or the chosen one, is at an edge of the grid in the end, so that others may be better.
    public var isAtEdge = false
}
