import Optimizees
import Tensors
import Testing

@Suite struct LassoIterationTests {
    /// D = diag(2, 1): ν = 4 (within 0.1 %), and for x = (3, 1), y = (1, 1), α = 0.5 eq. (14) gives
    /// soft(1 − 2(2 − 3)/4, 1/8) = 1.375 and soft(1 − (1 − 1)/4, 1/8) = 0.875.
    @Test func istaTakesTheStepOfEquation14() throws {
        let problem = try LassoProblem(dictionary: Matrix(rows: 2, columns: 2, values: [2, 0, 0, 1]), alpha: 0.5)
        let ista = ISTA(problem: problem)
        #expect(ista.eigenvalue >= 4 && ista.eigenvalue <= 4.004)
        let iterates = try ista.iterates(
            Matrix(rows: 1, columns: 2, values: [3, 1]), from: Matrix(rows: 1, columns: 2, values: [1, 1]), count: 1)
        #expect(iterates[0].values == [1, 1])
        #expect(abs(iterates[1][0, 0] - 1.375) < 1e-3)
        #expect(abs(iterates[1][0, 1] - 0.875) < 1e-3)
    }

    @Test func istaDescendsAndFistaIsFaster() throws {
        let problem = try LassoFixture.problem()
        let x = LassoFixture.inputs(6)
        let initial: Matrix<Float> = RandomStream(seed: 1, name: "tests/initial").normal(rows: 6, columns: 58)
        let optimum = try CertifiedLasso(problem: problem).solve(x)
        let ista = try ISTA(problem: problem).iterates(x, from: initial, count: 100)
        let values = ista.map { problem.single.values($0, x).reduce(0, +) }
        for (before, after) in zip(values, values.dropFirst()) { #expect(after <= before * (1 + 1e-6)) }
        let fista = try FISTA(problem: problem).iterates(x, from: initial, at: [0, 7, 100])
        #expect(fista.count == 3 && fista[0].values == initial.values)
        let admm = try ADMM(problem: problem).iterates(x, from: initial, at: [0, 100])
        #expect(admm[0].values == initial.values)
        func distance(_ y: Matrix<Float>) -> Double { y.rowDistances(to: optimum).reduce(0, +) }
        #expect(distance(fista[2]) < 0.5 * distance(ista[100]))
        #expect(distance(admm[1]) < 0.01 * distance(ista[100]))
        #expect(distance(ista[100]) < 0.5 * distance(initial))
    }

    @Test func iteratesAreThoseOfOneRun() throws {
        let ista = try ISTA(problem: LassoFixture.problem(), iterations: 30)
        let x = LassoFixture.inputs(300)
        let zero = Matrix<Float>(rows: 300, columns: 58)
        let chosen = try ista.iterates(x, from: zero, at: [3, 30], workers: Workers(count: 2))
        let all = try ista.iterates(x, from: zero, count: 30)
        #expect(all.count == 31)
        #expect(chosen[0].values == all[3].values && chosen[1].values == all[30].values)
        #expect(try ista.solve(x).values == all[30].values)
    }

    @Test func wrongInitialIteratesAreRefused() throws {
        let ista = try ISTA(problem: LassoFixture.problem())
        let x = LassoFixture.inputs(2)
        #expect(throws: LassoError.self) { try ista.iterates(x, from: Matrix(rows: 2, columns: 57), count: 1) }
        #expect(throws: LassoError.self) { try ista.iterates(x, from: Matrix(rows: 3, columns: 58), count: 1) }
        #expect(throws: LassoError.self) { try ista.iterates(x, from: Matrix(rows: 2, columns: 58), at: [2, 1]) }
    }
}
