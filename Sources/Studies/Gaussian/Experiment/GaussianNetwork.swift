import Bench
import Stages
import Tensors
import Unrolled

/// The networks of the study, by their names in stages and tables.
package enum GaussianNetwork: String, CaseIterable, Sendable {
    /// ISTA with one learned step and one learned threshold: the best fixed parameters.
    case pair = "fixed-pair"
    /// A step for each layer, one threshold.
    case steps = "learned-steps"
    /// A threshold for each layer, one step.
    case thresholds = "learned-thresholds"
    /// A step and a threshold for each layer.
    case both = "learned-both"
    /// The same with the analytic W.
    case alista
    /// Steps alone, with the mean of the prior for a threshold.
    case tista
    /// Both matrices free in each layer, eq. (16).
    case lista
    /// Both matrices free and tied.
    case listaTied = "lista-tied"
    /// W free in each layer.
    case listaCP = "lista-cp"
    /// W free and tied.
    case listaCPTied = "lista-cp-tied"
    /// W free in each layer, with support selection.
    case listaCPSS = "lista-cpss"
    /// W free and tied, with support selection.
    case listaCPSSTied = "lista-cpss-tied"
    /// W free and tied, with steps.
    case tilista

    /// Whether it learns matrices.
    var learnsMatrices: Bool {
        switch self {
        case .pair, .steps, .thresholds, .both, .alista, .tista: false
        case .lista, .listaTied, .listaCP, .listaCPTied, .listaCPSS, .listaCPSSTied, .tilista: true
        }
    }

    /// Whether it is trained at every signal-to-noise ratio, and not at the first alone.
    var isTrainedAtAllLevels: Bool { [.both, .alista, .tista, .lista, .listaCP].contains(self) }

    /// Its name in sentences and in the markup of legends, and its look.
    var words: (label: String, legend: String, style: StudyDescription.StyleHint) {
        switch self {
        case .pair: ("one learned pair", "One learned pair", .init("baseline"))
        case .steps: ("learned steps", "Learned steps", .init("alternative"))
        case .thresholds: ("learned thresholds", "Learned thresholds", .init("alternative", 1))
        case .both: ("learned steps and thresholds", "Learned steps and thresholds", .init("proposed"))
        case .alista: ("ALISTA", "ALISTA", .init("proposed", 1))
        case .tista: ("TISTA", "TISTA", .init("proposed", 2))
        case .lista: ("LISTA", "LISTA", .init("network"))
        case .listaTied: ("tied LISTA", "Tied LISTA", .init("network", 1))
        case .listaCP: ("LISTA-CP", "LISTA-CP", .init("network", 2))
        case .listaCPTied: ("tied LISTA-CP", "Tied LISTA-CP", .init("network", 3))
        case .listaCPSS: ("LISTA-CPSS", "LISTA-CPSS", .init("network", 4))
        case .listaCPSSTied: ("tied LISTA-CPSS", "Tied LISTA-CPSS", .init("network", 5))
        case .tilista: ("TiLISTA", "TiLISTA", .init("network", 6))
        }
    }

    /// An untrained network, where training begins.
    func make(
        _ problem: GaussianProblem, _ settings: Settings<GaussianDeclarations>, level: Double
    ) -> any UnrolledNetwork<Float> {
        let (layers, a) = (settings.layers, problem.matrix)
        let step = 1 / problem.largestEigenvalue
        func scalars(
            _ weights: Matrix<Float>, _ steps: CoupledLista<Float>.Learning, _ thresholds: CoupledLista<Float>.Learning,
            step: Double
        ) -> CoupledLista<Float> {
            let network = CoupledLista<Float>(
                layerCount: layers, matrix: a, weights: weights, learning: (.fixed, steps, thresholds))
            network.initialise(step: step) { _ in Self.firstWeight * step }
            return network
        }
        func matrices(
            _ weights: CoupledLista<Float>.Learning, _ steps: CoupledLista<Float>.Learning, kept: [Int] = []
        ) -> CoupledLista<Float> {
            let start = problem.exact.copy()
            for i in 0..<start.count { start.pointer[i] *= step }
            let network = CoupledLista<Float>(
                layerCount: layers, matrix: a, weights: start.converted(), learning: (weights, steps, .untied),
                kept: kept,
                scalarRateShare: settings.scalarShare)
            network.initialise(step: 1) { _ in Self.firstWeight * step }
            return network
        }
        func lista(_ tying: Lista<Float>.Tying) -> Lista<Float> {
            let network = Lista<Float>(
                layerCount: layers, inputDimension: a.rows, dimension: a.columns, tying: tying)
            network.initialiseAsISTA(
                dictionary: a, alpha: Self.firstWeight, nu: problem.largestEigenvalue, inversePreconditioner: nil)
            return network
        }
        switch self {
        case .pair: return scalars(a, .tied, .tied, step: step)
        case .steps: return scalars(a, .untied, .tied, step: step)
        case .thresholds: return scalars(a, .tied, .untied, step: step)
        case .both: return scalars(a, .untied, .untied, step: step)
        case .alista: return scalars(problem.analyticWeights.converted(), .untied, .untied, step: 1)
        case .tista:
            return Tista<Float>(
                layerCount: layers, matrix: a, weights: problem.pseudoInverse.converted(),
                prior: .init(density: problem.density, noise: problem.noise(level)))
        case .lista: return lista(.none)
        case .listaTied: return lista(.matrices)
        case .listaCP: return matrices(.untied, .fixed)
        case .listaCPTied: return matrices(.tied, .fixed)
        case .listaCPSS, .listaCPSSTied:
            return matrices(
                self == .listaCPSS ? .untied : .tied, .fixed, kept: Self.kept(layers: layers, columns: a.columns))
        case .tilista: return matrices(.tied, .untied)
        }
    }

    /// λ of the ISTA whose layers are the start.
    private static let firstWeight = 0.1

    /// How many entries each layer of LISTA-CPSS leaves unshrunk: 1.2 % more a layer, at most 13 % (Chen et al., 2018).
    static func kept(layers: Int, columns: Int) -> [Int] {
        (1...layers).map { Int((min(0.012 * Double($0), 0.13) * Double(columns)).rounded()) }
    }
}
