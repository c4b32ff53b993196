import Tensors

/// How a constraint compares the measures m_l and m_{l−1} of two neighbours.
public enum ConstraintForm: String, CaseIterable, Codable, Sendable {
    /// m_l − (1 − ε)·m_{l−1}.
    case difference
    /// m_l/m_{l−1} − (1 − ε).
    case ratio
    /// The difference over m_{l−1}, whose gradient does not pass through the denominator.
    case normalised
    /// The ratio, whose gradient does not pass through m_{l−1} at all: raising the layer before is no way to meet it.
    case anchored
}

/// What a constraint's measure is of.
public enum ConstraintVariable: String, CaseIterable, Codable, Sendable {
    /// y_l.
    case estimate
    /// z_l.
    case latent
}

/// E[C(y_l, y_{l−1})] ≤ 0 for the layers it names (the paper's section III-A), with a measure m that has to fall:
///
/// - `difference`, the paper's:      C = m(y_l) − (1 − ε)·m(y_{l−1})
/// - `ratio`, that of its code:      C = m(y_l)/m(y_{l−1}) − (1 − ε)
/// - `normalised`:                   C = (m(y_l) − (1 − ε)·m(y_{l−1}))/m̄(y_{l−1}), the difference in units of where the
///   layer starts, which is taken as a constant (m̄): inflating the start does not satisfy it.
///
/// m is of the estimates y_l or, eq. (26), of the latent variables z_l, which there are from layer 1 on.
///
/// It knows nothing of the network, nor the network of it: both see a trajectory.
public struct DescentConstraint<Scalar: KernelScalar>: Sendable {
    /// How two neighbours are compared.
    public typealias Form = ConstraintForm
    /// What the measure is of.
    public typealias Variable = ConstraintVariable

    /// What has to fall.
    public let measure: any DescentMeasure<Scalar>
    /// How neighbours are compared.
    public let form: Form
    /// ε in (0, 1): the share that a layer has to take off.
    public let epsilon: Double
    /// The layers it binds, in 1…L; from 2 on for latent variables.
    public let layers: ClosedRange<Int>
    /// What the measure is of.
    public let variable: Variable

    /// A constraint on the given layers.
    public init(
        measure: any DescentMeasure<Scalar>, form: Form, epsilon: Double, layers: ClosedRange<Int>,
        variable: Variable = .estimate
    ) {
        precondition(variable == .estimate || layers.lowerBound > 1, "there is no z_0")
        self.variable = variable
        self.measure = measure
        self.form = form
        self.epsilon = epsilon
        self.layers = layers
    }

    /// C(y_l, y_{l−1}) of one sample from its measures.
    public func value(current: Double, previous: Double) -> Double {
        switch form {
        case .difference: current - (1 - epsilon) * previous
        case .ratio, .normalised, .anchored: current / max(previous, .leastNormalMagnitude) - (1 - epsilon)
        }
    }

    /// ∂C/∂m(y_l) and ∂C/∂m(y_{l−1}) of one sample.
    public func slopes(current: Double, previous: Double) -> (current: Double, previous: Double) {
        switch form {
        case .difference: return (1, -(1 - epsilon))
        case .ratio:
            let below = max(previous, .leastNormalMagnitude)
            return (1 / below, -(current / below) / below)
        case .normalised:
            let below = max(previous, .leastNormalMagnitude)
            return (1 / below, -(1 - epsilon) / below)
        case .anchored: return (1 / max(previous, .leastNormalMagnitude), 0)
        }
    }
}

/// λ ≥ 0, one for each layer, updated by projected ascent, eq. (6), onto [0, ∞) or [0, bound].
///
/// With a bound, a constraint that cannot be met for a while costs at most bound·slack: an exact penalty, and the same
/// saddle point wherever its duals lie below the bound.
public struct DualVariables: Sendable, Equatable {
    /// λ_l at index l − 1.
    public private(set) var values: [Double]
    /// μ_λ, the dual learning rate.
    public let rate: Double
    /// The largest that a dual may become.
    public let bound: Double

    /// λ = 0 for L layers.
    public init(layerCount: Int, rate: Double, bound: Double = .infinity) {
        self.init(values: [Double](repeating: 0, count: layerCount), rate: rate, bound: bound)
    }

    /// Duals of a checkpoint.
    public init(values: [Double], rate: Double, bound: Double = .infinity) {
        self.values = values
        (self.rate, self.bound) = (rate, bound)
    }

    /// λ_l ← λ_l + μ_λ·Ê[C(y_l, y_{l−1})], projected onto [0, bound].
    public mutating func ascend(_ constraints: [Double]) {
        for i in values.indices { values[i] = min(bound, max(0, values[i] + rate * constraints[i])) }
    }
}
