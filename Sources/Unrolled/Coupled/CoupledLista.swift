import Foundation
import Tensors

/// Steps of proximal gradient with a known A:  y_l = S_{θ_l}(y_{l−1} + γ_l·W_lᵀ(x − A·y_{l−1})).
///
/// What is learnt makes the networks of the literature: γ and θ with W = A, ISTA with learned steps or thresholds; with an
/// analytic W, ALISTA (Liu, Chen, Wang and Yin, 2019); with one learned W, TiLISTA; with a W for each layer, LISTA-CP, and
/// with support selection LISTA-CPSS (Chen, Liu, Wang and Yin, 2018). γ and θ are stored by their logarithms.
public final class CoupledLista<Scalar: KernelScalar>: UnrolledNetwork {
    /// Which layers learn a number or matrix of their own.
    public enum Learning: String, CaseIterable, Codable, Sendable {
        /// None: it stays what it is.
        case fixed
        /// All have the same.
        case tied
        /// Each has its own.
        case untied
    }

    /// A layer's parameters; nil where it is fixed.
    typealias Layer = (weights: Parameter?, step: Parameter?, threshold: Parameter)

    public let layerCount: Int
    public let parameters: [Parameter]
    public let values: Matrix<Scalar>
    /// A: (p, d).
    public let matrix: Matrix<Scalar>
    /// Aᵀ, (d, p), in rows of `width` elements.
    let transposedMatrix: Matrix<Scalar>
    /// For the transpose of a W, (d, p) in rows of `width` elements that end with zeros.
    let columns: SpareMatrices<Scalar>
    /// W of all layers where it is fixed, (p, d), and its transpose in rows of `width` elements.
    private let fixedWeights: Matrix<Scalar>?
    let fixedColumns: Matrix<Scalar>?
    /// How many of the largest elements each layer leaves unshrunk.
    public let kept: [Int]
    let layers: [Layer]

    /// A network at W = `weights` and γ = 1, whose thresholds are 1.
    ///
    /// - Parameters:
    ///   - layerCount: L.
    ///   - matrix: A, (p, d).
    ///   - weights: W, (p, d): where it stays, or begins.
    ///   - learning: which of W, γ and θ are learnt; θ is not fixed.
    ///   - kept: of each layer, how many of the largest elements are not shrunk; empty for none.
    ///   - scalarRateShare: the learning rate of ln γ and ln θ as a multiple of W's.
    public init(
        layerCount: Int, matrix: Matrix<Scalar>, weights: Matrix<Scalar>,
        learning: (weights: Learning, steps: Learning, thresholds: Learning), kept: [Int] = [],
        scalarRateShare: Double = 1
    ) {
        precondition(learning.thresholds != .fixed, "thresholds are learnt")
        precondition(weights.rows == matrix.rows && weights.columns == matrix.columns, "W has A's sizes")
        var layout = ParameterLayout()
        func add(_ name: String, _ shape: [Int], _ learning: Learning, share: Double) -> [Parameter?] {
            switch learning {
            case .fixed: return [Parameter?](repeating: nil, count: layerCount)
            case .tied:
                let one = layout.add(name, shape, tying: 1...layerCount, decays: false, rateShare: share)
                return [Parameter?](repeating: one, count: layerCount)
            case .untied:
                return (1...layerCount).map {
                    layout.add(name, shape, layer: $0, decays: false, rateShare: share)
                }
            }
        }
        let matrices = add("W", [matrix.rows, matrix.columns], learning.weights, share: 1)
        let steps = add("log_gamma", [1], learning.steps, share: scalarRateShare)
        let thresholds = add("log_theta", [1], learning.thresholds, share: scalarRateShare).compactMap { $0 }
        layers = (0..<layerCount).map { (matrices[$0], steps[$0], thresholds[$0]) }
        (self.layerCount, self.matrix, self.parameters) = (layerCount, matrix, layout.parameters)
        self.kept = kept.isEmpty ? [Int](repeating: 0, count: layerCount) : kept
        precondition(self.kept.count == layerCount, "a number of unshrunk elements for each layer")
        fixedWeights = learning.weights == .fixed ? weights : nil
        transposedMatrix = Self.alignedTranspose(matrix)
        fixedColumns = learning.weights == .fixed ? Self.alignedTranspose(weights) : nil
        columns = SpareMatrices(rows: matrix.columns, columns: transposedMatrix.columns)
        values = Matrix(rows: 1, columns: layout.count)
        for parameter in matrices.compactMap({ $0 }) { self.matrix(parameter).assign(from: weights) }
    }

    /// (p, d) by columns: (d, p) in rows of whole cache lines, which end with zeros.
    private static func alignedTranspose(_ matrix: Matrix<Scalar>) -> Matrix<Scalar> {
        let result = Matrix<Scalar>(rows: matrix.columns, columns: Matrix<Scalar>.aligned(matrix.rows))
        Scalar.transpose(
            matrix.pointer, ld: matrix.columns, rows: matrix.rows, columns: matrix.columns, into: result.pointer,
            ldOut: result.columns)
        return result
    }

    public static var revision: Int { 1 }
    public var dimension: Int { matrix.columns }
    /// p, the size of the input.
    public var inputDimension: Int { matrix.rows }

    /// W_l: (p, d).
    public func weights(_ layer: Int) -> Matrix<Scalar> {
        if let own = layers[layer - 1].weights { return matrix(own) }
        guard let fixedWeights else { preconditionFailure("weights are learnt or fixed") }
        return fixedWeights
    }

    /// γ_l.
    public func step(_ layer: Int) -> Double {
        layers[layer - 1].step.map { exp(Double(values.pointer[$0.offset])) } ?? 1
    }

    /// θ_l.
    public func threshold(_ layer: Int) -> Double {
        exp(Double(values.pointer[layers[layer - 1].threshold.offset]))
    }

    /// Sets γ where it is learnt, and θ, of all layers; both positive.
    public func initialise(step: Double, thresholds: (Int) -> Double) {
        for (index, layer) in layers.enumerated() {
            if let own = layer.step { values.pointer[own.offset] = Scalar(log(step)) }
            values.pointer[layer.threshold.offset] = Scalar(log(thresholds(index + 1)))
        }
    }
}
