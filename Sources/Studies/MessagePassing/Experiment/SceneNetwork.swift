import Bench
import Foundation
import Tensors
import Unrolled

/// What takes measurements to scenes: unrolled message passing, ALISTA, or a U-Net behind a linear estimate.
package enum SceneNetwork {
    case passing(UnrolledOAMP<Float>)
    case unet(UNet<Float>, input: Input)
    /// ALISTA, with a safeguard where one is given.
    case alista(ComplexAlista<Float>, Safeguard? = nil)
    /// A linear estimate itself.
    case linear(Input)

    /// A linear estimate of a scene.
    package enum Input: String, Sendable {
        /// The least mean squared error of any linear one: v²Aᴴ(v²AAᴴ + σ²)⁻¹y with v² = E|c|².
        case lmmse
        /// Aᴴy.
        case adjoint

        /// Of x̃, (B, 2M): (B, 2N).
        package func estimate(_ measured: Matrix<Float>, _ estimator: LinearEstimator<Float>, signal: Double)
            -> Matrix<Float>
        {
            let result = Matrix<Float>(rows: measured.rows, columns: estimator.basis.columns)
            let scaled = measured.copy()
            switch self {
            case .lmmse:
                // The estimator is made free of divergence by 1/q.
                estimator.forward(
                    result.copy(), residual: scaled, variances: [Double](repeating: signal, count: measured.rows),
                    step: estimator.overlap(signal), into: result)
            case .adjoint:
                let values = (estimator.singularValues + estimator.singularValues).map { Float($0) }
                for n in 0..<scaled.rows {
                    values.withUnsafeBufferPointer { values in
                        if let base = values.baseAddress { Float.multiply(scaled.row(n), base, count: values.count) }
                    }
                }
                result.setProduct(scaled, estimator.basis)
            }
            return result
        }
    }

    /// Scenes that go through a network together: deep networks keep much of each.
    package static let chunk = 16

    /// The same network for another operator.
    package func moved(to estimator: LinearEstimator<Float>) -> SceneNetwork {
        switch self {
        case .passing(let network):
            let moved = UnrolledOAMP<Float>(network.settings, estimator: estimator)
            moved.values.assign(from: network.values)
            return .passing(moved)
        case .alista(let network, let safeguard): return .alista(Self.moved(network, to: estimator), safeguard)
        case .unet, .linear: return self
        }
    }

    /// The tied network with more layers, or fewer, of the same.
    package static func repeated(_ network: UnrolledOAMP<Float>, layers: Int) -> UnrolledOAMP<Float> {
        precondition(network.settings.isTied, "layers that are one and the same")
        var settings = network.settings
        settings.layers = layers
        let deeper = UnrolledOAMP<Float>(settings, estimator: network.estimator)
        deeper.values.assign(from: network.values)
        return deeper
    }

    /// ĉ_0, ĉ_1, … of all samples, (B, 2N) each: from 0, or of a U-Net its input and its output.
    package func outputs(
        _ measured: Matrix<Float>, _ estimator: LinearEstimator<Float>, signal: Double, workers: Workers
    ) -> [Matrix<Float>] {
        let (rows, columns) = (measured.rows, estimator.basis.columns)
        switch self {
        case .linear(let input): return [input.estimate(measured, estimator, signal: signal)]
        case .unet(let network, let input):
            let x = input.estimate(measured, estimator, signal: signal)
            return [x, network.run(x, from: Matrix(rows: rows, columns: columns), workers: workers)[1]]
        case .passing(let network):
            return Self.outputs(network, measured, workers: workers)
        case .alista(let network, let safeguard?):
            return Self.outputs(network, safeguard, measured, estimator).outputs
        case .alista(let network, nil):
            return network.run(measured, from: Matrix(rows: rows, columns: columns), workers: workers)
        }
    }

    /// ĉ_0, ĉ_1, … of message passing, with v² of a schedule where one is given.
    package static func outputs(
        _ network: UnrolledOAMP<Float>, _ measured: Matrix<Float>, schedule: [Double]? = nil, workers: Workers
    ) -> [Matrix<Float>] {
        let all = (0...network.layerCount).map { _ in
            Matrix<Float>(rows: measured.rows, columns: network.dimension)
        }
        forEachChunk(network, measured, schedule: schedule, workers: workers) { rows, trajectory in
            for (layer, output) in trajectory.outputs.enumerated() {
                all[layer].view(rows: rows).assign(from: output)
            }
        }
        return all
    }

    /// Runs message passing on some samples after the other; `visit` is given their rows and what layers have kept.
    package static func forEachChunk(
        _ network: UnrolledOAMP<Float>, _ measured: Matrix<Float>, schedule: [Double]? = nil, workers: Workers,
        _ visit: (Range<Int>, Trajectory<Float>) throws -> Void
    ) rethrows {
        for first in stride(from: 0, to: measured.rows, by: chunk) {
            let rows = first..<min(first + chunk, measured.rows)
            let trajectory = network.makeForwardTrajectory(samples: rows.count)
            if let schedule { network.fix(schedule, in: trajectory) }
            network.run(measured.rows(rows), trajectory, noise: nil, workers: workers)
            try visit(rows, trajectory)
        }
    }
}
