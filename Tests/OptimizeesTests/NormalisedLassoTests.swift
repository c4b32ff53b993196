import Foundation
import Optimizees
import Tensors
import Testing

@Suite struct NormalisedLassoTests {
    private func one(_ values: [Double]) -> Matrix<Double> { Matrix(rows: 1, columns: values.count, values: values) }
    private func column(_ values: [Double]) -> Matrix<Double> { Matrix(rows: values.count, columns: 1, values: values) }

    private func normal(_ rows: Int, _ columns: Int, seed: UInt64) -> Matrix<Double> {
        (RandomStream(seed: seed, name: "tests/any scale").normal(rows: rows, columns: columns) as Matrix<Float>)
            .converted()
    }

    /// Whatever the units, and whatever depends on what: certified, and by the test's own gap too.
    @Test func aHundredProblemsAreCertified() throws {
        for problem in (0..<100).map({ AnyScaleProblem(seed: $0) }) {
            let answers = try NormalisedLasso(dictionary: problem.dictionary, alpha: problem.alpha).solve(
                problem.inputs, by: .certified)
            #expect(answers.minimisers.isFinite, "\(problem)")
            for (row, gap) in answers.gaps.enumerated() {
                #expect(gap <= 1e-6, "\(problem)")
                // The loops' own rounding is that of the smallest weights.
                #expect(problem.gap(answers.minimisers, row: row) <= 2e-6, "\(problem)")
            }
        }
    }

    /// Of no iterate is more said than is so.
    @Test(arguments: [LassoMethod.ista, .fista, .admm]) func unfinishedAnswersAreJudgedAsWhatTheyAre(
        method: LassoMethod
    ) throws {
        var missed = 0
        for problem in (100..<130).map({ AnyScaleProblem(seed: $0) }) {
            let answers = try NormalisedLasso(dictionary: problem.dictionary, alpha: problem.alpha).solve(
                problem.inputs, by: method)
            #expect(answers.minimisers.isFinite, "\(problem)")
            for (row, gap) in answers.gaps.enumerated() {
                let own = problem.gap(answers.minimisers, row: row)
                #expect(abs(gap - own) <= 1e-6 + 1e-3 * own, "\(problem)")
                missed += gap > 1e-6 ? 1 : 0
            }
        }
        #expect(missed > 0)
    }

    @Test(arguments: [0, 300, -300, 600, -600]) func unitsOfTheWholeProblemChangeNothing(shift: Int) throws {
        let dictionary: Matrix<Double> = normal(10, 14, seed: 2)
        let x: Matrix<Double> = normal(4, 10, seed: 3)
        let plain = try NormalisedLasso(dictionary: dictionary, alpha: 0.25).solve(x, by: .certified)
        for i in 0..<dictionary.count { dictionary.pointer[i] = AnyScaleProblem.scale(dictionary.pointer[i], shift) }
        for i in 0..<x.count { x.pointer[i] = AnyScaleProblem.scale(x.pointer[i], shift / 2) }
        let moved = try NormalisedLasso(
            dictionary: dictionary, alpha: AnyScaleProblem.scale(0.25, shift + shift / 2)
        ).solve(x, by: .certified)
        let back = moved.minimisers.values.map { AnyScaleProblem.scale($0, shift - shift / 2) }
        for (a, b) in zip(back, plain.minimisers.values) { #expect(abs(a - b) <= 1e-9 * (1 + abs(b))) }
        #expect(moved.gaps.allSatisfy { $0 <= 1e-8 } && plain.minimisers.values.contains { $0 != 0 })
    }

    /// From the largest correlation on, zero is the answer, and exactly so; just below it is not.
    @Test(arguments: LassoMethod.allCases) func aLargeWeightGivesZero(method: LassoMethod) throws {
        for (d, x, largest) in [
            (1e-21, 1.0, 1e-21), (1e300, 1e-300, 1.0), (2, 3, 6), (.leastNonzeroMagnitude, 1, .leastNonzeroMagnitude),
        ] {
            for alpha in [largest, 2 * largest, 1e308] {
                let answers = try NormalisedLasso(dictionary: one([d, 0, -d]), alpha: alpha).solve(
                    column([x, -x, 0]), by: method)
                #expect(answers.minimisers.values.allSatisfy { $0 == 0 } && answers.gaps == [0, 0, 0])
            }
        }
        let below = try NormalisedLasso(dictionary: one([2, 0]), alpha: 5.9).solve(column([3]), by: .certified)
        // (x·d − α)/d².
        #expect(abs(below.minimisers[0, 0] - 0.025) < 1e-12 && below.minimisers[0, 1] == 0)
    }

    /// Two atoms that differ in length alone: the longer one costs less for the same image.
    @Test func theLongerOfTwinsIsTaken() throws {
        let dictionary = Matrix<Double>(rows: 2, columns: 3, values: [1, 1e6, 0, 2, 2e6, 0])
        let answers = try NormalisedLasso(dictionary: dictionary, alpha: 1e-3).solve(one([1, 2]), by: .certified)
        #expect(answers.minimisers[0, 0] == 0 && answers.minimisers[0, 2] == 0)
        #expect(abs(answers.minimisers[0, 1] - 1e-6) < 1e-12 && answers.gaps[0] < 1e-9)
    }

    /// More equations than unknowns and hardly a weight: the dual point has to be known to more digits than Double has.
    @Test func hardlyAnyWeightIsCertifiedToo() throws {
        let dictionary: Matrix<Double> = normal(20, 6, seed: 4)
        let x: Matrix<Double> = normal(3, 20, seed: 5)
        let answers = try NormalisedLasso(dictionary: dictionary, alpha: 1e-15).solve(x, by: .certified)
        #expect(answers.gaps.allSatisfy { $0 <= 1e-6 })
        let least = try #require(LeastSquares(matrix: dictionary).minimisers(x))
        for (a, b) in zip(answers.minimisers.values, least.values) { #expect(abs(a - b) < 1e-10) }
    }

    /// What is written is judged: answers that Float or Double cannot hold are not certified in it.
    @Test func writtenAnswersAreJudged() throws {
        let large = try NormalisedLasso(dictionary: one([1e-30]), alpha: 0.5).solve(column([1e30]), by: .certified)
        #expect(large.gaps[0] <= 1e-12 && large.gapsInFloat[0] == .infinity)
        let small = try NormalisedLasso(dictionary: one([1e30]), alpha: 0.1).solve(column([1e-30]), by: .certified)
        #expect(small.gaps[0] <= 1e-12 && small.gapsInFloat[0] > 0.5)
        let beyond = try NormalisedLasso(dictionary: one([1e-200]), alpha: 0.1).solve(
            column([1e200]), by: .certified)
        #expect(beyond.minimisers[0, 0] == .infinity && beyond.gaps[0] == .infinity)
        let below = try NormalisedLasso(dictionary: one([1e200]), alpha: 0.1).solve(column([1e-200]), by: .certified)
        #expect(below.minimisers[0, 0] == 0 && below.gaps[0] > 0.5)
    }

    /// DᵀD of this dictionary would have 4·10¹⁰ elements; it is not needed.
    @Test func manyAtomsOfFewNumbersNeedNoGramMatrix() throws {
        let d = 200_000
        let dictionary: Matrix<Double> = normal(1, d, seed: 6)
        let answers = try NormalisedLasso(dictionary: dictionary, alpha: 0.1).solve(one([3]), by: .certified)
        #expect(answers.gaps[0] <= 1e-9)
        #expect(answers.minimisers.values.filter { $0 != 0 }.count == 1)
    }

    @Test func theSameBytesForAnyNumberOfThreads() throws {
        let problem = AnyScaleProblem(seed: 7)
        let x = Matrix<Double>(rows: 600, columns: problem.inputs.columns)
        for i in 0..<x.count { x.pointer[i] = problem.inputs.pointer[i % problem.inputs.count] * Double(1 + i % 7) }
        let lasso = try NormalisedLasso(dictionary: problem.dictionary, alpha: problem.alpha)
        let one = try lasso.solve(x, by: .certified)
        let two = try lasso.solve(x, by: .certified, workers: Workers(count: 3))
        #expect(one.minimisers.values == two.minimisers.values && one.gaps == two.gaps)
    }

    @Test func badProblemsAreRefused() throws {
        for alpha in [0, -1, .nan, .infinity] as [Double] {
            #expect(throws: LassoError.self) { try NormalisedLasso(dictionary: one([1]), alpha: alpha) }
        }
        #expect(throws: LassoError.self) { try NormalisedLasso(dictionary: one([]), alpha: 1) }
        #expect(throws: LassoError.self) { try NormalisedLasso(dictionary: one([1, .infinity]), alpha: 1) }
        let lasso = try NormalisedLasso(dictionary: one([1]), alpha: 1)
        #expect(throws: LassoError.self) { try lasso.solve(column([.nan]), by: .certified) }
        #expect(throws: LassoError.self) { try lasso.solve(one([1, 2]), by: .certified) }
    }
}
