import Bench
import Descent
import Optimizees
import Tensors
import Unrolled

/// The family f(y; x) = ½‖x − Ay‖² of the toy: A is N(0, 1), x = Au + 0.1·n with u ~ N(0, 2²·I).
struct ToyProblem {
    let settings: Settings<ToyDeclarations>
    let problem: LeastSquares<Float>
    let exact: LeastSquares<Double>
    /// λmax of AᵀA.
    let largestEigenvalue: Double
    private let seed: UInt64

    /// The problem of a draw.
    init(settings: Settings<ToyDeclarations>, draw: Int) throws {
        seed = settings.common.drawSeed(draw)
        let a: Matrix<Double> = RandomStream(seed: seed, name: "toy/A").normal(
            rows: settings.inputs, columns: 2)
        self.settings = settings
        exact = LeastSquares(matrix: a)
        problem = LeastSquares(matrix: a.converted())
        guard let eigen = SymmetricEigen(Matrix.product(a, transposeA: true, a)), let most = eigen.values.last,
            exact.minimisers(Matrix(rows: 1, columns: a.rows)) != nil
        else {
            throw SettingsError("toy.inputs = \(a.rows): A has not full rank. Hint: at least 2, or another run.seed.")
        }
        largestEigenvalue = most
    }

    /// An untrained network for this problem.
    var network: LearnedDescent<Float> {
        LearnedDescent(
            layerCount: settings.layers, inputDimension: settings.inputs, dimension: 2,
            hidden: settings.hidden)
    }

    /// Samples (x, y*), y* in closed form.
    func samples(_ count: Int, name: String) -> Batch<Float> {
        let u: Matrix<Double> = RandomStream(seed: seed, name: "toy/u/\(name)").normal(
            rows: count, columns: 2, standardDeviation: 2)
        let x: Matrix<Double> = RandomStream(seed: seed, name: "toy/noise/\(name)").normal(
            rows: count, columns: problem.inputDimension, standardDeviation: 0.1)
        x.setProduct(u, exact.matrix, transposeB: true, beta: 1)
        return Batch(inputs: x.converted(), optima: (exact.minimisers(x) ?? u).converted())
    }
}

/// Noise on the output of one layer alone: Fig. 2's perturbation.
final class StepPerturbation: LayerNoise {
    let layer: Int
    let noise: Matrix<Float>

    /// - Parameters:
    ///   - layer: whose output is moved.
    ///   - noise: by how much, (B, d).
    init(layer: Int, noise: Matrix<Float>) {
        self.layer = layer
        self.noise = noise
    }

    func perturb(_ output: Matrix<Float>, layer: Int, into result: Matrix<Float>) {
        result.assign(from: output)
        if layer == self.layer { Float.addScaled(result.pointer, noise.pointer, scale: 1, count: noise.count) }
    }

    func view(rows: Range<Int>) -> StepPerturbation { StepPerturbation(layer: layer, noise: noise.view(rows: rows)) }
}
