import Tensors

/// LISTA, eq. (16):  y_l = S_{β^l}(D_u^l x + D_e^l y_{l−1}),  every matrix and threshold of every layer its own.
///
/// It may be trained in other coordinates of the same function class: with a preconditioner M (p, p) and a unit τ,
/// D_u = U·M and β = τ·θ, where U and θ are what is stored. `folded` takes it back to eq. (16).
public final class Lista<Scalar: KernelScalar>: UnrolledNetwork {
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
    private let layers: [Layer]

    /// A network of zeros.
    ///
    /// - Parameters:
    ///   - layerCount: L.
    ///   - inputDimension: p.
    ///   - dimension: d.
    ///   - thresholdUnit: τ, 1 for the plain form of eq. (16).
    public init(layerCount: Int, inputDimension p: Int, dimension d: Int, thresholdUnit: Double = 1) {
        var layout = ParameterLayout()
        layers = (1...layerCount).map { layer in
            (
                layout.add("Du", [d, p], layer: layer, decays: true),
                layout.add("De", [d, d], layer: layer, decays: true),
                layout.add("beta", [d], layer: layer, decays: false)
            )
        }
        (self.layerCount, inputDimension, dimension) = (layerCount, p, d)
        self.thresholdUnit = thresholdUnit
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
