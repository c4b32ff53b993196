import Descent
import Tensors
import Testing
import Unrolled

/// Duals of the two sets of constraints of eq. (26) during training.
@Suite struct FillingDualTests {
    typealias Fixture = FillingFixture

    /// λ after every update, from a row of the history each, and C.
    private func course(
        epsilon: Double, form: DescentConstraint<Float>.Form = .anchored,
        from duals: [Double] = .init(
            repeating: 0, count: 6)
    ) throws -> [TrainingRecord] {
        let trainer = Fixture.trainer(
            try Fixture.network(Fixture.settings()), lagrangian: Fixture.lagrangian(form: form, epsilon: epsilon),
            steps: 20, rate: 1e-5, dualRate: 0.1, validateEvery: 1)
        trainer.duals = DualVariables(values: duals, rate: 0.1)
        try trainer.train(checkpoint: nil) { _ in }
        return trainer.history
    }

    /// λ ← [λ + μ·C]₊ in both sets, and never at layer 1, which neither binds.
    private func expectAscent(_ history: [TrainingRecord], from duals: [Double]) {
        var before = duals
        for record in history {
            for i in 0..<6 { #expect(abs(record.duals[i] - max(0, before[i] + 0.1 * record.slacks[i])) < 1e-12) }
            before = record.duals
        }
        #expect(history.allSatisfy { $0.slacks[0] == 0 && $0.slacks[3] == 0 })
    }

    private let bound = [1, 2, 4, 5]

    @Test(arguments: DescentConstraint<Float>.Form.allCases)
    func theyRiseWhereAConstraintIsViolated(form: DescentConstraint<Float>.Form) throws {
        let history = try course(epsilon: 0.6, form: form)
        expectAscent(history, from: .init(repeating: 0, count: 6))
        for i in bound {
            #expect(history.allSatisfy { $0.slacks[i] > 0 })
            #expect(zip(history, history.dropFirst()).allSatisfy { $0.duals[i] < $1.duals[i] })
        }
    }

    @Test func theyReturnToZeroWhereItIsSlack() throws {
        let start = [0, 0.02, 0.02, 0, 0.02, 0.02]
        let history = try course(epsilon: 1e-3, from: start)
        expectAscent(history, from: start)
        for i in bound {
            #expect(history[0].duals[i] < 0.02 && history[0].slacks[i] < 0, "\(i): \(history[0])")
            #expect(history.last?.duals[i] == 0)
        }
    }

    /// With a rate of 0 constraints are watched alone.
    @Test func withoutARateTheyStayAtZero() throws {
        let trainer = Fixture.trainer(
            try Fixture.network(Fixture.settings()), lagrangian: Fixture.lagrangian(epsilon: 0.6), dualRate: 0)
        try trainer.train(checkpoint: nil) { _ in }
        #expect(trainer.history.allSatisfy { $0.duals == .init(repeating: 0, count: 6) })
        #expect(bound.allSatisfy { (trainer.history.first?.slacks[$0] ?? 0) > 0 })
    }

    /// What is violated when nobody minds is met by duals that grow fast.
    @Test func constraintsThatBindAreMet() throws {
        func violation(dualRate: Double) throws -> [Double] {
            let trainer = Fixture.trainer(
                try Fixture.network(Fixture.settings()), lagrangian: Fixture.lagrangian(epsilon: 0.3), steps: 150,
                dualRate: dualRate, validateEvery: 10)
            try trainer.train(checkpoint: nil) { _ in }
            return trainer.history.last?.slacks ?? []
        }
        let (free, held) = (try violation(dualRate: 0), try violation(dualRate: 0.5))
        for i in [1, 4] { #expect(free[i] > held[i] + 0.1, "\(i): \(free), \(held)") }
        for i in bound { #expect(held[i] < 0.02, "\(i): \(held)") }
    }
}
