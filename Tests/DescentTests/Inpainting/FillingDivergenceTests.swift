import Descent
import Testing
import Unrolled

/// A rate that is far too large is stopped, and said with its place.
@Suite struct FillingDivergenceTests {
    typealias Fixture = FillingFixture

    @Test(arguments: GlowProxSettings.Semantics.allCases, [10.0, nil])
    func aDivergingRateIsStopped(semantics: GlowProxSettings.Semantics, clip: Double?) throws {
        let trainer = Fixture.trainer(try Fixture.network(Fixture.settings(semantics)), rate: 1e3, clip: clip)
        var updates = 0
        let error = try #require(
            #expect(throws: TrainingDivergence.self) { try trainer.train(checkpoint: nil) { updates = $0 } })
        #expect(error.step == updates + 1 && error.step < 30)
        #expect(error.layer.map { 1...3 ~= $0 } == true, "\(error)")
        #expect(error.rate > 0)
        let words = "at step \(error.step), first at layer \(error.layer ?? 0): the loss"
        #expect(error.description.contains(words), "\(error)")
        // What was written down until then has no quiet NaN among its losses.
        #expect(trainer.history.allSatisfy { $0.loss.isFinite })
    }

    /// A loss that is a number, but past its guard.
    @Test func aLossPastItsGuardIsStopped() throws {
        let trainer = Fixture.trainer(try Fixture.network(Fixture.settings()), lossGuard: 1e-3)
        let error = #expect(throws: TrainingDivergence.self) { try trainer.train(checkpoint: nil) { _ in } }
        #expect(error?.reason.hasPrefix("the loss reached 0.") == true && error?.step == 1 && error?.layer == nil)
    }
}
