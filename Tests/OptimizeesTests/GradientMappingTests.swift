import Optimizees
import Tensors
import Testing

/// The proximal-gradient mapping at minimisers, by hand, and against subgradients.
@Suite struct GradientMappingTests {
    private let dictionary: Matrix<Float> = RandomStream(seed: 1, name: "test/D").normal(
        rows: 12, columns: 15, standardDeviation: 0.3)
    private let x: Matrix<Float> = RandomStream(seed: 1, name: "test/x").normal(rows: 20, columns: 12)

    @Test func itIsZeroAtCertifiedMinimisersAndASubgradientIsNot() throws {
        let problem = try LassoProblem(dictionary: dictionary, alpha: 0.4)
        let y = try LassoMethod.certified.solver(for: problem).solveCertified(x, certify: .all, workers: .one)
            .minimisers.converted(to: Double.self)
        let mapping = GradientMapping(problem.double, eigenvalue: problem.largestEigenvalue)
        let exact = x.converted(to: Double.self)
        let norms = mapping.step(y, correlation: problem.double.correlation(exact)).mapping.rowNorms()
        #expect(norms.allSatisfy { $0 < 1e-5 }, "\(norms)")
        let subgradients = problem.double.subgradient(y, exact).rowNorms()
        #expect(subgradients.contains { $0 > 0.1 })
        // A little away it is not zero.
        y.pointer[0] += 0.01
        #expect(mapping.step(y, correlation: problem.double.correlation(exact)).mapping.rowNorms()[0] > 1e-4)
    }

    /// f = ½(x − y)² + ½|y|, Λ = 2: at y = 1, x = 4 the step goes to S_{1/4}(1 + 3/2) = 9/4, and G = 2·(1 − 9/4).
    @Test func byHand() {
        let one = Matrix<Double>(rows: 1, columns: 1, values: [1])
        let mapping = GradientMapping(Lasso(dictionary: one, alpha: 0.5), eigenvalue: 2)
        let (value, end) = mapping.step(one, correlation: Matrix(rows: 1, columns: 1, values: [4]))
        #expect(value[0, 0] == -2.5 && end[0, 0] == 2.25)
    }

    /// No subgradient is shorter.
    @Test func itIsNoLongerThanASubgradient() {
        let problem = Lasso<Double>(dictionary: dictionary.converted(), alpha: 0.4)
        let mapping = GradientMapping(problem, eigenvalue: problem.largestEigenvalue().upper)
        let inputs = x.converted(to: Double.self)
        let y: Matrix<Double> = RandomStream(seed: 2, name: "test/y").normal(rows: 20, columns: 15)
        for i in stride(from: 0, to: y.count, by: 3) { y.pointer[i] = 0 }
        let norms = mapping.step(y, correlation: problem.correlation(inputs)).mapping.rowNorms()
        for (norm, other) in zip(norms, problem.subgradient(y, inputs).rowNorms()) {
            #expect(norm <= other * (1 + 1e-12) && norm > 0.1 * other)
        }
    }
}
