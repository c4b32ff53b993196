import Bench
import Tensors
import Unrolled

/// K = JJᵀ of a network on n samples, J = ∂F/∂w with a row for each of the nN outputs. Its smallest eigenvalue μ is the
/// constant of the PL* condition, ½‖∇L‖² ≥ μL (Liu, Zhu and Belkin, Applied and Computational Harmonic Analysis 59, 2022,
/// arXiv 2003.00307).
package struct TangentKernel {
    /// Eigenvalues below this share of the largest are those of rounding, and count as 0.
    package static let rounding = 1e-12

    /// J, (nN, P): exact, by a backward pass for each row.
    package let jacobian: Matrix<Double>
    /// Ascending; those of rounding are 0.
    package let eigenvalues: [Double]
    /// How many of the outputs do not depend on the weights at all: rows of J that are 0.
    package let deadOutputs: Int

    /// Throws `UnusableNumbers` where no spectrum is found.
    package init(_ network: some UnrolledNetwork<Double>, _ inputs: Matrix<Double>) throws {
        jacobian = Self.jacobian(network, inputs)
        deadOutputs = jacobian.rowNorms().filter { $0 == 0 }.count
        let kernel = Matrix.product(jacobian, jacobian, transposeB: true)
        guard kernel.values.allSatisfy(\.isFinite), let values = SymmetricEigen(kernel)?.values, let most = values.last
        else { throw UnusableNumbers("a Jacobian has no finite spectrum", hint: "a smaller landscape.step-share") }
        eigenvalues = values.map { $0 > Self.rounding * most ? $0 : 0 }
    }

    /// How many eigenvalues are 0.
    package var deficiency: Int { eigenvalues.filter { $0 == 0 }.count }

    /// A copy of each sample for each of its outputs: a row of J is what one copy's backward pass leaves.
    private static func jacobian(_ network: some UnrolledNetwork<Double>, _ inputs: Matrix<Double>) -> Matrix<Double> {
        let (outputs, depth) = (network.dimension, network.layerCount)
        let copies = inputs.gather((0..<inputs.rows * outputs).map { $0 / outputs })
        let trajectory = network.makeTrajectory(samples: copies.rows)
        network.refresh()
        network.forward(copies, trajectory, depth: depth, noise: nil)
        for row in 0..<copies.rows { trajectory.gradients[depth - 1][row, row % outputs] = 1 }
        network.backward(copies, trajectory, layers: 1...depth)
        let jacobian = Matrix<Double>(rows: copies.rows, columns: network.parameterCount)
        for row in 0..<copies.rows {
            let rows = row..<row + 1
            let own = network.gradientTiles(
                copies.view(rows: rows), trajectory.view(rows: rows), layers: 1...depth)
            for tile in own {
                tile.compute(
                    jacobian.view(
                        offset: row * jacobian.columns + tile.range.lowerBound, rows: 1, columns: tile.range.count))
            }
        }
        return jacobian
    }

    /// λ_max(K) without J, by the power method: Jᵀv is a backward pass, and J·u a central difference of outputs. The value
    /// is a Rayleigh quotient ‖Jᵀv‖²/‖v‖², in which no difference has a part.
    package static func largestEigenvalue<Network>(
        _ fit: SampleFit<Network>, _ stream: RandomStream, tolerance: Double = 1e-8
    ) -> Double {
        let weights = fit.network.values
        let start = weights.copy()
        let size = max(start.rowNorms()[0], 1e-3)
        let u = Matrix<Double>(rows: 1, columns: weights.count)
        var v: Matrix<Double> = stream.normal(rows: fit.targets.rows, columns: fit.targets.columns)
        var value = 0.0
        for _ in 0..<2_000 {
            _ = fit.output()
            fit.pullBack(v, into: u)
            let before = value
            let length = u.rowNorms()[0]
            value = length * length / Double.sumOfSquares(v.pointer, count: v.count)
            guard length > 0, abs(value - before) > tolerance * value else { break }
            let step = 1e-6 * size / length
            Double.addScaled(weights.pointer, u.pointer, scale: step, count: u.count)
            let next = fit.output().copy()
            weights.assign(from: start)
            Double.addScaled(weights.pointer, u.pointer, scale: -step, count: u.count)
            Double.addScaled(next.pointer, fit.output().pointer, scale: -1, count: next.count)
            weights.assign(from: start)
            let unit = 1 / max(Double.sumOfSquares(next.pointer, count: next.count).squareRoot(), 1e-300)
            v = Matrix(rows: next.rows, columns: next.columns)
            Double.addScaled(v.pointer, next.pointer, scale: unit, count: next.count)
        }
        return value
    }
}
