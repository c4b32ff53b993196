import Foundation
import Optimizees
import Tensors
import Unrolled

/// How the gradient's norm sets the deviation σ_l of the noise on a layer's output.
public enum NoiseForm: String, CaseIterable, Codable, Sendable {
    /// σ̂·ln(100·‖∇f‖)/100, with f's smooth part alone: the authors' code, which feeds its networks 100·x and adds
    /// σ̂·ln‖∇f‖ to its 100·y. It has no floor: below ‖∇f‖ = 1/100 the logarithm is negative, and its magnitude counts.
    /// Where ‖∇f‖ = 0, which gives NaN there, there is no noise. What still differs: the authors' constraints see the
    /// noisy outputs, ours what the layer itself made.
    case log
    /// σ̂·‖∇f‖/(λmax·√d): a gradient step's length, spread over the d elements.
    case relative
    /// σ̂·‖∇f‖: as the paper writes it.
    case literal
}

/// Noise on the outputs of layers 1…L−1 in proportion to the gradient there (the paper's section IV-D):
/// n_l ~ N(0, σ_l²·I), with σ_l by one of three forms. A sample's σ_l depends on its own ‖∇f(y_l; x)‖.
///
/// To every backward pass n_l is a constant, though σ_l depends on y_l and so on the weights. The paper draws the noise for
/// given iterates and takes the gradient of the Lagrangian at what was drawn: n_l stands for what a layer cannot know
/// about what it is fed. Gradients through σ_l would moreover reward the layer below for a small ‖∇f(y_l)‖ by way of the
/// noise, which is what the constraints are there for.
public final class GradientNoise<Problem: Optimizee>: LayerNoise {
    /// How the gradient's norm sets the noise.
    public typealias Form = NoiseForm

    /// What stays the same for all batches.
    public struct Settings: Codable, Equatable, Sendable {
        /// σ̂.
        public var strength: Double
        /// The form.
        public var form: Form
        /// λmax of the Hessian of f's smooth part.
        public var largestEigenvalue: Double

        /// Noise of a strength and form.
        public init(strength: Double, form: Form, largestEigenvalue: Double) {
            (self.strength, self.form, self.largestEigenvalue) = (strength, form, largestEigenvalue)
        }
    }

    /// Noise of these settings for every batch of a training.
    public struct Source: NoiseSource {
        private let problem: Problem
        private let settings: Settings

        /// The noise of an optimizee.
        public init(_ problem: Problem, _ settings: Settings) {
            (self.problem, self.settings) = (problem, settings)
        }

        public func noise(
            _ batch: Batch<Problem.Scalar>, seed: UInt64, name: String, step: Int
        ) -> any LayerNoise<Problem.Scalar> {
            GradientNoise(problem, batch.inputs, settings: settings, seed: seed, name: name, step: step)
        }
    }

    /// What the authors' networks see y multiplied by, and so ∇f.
    static var authorsUnit: Double { 100 }

    private let problem: Problem
    private let correlation: Matrix<Problem.Scalar>
    private let settings: Settings
    private let seed: UInt64
    private let name: String
    private let step: Int
    private let firstRow: Int

    /// The noise of one batch: x is (B, p); the stream is (seed, name, step, layer).
    public convenience init(
        _ problem: Problem, _ x: Matrix<Problem.Scalar>, settings: Settings, seed: UInt64, name: String, step: Int
    ) {
        self.init(problem, problem.correlation(x), settings, seed, name, step, 0)
    }

    private init(
        _ problem: Problem, _ correlation: Matrix<Problem.Scalar>, _ settings: Settings, _ seed: UInt64,
        _ name: String, _ step: Int, _ firstRow: Int
    ) {
        (self.problem, self.correlation, self.settings, self.seed) = (problem, correlation, settings, seed)
        (self.name, self.step, self.firstRow) = (name, step, firstRow)
    }

    public func view(rows: Range<Int>) -> GradientNoise {
        GradientNoise(
            problem, correlation.view(rows: rows), settings, seed, name, step, firstRow + rows.lowerBound)
    }

    /// y_l + n_l, with `result` as room for the gradient first.
    public func perturb(
        _ output: Matrix<Problem.Scalar>, layer: Int, into result: Matrix<Problem.Scalar>
    ) {
        if settings.form == .log {
            problem.smoothGradient(output, correlation: correlation, into: result)
        } else {
            problem.subgradient(output, correlation: correlation, into: result)
        }
        let norms = result.rowNorms()
        let stream = RandomStream(seed: seed, name: name, step: step, layer: layer)
        result.assign(from: output)
        withUnsafeTemporaryAllocation(of: Float.self, capacity: output.columns) { scratch in
            guard let draws = scratch.baseAddress else { return }
            for (n, norm) in norms.enumerated() {
                stream.fillNormal(draws, count: output.columns, row: firstRow + n)
                let deviation = Problem.Scalar(self.deviation(norm, dimension: output.columns))
                Problem.Scalar.addScaled(result.row(n), floats: draws, scale: deviation, count: output.columns)
            }
        }
    }

    /// σ_l of a sample whose gradient has the given norm.
    func deviation(_ norm: Double, dimension: Int) -> Double {
        switch settings.form {
        case .log: norm > 0 ? settings.strength * abs(Foundation.log(Self.authorsUnit * norm)) / Self.authorsUnit : 0
        case .relative: settings.strength * norm / (settings.largestEigenvalue * Double(dimension).squareRoot())
        case .literal: settings.strength * norm
        }
    }
}
