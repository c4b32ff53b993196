import Bench
import Foundation
import Testing

/// Which rate is chosen, on made-up distances.
@Suite struct RateSearchTests {
    /// A search of which every training reaches what `distance` says of its rate and seed; infinite where it diverges.
    private func search(
        candidates: Int = 3, seeds: [Int] = [1, 2], steps: Int = 100, mostSteps: Int = 150, widenings: Int = 2,
        violation: (Double) -> Double = { _ in 0 }, spiked: (Double, Int) -> Bool = { _, _ in false },
        _ distance: (Double, Int) -> Double
    ) -> RateSearchResult {
        RateSearch(
            centre: 4, factor: 2, candidates: candidates, seeds: seeds, steps: steps, mostSteps: mostSteps,
            widenings: widenings
        ).run { place in
            let reached = distance(place.rate, place.seed)
            return reached.isFinite
                ? .init(
                    loss: 1, distance: reached, violation: violation(place.rate),
                    isSpiked: spiked(place.rate, place.seed))
                : .diverged
        }
    }

    /// A valley with its floor at a rate.
    private func valley(_ best: Double) -> (Double, Int) -> Double { { rate, _ in 1 + abs(log2(rate / best)) } }

    @Test func theBestOfTheGrid() {
        let result = search(valley(4))
        #expect(result.chosen == 4 && !result.isAtEdge && result.widenings == 0)
        #expect(result.trials.all.map(\.place.rate) == [2, 4, 8, 2, 4, 8])
        #expect(result.trials.all.map(\.place.seed) == [1, 1, 1, 2, 2, 2])
        #expect(result.trials.all.allSatisfy { $0.place.rung == 1 && $0.place.steps == 100 })
    }

    /// One candidate beyond the edge is tried at a time, with each seed, until the best has neighbours, or no more may be.
    @Test(arguments: [(1.0, 1.0, 2, false), (8.0, 8.0, 1, false), (16.0, 16.0, 2, false), (64.0, 32.0, 2, true)])
    func theGridIsWidenedWhereTheBestIsAtItsEdge(best: Double, chosen: Double, widenings: Int, isAtEdge: Bool) {
        let result = search(valley(best))
        #expect(result.chosen == chosen && result.widenings == widenings && result.isAtEdge == isAtEdge)
        #expect(result.trials.all.count == 2 * (3 + widenings))
        #expect(Set(result.trials.all.map { "\($0.place)" }).count == result.trials.all.count)
    }

    @Test func withoutWideningsAnEdgeIsSaid() {
        #expect(search(widenings: 0, valley(16)).isAtEdge && !search(widenings: 0, valley(4)).isAtEdge)
    }

    /// Eight rates, then four with twice the steps, then two with as many as there are to be: each rung keeps the better half.
    @Test func halving() {
        let result = search(candidates: 8, seeds: [1], steps: 100, mostSteps: 350, valley(6))
        let rungs = Dictionary(grouping: result.trials.all, by: \.place.rung)
        #expect(rungs[1]?.map(\.place.rate) == [0.5, 1, 2, 4, 8, 16, 32, 64])
        #expect(rungs[2]?.map(\.place.rate) == [2, 4, 8, 16] && rungs[2]?.first?.place.steps == 200)
        #expect(rungs[3]?.map(\.place.rate) == [4, 8] && rungs[3]?.first?.place.steps == 350 && rungs.count == 3)
        #expect(result.chosen == 8)
        let planned = RateSearch(
            centre: 4, factor: 2, candidates: 8, seeds: [1], steps: 100, mostSteps: 350, widenings: 0)
        #expect(planned.plannedUpdates == result.trials.all.reduce(0) { $0 + $1.place.steps })
    }

    /// With two seeds: the smallest rate at which the best is not better with both.
    @Test func ofRatesThatSeedsDoNotTellApartTheSmallest() {
        let tied: [Double: [Double]] = [1: [9, 9], 2: [1.1, 0.8], 4: [0.9, 0.9], 8: [2, 2]]
        #expect(search { rate, seed in tied[rate]?[seed - 1] ?? 9 }.chosen == 2)
        let apart: [Double: [Double]] = [1: [9, 9], 2: [1.1, 0.91], 4: [0.9, 0.9], 8: [2, 2]]
        #expect(search { rate, seed in apart[rate]?[seed - 1] ?? 9 }.chosen == 4)
        // Seeds see other problems: their own levels are of no matter.
        #expect(search { rate, seed in (apart[rate]?[seed - 1] ?? 9) + Double(100 * seed) }.chosen == 4)
    }

    /// Where the chosen one of tied rates is at the edge, there may be smaller ones that are as good.
    @Test func aTieAtTheEdgeIsLookedBeyond() {
        let tied: [Double: [Double]] = [1: [9, 9], 2: [1.1, 0.8], 4: [0.9, 0.9], 8: [2, 2]]
        let result = search { rate, seed in tied[rate]?[seed - 1] ?? 9 }
        #expect(result.widenings == 1 && result.trials.all.contains { $0.place.rate == 1 } && !result.isAtEdge)
    }

    /// One seed at which it runs away is enough.
    @Test func aRateThatDivergesIsNotChosen() {
        let result = search { rate, seed in rate == 4 && seed == 2 ? .infinity : valley(4)(rate, seed) }
        #expect(result.chosen == 2 && result.trials.all.filter(\.outcome.isDiverged).count == 1)
        let hot = search { rate, _ in rate > 1.5 ? .infinity : 2 - rate }
        #expect(hot.chosen == 1 && hot.widenings == 2 && !hot.isAtEdge)
        let never = search { _, _ in .infinity }
        #expect(never.chosen == nil && never.widenings == 2 && never.trials.all.count == 10)
    }

    /// Those that miss a constraint by more than 1 % come after all others, whether by much or by little.
    @Test func constraintsComeFirst() {
        let result = search(violation: { $0 == 4 ? 0.02 : 0.005 }, valley(4))
        #expect(result.chosen == 2)
        let missed = search(violation: { $0 / 10 }, valley(4))
        #expect(missed.chosen == 4)
    }

    /// A rate that throws one of its trainings off comes after all that do not, however near it comes.
    @Test func ratesThatSpikeComeLast() {
        #expect(search(spiked: { rate, seed in rate == 4 && seed == 2 }, valley(4)).chosen == 2)
        #expect(search(spiked: { _, _ in true }, valley(4)).chosen == 4)
    }

    /// Nothing is trained for one candidate.
    @Test func oneCandidateIsTakenAsItIs() {
        let result = search(candidates: 1, valley(8))
        #expect(result.chosen == 4 && result.trials.all.isEmpty)
    }

    /// Four choices with two seeds each, around the end; one choice takes all seeds that there are.
    @Test func choicesHaveTheirOwnSeeds() {
        let search = RateSearch(
            centre: 4, factor: 2, candidates: 3, seeds: [1, 2, 3, 4], steps: 100, mostSteps: 150, widenings: 0)
        #expect(search.parts(4, of: 2).map(\.seeds) == [[1, 2], [2, 3], [3, 4], [4, 1]])
        #expect(search.parts(1, of: 4).map(\.seeds) == [[1, 2, 3, 4]])
        // A valley elsewhere for each seed: choices differ.
        let chosen = search.parts(4, of: 1).map { part in
            part.run { place in
                .init(loss: 1, distance: valley(place.seed < 3 ? 2 : 8)(place.rate, 1), violation: 0)
            }.chosen
        }
        #expect(chosen == [2, 2, 8, 8])
    }
}
