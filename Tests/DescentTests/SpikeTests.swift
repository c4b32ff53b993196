import Descent
import Testing

/// What counts as a spike, on made-up histories.
@Suite struct SpikeTests {
    /// Rows every 10 steps with these mean losses, largest losses and largest duals.
    private func history(
        _ losses: [Double], peaks: [Double]? = nil, duals: [Double]? = nil
    ) -> [TrainingRecord] {
        losses.indices.map { at in
            TrainingRecord(
                step: 10 * (at + 1), epoch: 0, learningRate: 0, loss: losses[at], validationDistance: 0,
                shiftedDistance: .nan, peakLoss: peaks?[at] ?? losses[at], peakStep: 10 * at + 3,
                largestDual: duals?[at] ?? 0, duals: [], slacks: [])
        }
    }

    private func spike(_ history: [TrainingRecord]) -> TrainingSpike {
        TrainingSpike(history, phases: [0..<history.count * 10])
    }

    /// Between two rows: the mean may hide it.
    @Test func aLossTenTimesTheMedianBefore() {
        let found = spike(history([1, 0.5, 0.3, 0.2], peaks: [1, 0.5, 0.3, 5]))
        #expect(found.isSpiked && found.step == 33 && found.ratio == 10)
        let less = spike(history([1, 0.5, 0.3, 0.2], peaks: [1, 0.5, 0.3, 4.9]))
        #expect(!less.isSpiked && less.step == 33)
    }

    /// The median before, not the least or the mean: spikes before do not hide one.
    @Test func theMedianOfAllBefore() {
        let found = spike(history([1, 100, 1, 1, 11]))
        #expect(found.isSpiked && found.ratio == 100 && found.step == 13)
        #expect(spike(history([1, 1, 3, 3, 19])).ratio == 9.5)
    }

    /// A new layer that begins to learn has another loss: each phase is seen by itself.
    @Test func phasesAreApart() {
        let rows = history([1, 0.1, 0.1, 50, 20, 10])
        #expect(TrainingSpike(rows, phases: [0..<60]).isSpiked)
        #expect(!TrainingSpike(rows, phases: [0..<30, 30..<60]).isSpiked)
    }

    /// Updates of the warm-up have no largest loss, and nothing can be compared with nothing.
    @Test func nothingToCompare() {
        #expect(spike(history([1000])) == spike([]))
        #expect(spike([]).step == nil && spike([]).ratio == nil && !spike([]).isSpiked)
        let warm = spike(history([1, 1], peaks: [-.infinity, -.infinity]))
        #expect(warm.ratio == nil && !warm.isSpiked)
    }

    /// A dual above 1 that is ten times the largest before; the first that is above 0 is none.
    @Test(
        arguments: [
            ([0.2, 0.3, 4.0], 30), ([0.2, 0.3, 2.9], nil), ([0.01, 0.02, 0.9], nil), ([0, 0, 1.1, 30], 40),
            ([50, 60, 70], nil),
        ] as [([Double], Int?)])
    func duals(largest: [Double], step: Int?) {
        let found = spike(history(largest.map { _ in 1 }, duals: largest))
        #expect(found.isSpiked == (step != nil))
        if let step { #expect(found.step == step && found.ratio == 1) }
    }
}
