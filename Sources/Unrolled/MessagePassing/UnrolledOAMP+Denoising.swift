import Foundation
import Tensors

/// The second half of a layer by itself, at points of one's own: for state evolution, and for what is measured of denoisers.
extension UnrolledOAMP {
    /// ĉ_l and s_l of points r = c + N(0, τ²), whatever came before, (B, 2N) each.
    public func denoise(
        _ layer: Int, _ points: Matrix<Scalar>, variance: Double
    ) -> (output: Matrix<Scalar>, state: Matrix<Scalar>) {
        let memory = Memory(layerMemory.map { Matrix<Scalar>(rows: points.rows, columns: $0) })
        memory.point.assign(from: points)
        memory.deviation.fill(Scalar(variance.squareRoot()))
        memory.level.fill(Scalar(log(variance) / 2 - settings.meanLevel))
        let (output, state) = (points.copy(), points.copy())
        denoise(layer, memory, into: output)
        state.assign(from: output)
        correct(layer, memory, state)
        return (output, state)
    }

    /// The divergence of ĉ_l in r, (1/N)·Σ ∂ĉ_i/∂r_i in Wirtinger's sense, by ⟨b, D(r + hb) − D(r)⟩/(hN) with complex normal b: one
    /// number for each point, right in the mean.
    public func divergence(_ layer: Int, _ points: Matrix<Scalar>, variance: Double, seed: UInt64) -> [Double] {
        let direction: Matrix<Scalar> = RandomStream(seed: seed, name: "divergence", layer: layer).normal(
            rows: points.rows, columns: dimension, standardDeviation: 0.5.squareRoot())
        // Small against τ, and large against rounding.
        let step = 1e-2 * variance.squareRoot()
        let moved = points.copy()
        Scalar.addScaled(moved.pointer, direction.pointer, scale: Scalar(step), count: moved.count)
        let (before, after) = (denoise(layer, points, variance: variance), denoise(layer, moved, variance: variance))
        Scalar.addScaled(after.output.pointer, before.output.pointer, scale: -1, count: moved.count)
        return (0..<points.rows).map { n in
            Double(Scalar.innerProduct(direction.row(n), after.output.row(n), count: dimension))
                / (step * Double(pixels))
        }
    }
}

extension UnrolledOAMP {
    /// Has the layers of a new trajectory take these v² instead of what residuals say: forward passes of it keep them where
    /// `keepsVariances` is set.
    public func fix(_ schedule: [Double], in trajectory: Trajectory<Scalar>) {
        precondition(keepsVariances && schedule.count == layerCount, "a number for each layer, to be kept")
        for (place, variance) in schedule.enumerated() {
            let memory = Memory(trajectory.memory[place])
            let output = max(estimator.outputVariance(variance, step: step(place + 1)), estimator.leastVariance)
            memory.variance.fill(Scalar(variance))
            memory.deviation.fill(Scalar(output.squareRoot()))
            memory.level.fill(Scalar(log(output) / 2 - settings.meanLevel))
        }
    }
}
