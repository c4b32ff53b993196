import Optimizees
import Tensors
import Testing

/// Derivatives against central differences in Double, away from kinks.
@Suite struct OptimizeeTests {
    private let x: Matrix<Double> = RandomStream(seed: 11, name: "tests/x").normal(rows: 3, columns: 7)
    private let y: Matrix<Double> = RandomStream(seed: 12, name: "tests/y").normal(rows: 3, columns: 9)
    private let v: Matrix<Double> = RandomStream(seed: 13, name: "tests/v").normal(rows: 3, columns: 9)
    private let matrix: Matrix<Double> = RandomStream(seed: 14, name: "tests/d").normal(rows: 7, columns: 9)

    private func check(_ optimizee: some Optimizee<Double>) {
        let step = 1e-6
        let gradient = optimizee.subgradient(y, x)
        let product = optimizee.hessianProduct(v)
        for i in 0..<optimizee.dimension {
            let (up, down) = (y.copy(), y.copy())
            for row in 0..<3 {
                up[row, i] += step
                down[row, i] -= step
            }
            let (high, low) = (optimizee.values(up, x), optimizee.values(down, x))
            for row in 0..<3 { #expect(abs((high[row] - low[row]) / (2 * step) - gradient[row, i]) < 1e-6) }
        }
        let (up, down) = (y.copy(), y.copy())
        Double.addScaled(up.pointer, v.pointer, scale: step, count: v.count)
        Double.addScaled(down.pointer, v.pointer, scale: -step, count: v.count)
        let (high, low) = (optimizee.subgradient(up, x), optimizee.subgradient(down, x))
        for i in 0..<v.count {
            #expect(abs((high.pointer[i] - low.pointer[i]) / (2 * step) - product.pointer[i]) < 1e-6)
        }
    }

    @Test func lassoDerivatives() { check(Lasso(dictionary: matrix, alpha: 0.3)) }

    @Test func leastSquaresDerivatives() { check(LeastSquares(matrix: matrix)) }

    @Test func lassoValueByHand() {
        // ½((1 − 2·0.5 + 1)² + (2 − 0)²) + 0.5·(0.5 + 1), D = (2 1; 0 0), y = (0.5, −1), x = (1, 2).
        let lasso = Lasso<Double>(dictionary: Matrix(rows: 2, columns: 2, values: [2, 1, 0, 0]), alpha: 0.5)
        let value = lasso.values(
            Matrix(rows: 1, columns: 2, values: [0.5, -1]), Matrix(rows: 1, columns: 2, values: [1, 2]))
        #expect(abs(value[0] - 3.25) < 1e-12)
    }

    @Test func subgradientAtZeroIsThatOfTheSmoothPart() {
        let lasso = Lasso(dictionary: matrix, alpha: 0.3)
        let gradient = lasso.subgradient(Matrix(rows: 3, columns: 9), x)
        let correlation = lasso.correlation(x)
        for i in 0..<gradient.count { #expect(gradient.pointer[i] == -correlation.pointer[i]) }
    }

    @Test func leastSquaresMinimiser() throws {
        let tall = LeastSquares(matrix: matrix.transposed())
        let inputs: Matrix<Double> = RandomStream(seed: 15, name: "tests/tall").normal(rows: 4, columns: 9)
        let optimum = try #require(tall.minimisers(inputs))
        #expect(tall.subgradient(optimum, inputs).values.allSatisfy { abs($0) < 1e-10 })
        #expect(optimum.rootMeanSquare > 0.01)
        #expect(LeastSquares(matrix: matrix).minimisers(x) == nil)
    }
}
