import Foundation
import Tensors

/// Adam (Kingma & Ba, 2015) with decoupled weight decay (Loshchilov & Hutter, 2019):
///
///     m ← β₁·m + (1 − β₁)·g        v ← β₂·v + (1 − β₂)·g²
///     W ← (1 − rate·decay)·W − rate·(m/(1 − β₁ᵗ))/(√(v/(1 − β₂ᵗ)) + ε)
public final class AdamW<Scalar: KernelScalar> {
    /// The constants of the update.
    public struct Settings: Codable, Equatable, Sendable {
        /// β₁.
        public var beta1 = 0.9
        /// β₂.
        public var beta2 = 0.99
        /// ε.
        public var epsilon = 1e-8
        /// Decay of matrices; thresholds and biases do not decay.
        public var weightDecay = 0.0
        /// The largest root mean square of g/√v in a piece of the parameters that is met with the whole rate; above it the
        /// rate falls in proportion, as in Adafactor (Shazeer & Stern, 2018). Nil: the whole rate always.
        ///
        /// A dual that wakes a layer gives it gradients that v has forgotten: without a limit it takes some of Adam's longest
        /// steps, all one way, before v has learnt of them.
        public var surpriseLimit: Double?

        /// The usual constants.
        public init(
            beta1: Double = 0.9, beta2: Double = 0.99, epsilon: Double = 1e-8, weightDecay: Double = 0,
            surpriseLimit: Double? = nil
        ) {
            self.beta1 = beta1
            self.beta2 = beta2
            self.epsilon = epsilon
            self.weightDecay = weightDecay
            self.surpriseLimit = surpriseLimit
        }
    }

    /// m, (1, N).
    public let first: Matrix<Scalar>
    /// v, (1, N).
    public let second: Matrix<Scalar>
    /// t, the number of updates so far.
    public var updates = 0
    private let settings: Settings

    /// An optimiser of `count` parameters.
    public init(count: Int, settings: Settings) {
        first = Matrix(rows: 1, columns: count)
        second = Matrix(rows: 1, columns: count)
        self.settings = settings
    }

    /// Forgets its moments: a new phase of a curriculum.
    public func reset() {
        first.fill(0)
        second.fill(0)
        updates = 0
    }

    /// Updates the parameters in `range`, whose gradient is `gradient`·`scale`. Call after `updates` went up by one.
    public func update(
        _ values: Matrix<Scalar>, range: Range<Int>, decays: Bool, gradient: UnsafePointer<Scalar>, scale: Double,
        rate: Double
    ) {
        let t = Double(updates)
        let offset = range.lowerBound
        let correction2 = Scalar(1 / (1 - pow(settings.beta2, t)))
        var rate = rate
        if let limit = settings.surpriseLimit {
            let sum = Scalar.adamWSurprise(
                second: second.pointer + offset, gradient: gradient, count: range.count, gradientScale: Scalar(scale),
                beta2: Scalar(settings.beta2), correction2: correction2, epsilon: Scalar(settings.epsilon))
            rate /= max(1, (sum / Double(max(1, range.count))).squareRoot() / limit)
        }
        Scalar.adamW(
            parameter: values.pointer + offset, first: first.pointer + offset, second: second.pointer + offset,
            gradient: gradient, count: range.count, gradientScale: Scalar(scale), rate: Scalar(rate),
            beta1: Scalar(settings.beta1), beta2: Scalar(settings.beta2), epsilon: Scalar(settings.epsilon),
            correction1: Scalar(1 / (1 - pow(settings.beta1, t))),
            correction2: correction2,
            decay: decays ? Scalar(settings.weightDecay) : 0)
    }
}
