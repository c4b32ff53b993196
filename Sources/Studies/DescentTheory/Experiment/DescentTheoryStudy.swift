import Bench
import Stages

/// Theorem 2, Lemma 1 and the Corollaries of the paper's section III, with every constant measured: on LISTA for made-up problems
/// of sparse coding, trained with (CI), with (CII), and without constraints.
///
/// Seeds differ in the dictionary and the signals, in first weights, order of batches and y_0. One network is trained many times
/// more, with a training set and a seed of its own each time, since δ speaks of these.
public struct DescentTheoryStudy: Study {
    public static let id = "theory"
    static let names = StageNames(id)
    /// Dictionary, signals, optima; a stage a draw.
    static let problem = "theory/problem"
    /// How far shifted signals are from the others; a stage a draw.
    static let distance = "theory/distance"

    let settings: Settings<DescentTheoryDeclarations>

    public init(_ settings: Settings<DescentTheoryDeclarations>, images: ImageLibrary) { self.settings = settings }

    public func stages() throws -> [Stage] {
        let draws = settings.common.trainedDraws
        return draws.flatMap { [problemStage(draw: $0), distanceStage(draw: $0)] }
            + (try networks.flatMap { network in
                try seeds(of: network).flatMap {
                    [try training(network, seed: $0).stage(), try evaluationStage(network, seed: $0)]
                }
            })
    }

    public var description: StudyDescription {
        StudyDescription(
            id: Self.id, title: "Descent theory", dataStage: nil, methods: networks.map(described),
            measures: Quantity.allCases.map(\.description),
            tables: TheoryTables.descriptions + StudyDescription.TableDescription.trainings()
                + [
                    CertifiedOptima.description(stage: Self.problem), .summary(of: Self.problem),
                    ShiftDistance.description(stage: Self.distance),
                ])
    }

    /// A network as the report sees it.
    private func described(_ network: TheoryNetwork) -> StudyDescription.Method {
        var method = Self.names.describe(
            network.method, layers: settings.network.layers, run: settings.common, choosesRates: false)
        method.seeds = seeds(of: network)
        method.draws = method.seeds.map { draw(of: network, seed: $0) }
        return method
    }

    /// Seconds on one core of one update, as measured at p = 64, d = 77, L = 10 and 128 samples.
    var updateSeconds: Double {
        let (p, d) = (Double(settings.problem.inputs), Double(settings.problem.atoms))
        let share = Double(settings.training.batch * settings.network.layers) / 1_280
        return 1.8e-3 * share * d * (2 * p + 3 * d) / (77 * (128 + 231))
    }
}
