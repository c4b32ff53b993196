import Tensors

/// LISTA, eq. (16):  y_l = S_{β^l}(D_u^l x + D_e^l y_{l−1}),  every matrix and threshold of every layer its own, or
/// tied: the same D_u and D_e, or these and β, in all layers.
///
/// It may be trained in other coordinates of the same function class: with a preconditioner M (p, p) and a unit τ,
/// D_u = U·M and β = τ·θ, where U and θ are what is stored. `folded` takes it back to eq. (16).
public final class Lista<Scalar: KernelScalar>: UnrolledNetwork {
    /// What all layers share.
    public enum Tying: String, CaseIterable, Codable, Sendable {
        /// Nothing.
        case none
        /// D_u and D_e.
        case matrices
        /// D_u, D_e and β.
        case everything
    }

    /// A layer's parameters: D_u (d, p), D_e (d, d), β (d).
    typealias Layer = (input: Parameter, recurrent: Parameter, threshold: Parameter)

    public let layerCount: Int
    /// p, the size of the input.
    public let inputDimension: Int
    public let dimension: Int
    public let parameters: [Parameter]
    public let values: Matrix<Scalar>
    /// τ: thresholds are stored in this unit.
    public let thresholdUnit: Double
    /// What all layers share.
    public let tying: Tying
    private let layers: [Layer]

    /// A network of zeros.
    ///
    /// - Parameters:
    ///   - layerCount: L.
    ///   - inputDimension: p.
    ///   - dimension: d.
    ///   - thresholdUnit: τ, 1 for the plain form of eq. (16).
    ///   - tying: what all layers share.
    ///   - thresholdRateShare: the thresholds' learning rate as a multiple of the matrices'.
    public init(
        layerCount: Int, inputDimension p: Int, dimension d: Int, thresholdUnit: Double = 1, tying: Tying = .none,
        thresholdRateShare: Double = 1
    ) {
        var layout = ParameterLayout()
        func add(_ name: String, _ shape: [Int], isTied: Bool, rateShare: Double = 1) -> [Parameter] {
            isTied
                ? [layout.add(name, shape, tying: 1...layerCount, decays: shape.count > 1, rateShare: rateShare)] : []
        }
        let matrices = tying != .none
        let shared = (
            add("Du", [d, p], isTied: matrices).first, add("De", [d, d], isTied: matrices).first,
            add("beta", [d], isTied: tying == .everything, rateShare: thresholdRateShare).first
        )
        layers = (1...layerCount).map { layer in
            (
                shared.0 ?? layout.add("Du", [d, p], layer: layer, decays: true),
                shared.1 ?? layout.add("De", [d, d], layer: layer, decays: true),
                shared.2 ?? layout.add("beta", [d], layer: layer, decays: false, rateShare: thresholdRateShare)
            )
        }
        (self.layerCount, inputDimension, dimension) = (layerCount, p, d)
        (self.thresholdUnit, self.tying) = (thresholdUnit, tying)
        (parameters, values) = (layout.parameters, Matrix(rows: 1, columns: layout.count))
    }

    /// The three parameters of a layer, 1…L.
    func parameters(_ layer: Int) -> Layer { layers[layer - 1] }
    /// D_u^l, or U^l: (d, p).
    public func inputMatrix(_ layer: Int) -> Matrix<Scalar> { matrix(layers[layer - 1].input) }
    /// D_e^l: (d, d).
    public func recurrentMatrix(_ layer: Int) -> Matrix<Scalar> { matrix(layers[layer - 1].recurrent) }
    /// β^l in units of τ: (d).
    public func threshold(_ layer: Int) -> Matrix<Scalar> { matrix(layers[layer - 1].threshold) }

    public func makeTrajectory(samples: Int) -> Trajectory<Scalar> { makeTrajectory(samples: samples, learns: true) }

    public func makeForwardTrajectory(samples: Int) -> Trajectory<Scalar> {
        makeTrajectory(samples: samples, learns: false)
    }

    private func makeTrajectory(samples: Int, learns: Bool) -> Trajectory<Scalar> {
        Trajectory(
            samples: samples, layerCount: layerCount, dimension: dimension, learns: learns,
            attachment: ListaColumns<Scalar>(
                samples: samples, layerCount: layerCount, inputDimension: inputDimension, dimension: dimension,
                learns: learns))
    }
}
