import Bench
import Foundation
import Tensors
import Unrolled

/// y = A·c + w: complex scenes c, and a complex operator A with white noise whose size is known.
package struct ScatteringProblem: Sendable {
    /// What A is.
    package enum Kind: String, CaseIterable, Sendable {
        /// Independent normal entries.
        case gaussian
        /// Rows of the two-dimensional Fourier transform.
        case fourier
        /// Singular values that fall geometrically.
        case conditioned = "ill-conditioned"
        /// A Kronecker product of two Gaussian matrices.
        case kronecker
        /// Independent normal entries, of scenes whose pixels are independent: those that the algorithm's prior is of.
        case independent

        /// Its name in sentences.
        package var label: String {
            switch self {
            case .gaussian: "Gaussian"
            case .fourier: "partial Fourier"
            case .conditioned: "ill-conditioned"
            case .kronecker: "Kronecker"
            case .independent: "independent pixels"
            }
        }
    }

    /// Scenes with what is known of them: x̃ = Uᴴy, (B, 2M), and c, (B, 2N).
    package struct Sample: Sendable {
        package let measured: Matrix<Float>
        package let scenes: Matrix<Float>
    }

    /// Height and width.
    package let side: Int
    /// A.
    package let matrix: ComplexOperator
    package let estimator: LinearEstimator<Float>
    /// Uᴴ, (2M, 2M), as what x̃ = x·Uᵀ.
    package let rotation: Matrix<Float>
    /// σ² of a complex measurement.
    package let noise: Double
    /// The share of pixels that are not zero, and the mean of |c|² on these: what a Bernoulli–Gauss prior knows.
    package let density: Double
    package let power: Double
    private let seed: UInt64
    private let hasIndependentPixels: Bool

    /// E|c|².
    package var signal: Double { density * power }
    /// The root of E|c|² of an isolated scatterer, whose amplitudes have a Rayleigh distribution with the mean 1.
    private static let scatterer = (4 / Double.pi).squareRoot()
    /// Scenes of which the prior is told.
    private static let priorScenes = 400
    /// The share of pixels that are not zero where they are independent.
    private static let independentDensity = 0.1

    /// The problem of a draw of the data.
    ///
    /// - Parameter decibels: E‖A·c‖²/E‖w‖².
    /// - Throws: `SettingsError` where A has no full rank.
    package init(
        _ kind: Kind, side: Int, share: Double, decibels: Double, condition: Double, seed: UInt64
    ) throws {
        let pixels = side * side
        let rows = max(1, Int((share * Double(side)).rounded()))
        let measurements = max(1, kind == .kronecker ? rows * side : Int((share * Double(pixels)).rounded()))
        let made: ComplexOperator? =
            switch kind {
            case .gaussian, .independent: .gaussian(measurements: measurements, components: pixels, seed: seed)
            case .fourier: .partialFourier(measurements: measurements, height: side, width: side, seed: seed)
            case .conditioned:
                .geometric(measurements: measurements, components: pixels, condition: condition, seed: seed)
            case .kronecker: .kronecker(rows: rows, height: side, columns: side, width: side, seed: seed)
            }
        (self.side, self.seed, hasIndependentPixels) = (side, seed, kind == .independent)
        let prior = (0..<Self.priorScenes).map {
            Self.scene($0, set: "prior", side: side, seed: seed, isIndependent: kind == .independent)
        }
        let filled = prior.joined().filter { $0 != 0 }
        density = Double(filled.count / 2) / Double(Self.priorScenes * pixels)
        power = filled.reduce(0) { $0 + Double($1) * Double($1) } / Double(max(1, filled.count / 2))
        guard let made, density > 0 else {
            throw SettingsError("the operator of oamp.side = \(side) has no full rank. Hint: another run.seed.")
        }
        matrix = made
        let energy = made.matrix.rowNorms().reduce(0) { $0 + $1 * $1 } / 2
        noise = energy * density * power / Double(measurements) * pow(10, -decibels / 10)
        guard
            let (estimator, rotation): (LinearEstimator<Float>, Matrix<Float>) = made.estimator(
                noise: noise, power: density * power)
        else { throw SettingsError("the operator of oamp.side = \(side) has no full rank. Hint: another run.seed.") }
        (self.estimator, self.rotation) = (estimator, rotation)
    }

    /// Scene `index` of a set: real parts, then imaginary parts.
    private static func scene(
        _ index: Int, set: String, side: Int, seed: UInt64, isIndependent: Bool
    ) -> [Float] {
        let amplitudes: Matrix<Float> = stream(index, set, seed).normal(
            rows: 1, columns: 2 * side * side, standardDeviation: 0.5.squareRoot())
        let deviations = deviations(index, set: set, side: side, seed: seed, isIndependent: isIndependent)
        return zip(deviations + deviations, amplitudes.values).map { Float($0) * $1 }
    }

    private static func stream(_ index: Int, _ set: String, _ seed: UInt64) -> RandomStream {
        RandomStream(seed: seed, name: "oamp/scene/\(set)", step: index)
    }

    private static func deviations(
        _ index: Int, set: String, side: Int, seed: UInt64, isIndependent: Bool
    ) -> [Double] {
        var stream = stream(index, set, seed)
        guard !isIndependent else {
            return (0..<side * side).map { _ in stream.uniform() < independentDensity ? 1 : 0 }
        }
        return SceneLayout.deviations(side: side, scatterer: scatterer, stream: &stream)
    }

    /// The root of E|c|² at each pixel of a scene, whose amplitudes are drawn from it.
    func deviations(_ index: Int, set: String) -> [Double] {
        Self.deviations(index, set: set, side: side, seed: seed, isIndependent: hasIndependentPixels)
    }

    /// Of errors in the operator.
    var errorSeed: UInt64 { seed }

    /// The first scenes of a set, (count, 2N).
    package func scenes(_ count: Int, set: String) -> Matrix<Float> {
        Matrix(
            rows: count, columns: 2 * side * side,
            values: (0..<count).flatMap {
                Self.scene($0, set: set, side: side, seed: seed, isIndependent: hasIndependentPixels)
            })
    }

    /// y of scenes, (B, 2M), seen by this operator or by another one; the same noise either way.
    package func measurements(
        _ scenes: Matrix<Float>, set: String, by other: ComplexOperator? = nil
    ) -> Matrix<Float> {
        let y: Matrix<Float> = RandomStream(seed: seed, name: "oamp/noise/\(set)").normal(
            rows: scenes.rows, columns: rotation.rows, standardDeviation: (noise / 2).squareRoot())
        y.setProduct(scenes, (other ?? matrix).matrix.converted(), transposeB: true, beta: 1)
        return y
    }

    /// The first scenes of a set with what is measured of them: by this operator, or by some others in turn.
    package func sample(_ count: Int, set: String, by others: [ComplexOperator] = []) -> Sample {
        let scenes = scenes(count, set: set)
        let y = measurements(scenes, set: set, by: others.first)
        for (place, other) in others.enumerated().dropFirst() {
            let all = measurements(scenes, set: set, by: other)
            for n in stride(from: place, to: count, by: others.count) {
                y.row(n).update(from: all.row(n), count: y.columns)
            }
        }
        return Sample(measured: Matrix.product(y, rotation, transposeB: true), scenes: scenes)
    }

    /// Scenes of another kind than those of training, (count, 2N): outlines of polygons with one amplitude and random phases, whose
    /// pixels have the same mean power.
    package func outlines(_ count: Int) -> Matrix<Float> {
        let pixels = side * side
        let result = Matrix<Float>(rows: count, columns: 2 * pixels)
        for n in 0..<count {
            var stream = Self.stream(n, "outlines", seed)
            for (place, isPainted) in SceneLayout.outlines(side: side, stream: &stream).enumerated() where isPainted {
                let phase = 2 * .pi * stream.uniform()
                result[n, place] = Float(power.squareRoot() * cos(phase))
                result[n, pixels + place] = Float(power.squareRoot() * sin(phase))
            }
        }
        return result
    }

    /// The algorithm with the prior of the scenes, or another denoiser.
    package func algorithm(
        layers: Int, _ correction: UnrolledOAMP<Float>.Correction, denoiser: RadialDenoiser? = nil
    ) -> UnrolledOAMP<Float> {
        UnrolledOAMP(
            .init(
                layers: layers, height: side, width: side, channels: 0, isTied: true, denoiser: denoiser ?? prior,
                correction: correction, meanLevel: 0), estimator: estimator)
    }

    /// What the algorithm takes a pixel for.
    package var prior: RadialDenoiser { .bernoulliGauss(density: density, power: power) }

    /// λ of the soft threshold of |r| by λτ, √(ln 1/ρ).
    package var softThreshold: Double { log(1 / density).squareRoot() }

    /// v² and τ² that state evolution predicts of the algorithm, means over scenes of the prior.
    package func schedule(layers: Int) -> (states: [Double], points: [Double]) {
        let evolution = StateEvolution(algorithm(layers: layers, .divergenceFree), draws: 4, seed: seed)
        let scenes = scenes(16, set: "prior")
        let all = (0..<scenes.rows).map { evolution.layers(of: scenes.view(rows: $0..<$0 + 1)) }
        func mean(_ value: (StateEvolution<Float>.Layer) -> Double) -> [Double] {
            (0..<layers).map { layer in Summary(all.map { value($0[layer]) }).mean }
        }
        return (mean(\.variance), mean(\.outputVariance))
    }
}
