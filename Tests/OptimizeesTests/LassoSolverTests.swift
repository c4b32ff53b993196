import Optimizees
import Tensors
import Testing

@Suite struct LassoSolverTests {
    /// Tolerances: Float iterations reach a gradient within their rounding, the polish goes to Double's.
    @Test(arguments: [
        (LassoMethod.ista, 20_000, 2e-3), (.fista, 3000, 2e-3), (.admm, 1000, 2e-3), (.certified, 20, 1e-6),
    ])
    func minimisersSatisfyTheOptimalityConditions(method: LassoMethod, iterations: Int, tolerance: Double) throws {
        let problem = try LassoFixture.problem()
        let x = LassoFixture.inputs(12)
        let solver = try method.solver(for: problem, iterations: iterations)
        #expect(solver.name == method.rawValue)
        let y = solver.minimisers(x)
        #expect(LassoFixture.violation(problem, y, x) < tolerance)
        let reference = try CertifiedLasso(problem: problem).minimisers(x)
        #expect((y.rowDistances(to: reference).max() ?? 1) < 0.01 * reference.rootMeanSquare)
        #expect(reference.rootMeanSquare > 0.01)
    }

    @Test(arguments: [(64, 77, 0.5), (30, 20, 0.5), (20, 60, 3.0), (256, 307, 0.5), (1, 1, 0.1), (40, 48, 1e-3)])
    func everySampleIsCertified(p: Int, d: Int, alpha: Double) throws {
        let problem = try LassoFixture.problem(p: p, d: d, alpha: alpha)
        let x = LassoFixture.inputs(300, p: p)
        let solution = try CertifiedLasso(problem: problem).solveCertified(x)
        #expect(solution.certificate.checked == 300)
        #expect(solution.certificate.worstGap <= 2e-8)
        #expect(solution.certificate.worstRelativeSuboptimality <= 1e-6)
        #expect(solution.certificate.failures().isEmpty)
    }

    @Test func awkwardInputsAreSolvedToo() throws {
        // Twin atoms, a zero atom, a zero input and inputs of very different size.
        let dictionary: Matrix<Float> = RandomStream(seed: 8, name: "tests/awkward").normal(rows: 16, columns: 24)
        for row in 0..<16 {
            dictionary[row, 3] = dictionary[row, 7]
            dictionary[row, 11] = 0
        }
        let problem = try LassoProblem(dictionary: dictionary, alpha: 0.2)
        let x = LassoFixture.inputs(9, p: 16)
        for i in 0..<16 {
            x[0, i] = 0
            x[1, i] *= 1e4
            x[2, i] *= 1e-4
        }
        let solution = try CertifiedLasso(problem: problem).solveCertified(x)
        #expect(solution.certificate.worstGap <= 1e-6)
        #expect(solution.minimisers.rowMagnitudes()[0] == 0)
        #expect(solution.minimisers.rowMagnitudes()[1] > 0)
    }

    @Test(arguments: LassoMethod.allCases)
    func aLargeWeightGivesZero(method: LassoMethod) throws {
        let x = LassoFixture.inputs(5)
        let largest = try LassoFixture.problem().single.correlation(x).values.map(abs).max() ?? 0
        let heavy = try LassoFixture.problem(alpha: Double(largest) * 1.001)
        #expect(try method.solver(for: heavy, iterations: 50).solve(x).values.allSatisfy { $0 == 0 })
        let light = try LassoFixture.problem(alpha: Double(largest) * 0.9)
        #expect(try method.solver(for: light, iterations: 200).solve(x).values.contains { $0 != 0 })
    }

    @Test(arguments: LassoMethod.allCases)
    func aDictionaryOfZerosGivesZero(method: LassoMethod) throws {
        let problem = try LassoProblem(dictionary: Matrix(rows: 4, columns: 5), alpha: 0.5)
        let solution = try method.solver(for: problem, iterations: 5).solveCertified(LassoFixture.inputs(3, p: 4))
        #expect(solution.minimisers.values.allSatisfy { $0 == 0 })
        #expect(solution.certificate.worstGap == 0)
    }

    @Test(arguments: LassoMethod.allCases)
    func theSameBytesForAnyNumberOfThreads(method: LassoMethod) throws {
        let solver = try method.solver(for: LassoFixture.problem(), iterations: 15)
        let x = LassoFixture.inputs(700)
        let one = try solver.solveCertified(x, workers: .one)
        for threads in [2, 4] {
            let several = try solver.solveCertified(x, workers: Workers(count: threads))
            #expect(one.minimisers.values == several.minimisers.values)
            #expect(one.certificate == several.certificate)
        }
    }

    @Test func progressIsCountedAndMayEndTheWork() throws {
        struct Stop: Error {}
        let solver = try ADMM(problem: LassoFixture.problem(), iterations: 5)
        let x = LassoFixture.inputs(600)
        var seen: [Int] = []
        _ = try solver.solve(x, workers: Workers(count: 2)) { seen.append($0) }
        #expect(seen == seen.sorted() && seen.count == 3 && seen.last == 600)
        var calls = 0
        #expect(throws: Stop.self) {
            try solver.solve(x, workers: .one) { _ in
                calls += 1
                throw Stop()
            }
        }
        #expect(calls == 1)
    }

    @Test func badInputsAreRefused() throws {
        let problem = try LassoFixture.problem()
        let solver = try CertifiedLasso(problem: problem)
        #expect(throws: LassoError.self) { try solver.solve(LassoFixture.inputs(3, p: 47)) }
        let x = LassoFixture.inputs(3)
        x[2, 5] = .nan
        let error = #expect(throws: LassoError.self) { try solver.solve(x) }
        #expect(error == .notFinite(what: "inputs", row: 2, column: 5, value: "nan"))
        #expect("\(try #require(error))".contains("row 2, column 5"))
        x[2, 5] = .infinity
        #expect(throws: LassoError.self) { try solver.solve(x) }
        for alpha in [0, -1, .nan, .infinity] as [Double] {
            #expect(throws: LassoError.self) { try LassoFixture.problem(alpha: alpha) }
        }
        #expect(throws: LassoError.self) {
            try LassoProblem(dictionary: Matrix(rows: 1, columns: 2, values: [1, .nan]), alpha: 1)
        }
        #expect(throws: LassoError.self) { try LassoProblem(dictionary: Matrix(rows: 0, columns: 2), alpha: 1) }
        #expect(throws: LassoError.self) { try ADMM(problem: problem, rho: 0) }
        #expect(throws: LassoError.self) { try ADMM(problem: problem, relaxation: 2) }
    }

    @Test func noSamplesAreNoWork() throws {
        let solution = try CertifiedLasso(problem: LassoFixture.problem()).solveCertified(LassoFixture.inputs(0))
        #expect(solution.minimisers.rows == 0 && solution.certificate.checked == 0)
    }
}
