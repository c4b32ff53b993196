import Tensors

/// E[C(y_l, y_{l−1})] ≤ 0 for the layers it names (the paper's section III-A), with a measure m that has to fall:
///
/// - `difference`, the paper's:      C = m(y_l) − (1 − ε)·m(y_{l−1})
/// - `ratio`, that of its code:      C = m(y_l)/m(y_{l−1}) − (1 − ε)
///
/// It knows nothing of the network, nor the network of it: both see a trajectory.
public struct DescentConstraint<Scalar: KernelScalar>: Sendable {
    /// How two neighbours are compared.
    public enum Form: String, CaseIterable, Codable, Sendable {
        /// m_l − (1 − ε)·m_{l−1}.
        case difference
        /// m_l/m_{l−1} − (1 − ε).
        case ratio
    }

    /// What has to fall.
    public let measure: any DescentMeasure<Scalar>
    /// How neighbours are compared.
    public let form: Form
    /// ε in (0, 1): the share that a layer has to take off.
    public let epsilon: Double
    /// The layers it binds, in 1…L.
    public let layers: ClosedRange<Int>

    /// A constraint on the given layers.
    public init(measure: any DescentMeasure<Scalar>, form: Form, epsilon: Double, layers: ClosedRange<Int>) {
        self.measure = measure
        self.form = form
        self.epsilon = epsilon
        self.layers = layers
    }

    /// C(y_l, y_{l−1}) of one sample from its measures.
    public func value(current: Double, previous: Double) -> Double {
        switch form {
        case .difference: current - (1 - epsilon) * previous
        case .ratio: current / max(previous, .leastNormalMagnitude) - (1 - epsilon)
        }
    }

    /// ∂C/∂m(y_l) and ∂C/∂m(y_{l−1}) of one sample.
    public func slopes(current: Double, previous: Double) -> (current: Double, previous: Double) {
        switch form {
        case .difference: return (1, -(1 - epsilon))
        case .ratio:
            let below = max(previous, .leastNormalMagnitude)
            return (1 / below, -current / (below * below))
        }
    }
}
