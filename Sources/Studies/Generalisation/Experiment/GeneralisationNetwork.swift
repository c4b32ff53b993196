import Bench
import Tensors
import Unrolled

/// The networks of the study, by their names in stages and tables.
package enum GeneralisationNetwork: Equatable, Sendable {
    /// LISTA-CP: a W and a threshold for each layer.
    case untied
    /// The same with one W for all layers.
    case tied
    /// ALISTA: a step and a threshold for each layer, an analytic W.
    case alista
    /// TISTA: a step for each layer.
    case tista
    /// An input matrix and a threshold for each layer, which contracts by q.
    case contractive(Double)

    /// Its name in stages' keys.
    var name: String {
        switch self {
        case .untied: "lista-cp"
        case .tied: "lista-cp-tied"
        case .alista: "alista"
        case .tista: "tista"
        case .contractive: "contractive"
        }
    }

    /// Whether it learns numbers alone.
    var learnsScalars: Bool { self == .alista || self == .tista }

    /// Raised when its passes come to other bytes.
    var revision: Int {
        switch self {
        case .untied, .tied, .alista: CoupledLista<Float>.revision
        case .tista: Tista<Float>.revision
        case .contractive: ContractiveLista<Float>.revision
        }
    }

    /// An untrained network, where training begins: a function of A alone.
    func make(_ problem: FiniteProblem, layers: Int, scalarShare: Double) -> any UnrolledNetwork<Float> {
        let (a, step) = (problem.matrix, problem.step)
        switch self {
        case .untied, .tied:
            let start = Matrix<Float>(rows: a.rows, columns: a.columns)
            Float.addScaled(start.pointer, a.pointer, scale: Float(step), count: a.count)
            let network = CoupledLista<Float>(
                layerCount: layers, matrix: a, weights: start,
                learning: (self == .tied ? .tied : .untied, .fixed, .untied), scalarRateShare: scalarShare)
            network.initialise(step: 1) { _ in Self.firstWeight * step }
            return network
        case .alista:
            let network = CoupledLista<Float>(
                layerCount: layers, matrix: a, weights: problem.analyticWeights.converted(),
                learning: (.fixed, .untied, .untied))
            network.initialise(step: 1) { _ in Self.firstWeight }
            return network
        case .tista:
            return Tista<Float>(
                layerCount: layers, matrix: a, weights: problem.pseudoInverse.converted(),
                prior: .init(density: problem.density, noise: problem.noise))
        case .contractive(let q):
            return ContractiveLista<Float>(
                layerCount: layers, matrix: a, step: step, contraction: q, threshold: Self.firstWeight * step,
                scalarRateShare: scalarShare)
        }
    }

    /// λ of the ISTA whose layers are the start.
    private static let firstWeight = 0.1
}
