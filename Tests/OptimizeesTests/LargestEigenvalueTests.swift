import Optimizees
import Tensors
import Testing

@Suite struct LargestEigenvalueTests {
    @Test(arguments: [(48, 58), (30, 12), (1, 5), (7, 1)])
    func boundsHoldTheEigenvalue(p: Int, d: Int) throws {
        let problem = try LassoFixture.problem(p: p, d: d)
        let exact = try #require(SymmetricEigen(problem.double.gram)?.values.last)
        for tolerance in [1e-1, 1e-3, 1e-6] {
            let bounds = problem.double.largestEigenvalue(tolerance: tolerance)
            #expect(bounds.lower <= exact * (1 + 1e-12) && exact <= bounds.upper)
            #expect(bounds.upper <= (1 + tolerance) * bounds.lower)
        }
        #expect(problem.largestEigenvalue >= exact && problem.largestEigenvalue <= exact * 1.0011)
    }

    /// Two eigenvalues that nearly meet, and one that is met exactly by several vectors.
    @Test func closeAndEqualEigenvalues() {
        for last in [1.9999, 2, 1e-9, 0] {
            let lasso = Lasso<Double>(
                dictionary: Matrix(rows: 3, columns: 3, values: [2, 0, 0, 0, last, 0, 0, 0, 1]), alpha: 1)
            let bounds = lasso.largestEigenvalue(tolerance: 1e-5)
            #expect(bounds.lower <= 4 * (1 + 1e-12) && bounds.upper >= 4 && bounds.upper < 4.0001)
        }
        let zero = Lasso<Double>(dictionary: Matrix(rows: 2, columns: 3), alpha: 1).largestEigenvalue()
        #expect(zero.lower == 0 && zero.upper == 0)
    }
}
