import Descent
import Foundation
import Tensors
import Testing
import Unrolled

@Suite struct LikelihoodTrainerTests {
    struct Stop: Error {}
    typealias Fixture = LikelihoodFixture

    /// The bits fall to within a tenth of the entropy, which nothing goes below but by luck.
    @Test func itLearnsAKnownDensity() throws {
        let trainer = try Fixture.trainer(training: 4000, steps: 250, validateEvery: 50)
        let test = Fixture.images(1000, step: 9)
        let before = trainer.bits(test)
        try trainer.train(checkpoint: nil) { _ in }
        let (after, entropy) = (trainer.bits(test), Fixture.entropy)
        #expect(after > entropy - 0.03 && after < entropy + 0.15, "\(before), then \(after) bits, entropy \(entropy)")
        #expect(before > entropy + 0.5)
        #expect(abs((trainer.history.last?.validationBits ?? 0) - after) < 0.1)
    }

    private func expectSame(_ one: LikelihoodTrainer, _ other: LikelihoodTrainer) {
        #expect(one.flow.values.values == other.flow.values.values)
        #expect(one.history == other.history && one.history.count == 4)
    }

    @Test func threadsDoNotChangeABit() throws {
        let one = try Fixture.trainer(steps: 30, validateEvery: 8)
        try one.train(checkpoint: nil) { _ in }
        for threads in [2, 4] {
            let many = try Fixture.trainer(steps: 30, validateEvery: 8, threads: threads)
            try many.train(checkpoint: nil) { _ in }
            expectSame(one, many)
        }
    }

    @Test func aResumedRunIsTheUnbrokenRun() throws {
        let whole = try Fixture.trainer(steps: 30, validateEvery: 8)
        try whole.train(checkpoint: nil) { _ in }
        let place = try CheckpointFolder()
        for stop in [3, 13, 16, 29] {
            #expect(throws: Stop.self) {
                try Fixture.trainer(steps: 30, validateEvery: 8).train(checkpoint: place.checkpoint()) {
                    if $0 == stop { throw Stop() }
                }
            }
        }
        let resumed = try Fixture.trainer(steps: 30, validateEvery: 8)
        try resumed.train(checkpoint: place.checkpoint()) { _ in }
        expectSame(whole, resumed)
    }

    /// From eight images a flow learns these eight, and others soon become unlikely.
    @Test func theBestWeightsAreKept() throws {
        let trainer = try Fixture.trainer(training: 8, steps: 120, validateEvery: 10)
        try trainer.train(checkpoint: nil) { _ in }
        let bits = trainer.history.map(\.validationBits)
        let best = try #require(bits.min())
        #expect(best < (bits.last ?? 0) - 0.1, "\(bits)")
        #expect(abs(trainer.bits(Fixture.images(200, step: 3)) - best) < 1e-9)
    }

    /// Permutations and signs are no weights.
    @Test func whatIsNotLearntStays() throws {
        let trainer = try Fixture.trainer(steps: 20)
        let before = trainer.flow.values.copy()
        try trainer.train(checkpoint: nil) { _ in }
        for parameter in trainer.flow.parameters {
            let moved = parameter.range.contains { trainer.flow.values.pointer[$0] != before.pointer[$0] }
            #expect(moved == parameter.isLearnt, "\(parameter.name)")
        }
    }

    @Test func aDivergingRateIsStopped() throws {
        let trainer = try Fixture.trainer(steps: 30, rate: 1e3)
        var updates = 0
        let error = #expect(throws: TrainingDivergence.self) { try trainer.train(checkpoint: nil) { updates = $0 } }
        #expect(error?.step == updates + 1 && updates < 30)
        #expect(error?.reason == "the likelihood is not finite")
    }

    /// An only update has a likelihood that is fine, and weights that are not.
    @Test func aFlowThatWasNeverFiniteIsNotKept() throws {
        let trainer = try Fixture.trainer(steps: 1, rate: 1e3)
        let error = #expect(throws: TrainingDivergence.self) { try trainer.train(checkpoint: nil) { _ in } }
        #expect(error?.reason.contains("never finite") == true && error?.step == 1)
    }

    /// Uniform noise of the width of a grey level, the same for the same stream.
    @Test func dequantisedImagesFillTheirLevels() {
        func noisy() -> Matrix<Float> {
            LikelihoodTrainer.dequantised(
                Matrix(rows: 40, columns: 50), RandomStream(seed: 1, name: "levels"), 0.25)
        }
        let values = noisy().values
        #expect(values == noisy().values)
        #expect(values.allSatisfy { 0..<0.25 ~= $0 })
        let mean = values.reduce(0) { $0 + Double($1) } / 2000
        let variance = values.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / 2000
        #expect(abs(mean - 0.125) < 0.01 && abs(variance - 0.25 * 0.25 / 12) < 5e-4)
    }
}
