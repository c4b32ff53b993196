import Bench
import Foundation
import Stages
import StepsExperiment
import Tensors
import Testing

/// Steps of gradient descent on a quadratic: formulas against brute force, public values and each other.
@Suite struct StepsTests {
    private let hundred = Quadratic.linear(condition: 100, count: 100)

    /// diag(1, …, 100), E‖x_0‖² = 100, as computed elsewhere: constant step, best constant, Chebyshev, smallest possible.
    @Test(arguments: [
        (3, 13.45, 8.63, 34.9, 5.793), (5, 8.22, 4.96, 21.0, 2.320), (10, 3.88, 2.20, 3.56, 0.4271),
        (16, 2.17, 1.19, 0.334, 0.05888),
    ]) func lossesAreThoseKnown(_ layers: Int, _ constant: Double, _ best: Double, _ chebyshev: Double, _ least: Double)
    {
        func isNear(_ a: Double, _ b: Double, _ digits: Double) -> Bool { abs(a - b) <= b * 0.6 * pow(10, 1 - digits) }
        let steps = repeatElement(hundred.constantStep, count: layers)
        #expect(isNear(hundred.loss(steps), constant, 3))
        #expect(isNear(hundred.loss(repeatElement(hundred.bestConstantStep(layers), count: layers)), best, 3))
        #expect(isNear(hundred.loss(hundred.chebyshevSteps(layers)), chebyshev, 3))
        #expect(isNear(BestSteps(hundred, upTo: layers).losses[layers], least, 4))
    }

    /// The smallest loss is that of a linear regression on powers: by elimination for five eigenvalues.
    @Test(arguments: [1, 2, 3]) func theKernelPolynomialIsTheBest(_ layers: Int) throws {
        let problem = Quadratic(id: "five", kind: .linear, eigenvalues: [0.5, 1, 1.7, 3, 4.2])
        let best = BestSteps(problem, upTo: 4)
        // Σᵢ (1 + Σⱼ cⱼ λᵢʲ)² is least where its gradient by c is zero.
        var system = (1...layers).map { row in
            (1...layers + 1).map { column in
                problem.eigenvalues.reduce(0) { sum, value in
                    sum + pow(value, Double(row)) * (column > layers ? -1 : pow(value, Double(column)))
                }
            }
        }
        for pivot in 0..<layers {
            for row in 0..<layers where row != pivot {
                let ratio = system[row][pivot] / system[pivot][pivot]
                for column in 0...layers { system[row][column] -= ratio * system[pivot][column] }
            }
        }
        let coefficients = (0..<layers).map { system[$0][layers] / system[$0][$0] }
        let least = problem.eigenvalues.reduce(0) { sum, value in
            let factor = 1 + (0..<layers).reduce(0) { $0 + coefficients[$1] * pow(value, Double($1 + 1)) }
            return sum + factor * factor
        }
        #expect(abs(best.losses[layers] / least - 1) < 1e-9)
        #expect(abs(problem.loss(try #require(best.steps(layers))) / least - 1) < 1e-9)
    }

    @Test(arguments: [(10.0, 3), (100, 16), (10_000, 25)]) func chebyshevsStepsMakeTheLargestFactorLeast(
        _ condition: Double, _ layers: Int
    ) {
        let problem = Quadratic.linear(condition: condition, count: 20_001)
        let norm = Quadratic.norm(factors: problem.factors(problem.chebyshevSteps(layers)))
        #expect(abs(norm / problem.chebyshevNorm(layers) - 1) < 1e-6)
        // Not so the product of norms, which no steps bring below that of the constant one.
        let rates = problem.chebyshevSteps(layers).reduce(1) { $0 * problem.rate($1) }
        #expect(rates > pow(problem.constantRate, Double(layers)) && norm < pow(problem.constantRate, Double(layers)))
    }

    @Test(arguments: [1, 8]) func theLossGradientIsThatOfDifferences(_ power: Int) {
        let problem = Quadratic.linear(condition: 30, count: 12)
        // The third step makes one factor zero, without which products cannot be divided.
        let steps = [0.03, 0.2, 1 / problem.eigenvalues[4], 0.9, 0.11]
        let gradient = problem.logLoss(steps, power: power).gradient
        for k in steps.indices {
            let values = [1e-6, -1e-6].map { shift in
                var moved = steps
                moved[k] *= exp(shift)
                return problem.logLoss(moved, power: power).value
            }
            #expect(abs(gradient[k] - (values[0] - values[1]) / 2e-6) < 1e-6 * max(1, abs(gradient[k])), "\(k)")
        }
        let sum = problem.factors(steps).reduce(0) { $0 + pow($1, 2 * Double(power)) }
        #expect(abs(problem.logLoss(steps, power: power).value - log(sum) / Double(power)) < 1e-12)
    }

    private func train(_ layers: Int, period: Int? = nil, power: Int = 1, spread: Double = 0.05, rate: Double = 1e-2)
        throws -> [Double]
    {
        try LearnedSteps(
            hundred, layers: layers, period: period, power: power, updates: 2_000, rate: rate, spread: spread
        )
        .train(RandomStream(seed: 3, name: "test")).steps
    }

    @Test(arguments: [3, 10]) func trainingReachesTheSmallestLoss(_ layers: Int) throws {
        let best = BestSteps(hundred, upTo: layers)
        let steps = try train(layers)
        #expect(abs(hundred.loss(steps) / best.losses[layers] - 1) < 1e-6)
        for (learned, known) in zip(steps.sorted(), try #require(best.steps(layers))) {
            #expect(abs(learned / known - 1) < 1e-3)
        }
    }

    /// Equal steps stay equal, so that the best constant one is all that training finds.
    @Test func stepsThatStartEqualStayEqual() throws {
        let steps = try train(5, spread: 0)
        #expect(Set(steps).count == 1 && abs(steps[0] / hundred.bestConstantStep(5) - 1) < 1e-4)
    }

    /// Three steps, repeated: others published 0.154 after 25 of them.
    @Test func fewStepsRepeated() throws {
        let steps = try train(25, period: 3)
        #expect(Set(steps).count == 3 && steps[0] == steps[3] && steps[24] == steps[0])
        #expect(hundred.loss(steps) < 0.154)
    }

    /// With a large power of the factors their largest is nearly as small as Chebyshev's.
    @Test func trainingForTheWorstCase() throws {
        let factors = try [1, 8].map { Quadratic.norm(factors: hundred.factors(try train(10, power: $0))) }
        #expect(factors[1] < 1.15 * hundred.chebyshevNorm(10) && factors[0] > 1.5 * factors[1])
    }

    @Test func aRateThatIsTooHighIsADivergence() {
        #expect { try train(5, rate: 1e6) } throws: { "\($0)".contains("a smaller steps.rate") }
    }

    /// As many steps as eigenvalues end at the minimiser; the first one is the best along the gradient.
    @Test func conjugateGradients() {
        let problem = Quadratic(id: "three", kind: .linear, eigenvalues: [1, 2, 5])
        let start = Matrix<Double>(rows: 1, columns: 3)
        for (i, value) in [1.0, -2, 0.5].enumerated() { start[0, i] = value }
        let squares = problem.conjugateGradients(start, steps: 5)
        #expect(abs(squares[0] - 5.25) < 1e-12 && squares[3] < 1e-25 && squares[5] < 1e-25)
        let gradient = [1.0, -4, 2.5]
        let step =
            gradient.reduce(0) { $0 + $1 * $1 }
            / zip(gradient, problem.eigenvalues).reduce(0) { $0 + $1.0 * $1.0 * $1.1 }
        let first = zip([1.0, -2, 0.5], gradient).reduce(0) { $0 + pow($1.0 - step * $1.1, 2) }
        #expect(abs(squares[1] - first) < 1e-12)
    }

    @Test func nesterovsMethod() {
        let factors = hundred.nesterovFactors(50)
        #expect(factors[1] == hundred.eigenvalues.map { 1 - $0 / 100 })
        // As computed elsewhere, with matrices.
        #expect(abs(Quadratic.loss(factors: factors[16]) / 0.344_681_668 - 1) < 1e-6)
        #expect(abs(Quadratic.loss(factors: factors[50]) / 9.827_718_388e-4 - 1) < 1e-6)
    }

    @Test(arguments: [
        ([1.0, 2, 3], 1.0), ([3, 2, 1], -1), ([1, 3, 2, 4], 0.8), ([2, 2, 2], nil), ([1, 1, 2], 0.866),
    ])
    func rankCorrelations(_ values: [Double], _ known: Double?) {
        let found = RankCorrelation.withPlace(values)
        #expect(known == nil ? found == nil : abs((found ?? 9) - (known ?? 0)) < 1e-3)
    }

    @Test(arguments: [
        ("steps.eigenvalues", SettingValue.int(20), "as many steps as eigenvalues"),
        ("steps.wishart.dimension", 25, "as many steps as eigenvalues"),
        ("steps.layers", .list([3, 5, 3]), "steps.layers has 3 twice"),
        ("steps.conditions", .list([10, 10]), "twice"), ("steps.wishart.samples", 150, "steps.wishart.dimension"),
        ("steps.layers", .list([1]), "a list of whole numbers from 2 to 64"), ("steps.layers", .list([3.5]), "3.5"),
        ("steps.conditions", .list([1]), "1.01"), ("steps.start-spread", 0, "1e-06"),
    ]) func badSettingsAreNamed(_ name: String, _ value: SettingValue, _ words: String) {
        #expect {
            try StudyGraph.check(Studies.settings([(name, value)]), [StepsStudy.self])
        } throws: {
            $0 is SettingsError && "\($0)".contains(words)
        }
    }
}
