import Bench
import Descent
import Stages
import Tensors
import Unrolled

/// Unrolled orthogonal approximate message passing on complex scenes: how many training scenes it needs beside a U-Net, whether
/// state evolution says what its layers do, what it makes of errors in the operator, what becomes of it past its layers, and
/// what a gradient costs with checkpoints.
public struct OAMPStudy: Study {
    public static let id = "oamp"
    static let names = StageNames(id)
    let settings: Settings<OAMPDeclarations>

    public init(_ settings: Settings<OAMPDeclarations>, images: ImageLibrary) { self.settings = settings }

    /// The seeds with which networks are trained: the first of the run's. What needs no training has all.
    static func seeds(_ settings: Settings<OAMPDeclarations>) -> [Int] {
        Array(settings.common.trainingSeeds.prefix(settings.seeds))
    }

    var seeds: [Int] { Self.seeds(settings) }

    /// n at which rates are chosen.
    static func tuned(_ settings: Settings<OAMPDeclarations>) -> Int {
        let sizes = settings.sizes.sorted()
        return sizes[sizes.count / 2]
    }

    /// The most scenes.
    var largest: Int { settings.sizes.max() ?? 1 }
    /// The operators for which networks are trained.
    var trainedKinds: [ScatteringProblem.Kind] {
        settings.furtherOperators ? [.gaussian, .fourier, .kronecker] : [.gaussian]
    }

    /// All trainings: the two that are compared for every n, the others for the middle and the largest, and the smallest where it
    /// is asked what more scenes bring; and, for the largest, those for other operators, with a penalty on movement, with (CII), and
    /// on data with errors of the operator.
    var trainings: [OAMPTraining] {
        let sizes = settings.sizes.sorted()
        let few = sizes.filter { $0 == Self.tuned(settings) || $0 == largest }
        let ends = sizes.filter { few.contains($0) || $0 == sizes.first }
        let plain = OAMPNetwork.allCases.flatMap { network in
            ([.untied, .unet].contains(network) ? sizes : network == .knots ? ends : few).map {
                OAMPTraining(network, samples: $0)
            }
        }
        let further = trainedKinds.dropFirst().flatMap { kind in
            [OAMPNetwork.untied, .unet].map { OAMPTraining($0, samples: largest, operation: kind) }
        }
        let penalised = settings.penalties.filter { $0 > 0 }.sorted().map {
            OAMPTraining(.tied, samples: largest, penalty: $0)
        }
        let adapted = [OAMPNetwork.untied, .unet].flatMap { network in
            OAMPTraining.Adaptation.allCases.map { OAMPTraining(network, samples: largest, adaptation: $0) }
        }
        return plain + further + penalised + [OAMPTraining(.tied, samples: largest, descends: true)] + adapted
    }

    func method(_ training: OAMPTraining) -> TrainedMethod {
        let isMain = training.samples == largest && training.isPlain && training.operation == training.network.home
        return training.method(settings, isMain: isMain)
    }

    /// What is evaluated without training.
    var references: [(reference: OAMPReference, kind: ScatteringProblem.Kind)] {
        ScatteringProblem.Kind.allCases.flatMap { kind in
            OAMPReference.allCases.filter { kind == .gaussian || $0.isOfAll }.map { ($0, kind) }
        }
    }

    public func stages() throws -> [Stage] {
        try rateStages()
            + trainings.flatMap { training in
                try seeds.flatMap { [try stage(training, seed: $0), evaluationStage(training, seed: $0)] }
            }
            + trainings.filter { $0.network == .alista }.flatMap { training in
                seeds.map { safeguardStage(training, seed: $0) }
            }
            + references.flatMap { one in
                settings.common.trainingSeeds.map { referenceStage(one.reference, one.kind, seed: $0) }
            }
            + settings.common.trainingSeeds.map(checkpointStage(seed:))
    }

    /// What makes the problem.
    func problemSettings(seed: Int) -> StageSettings {
        settings.only(\.side, \.share, \.noise, \.condition) + settings.common.only(\.seed)
            + ["oamp.draw": .int(settings.common.draw(ofSeed: seed))]
    }

    func problem(_ kind: ScatteringProblem.Kind, seed: Int) throws -> ScatteringProblem {
        try ScatteringProblem(
            kind, side: settings.side, share: settings.share, decibels: settings.noise, condition: settings.condition,
            seed: settings.common.drawSeed(settings.common.draw(ofSeed: seed)))
    }

    public var description: StudyDescription {
        let common = settings.common
        let trained = trainings.map { training -> StudyDescription.Method in
            var method = Self.names.describe(
                method(training), layers: training.network.isUNet ? 1 : settings.layers, run: common,
                choosesRates: settings.rates.areChosen)
            method.seeds = seeds
            method.draws = seeds.map(common.draw(ofSeed:))
            return method
        }
        let checkpoints = StudyDescription.Method(
            id: Self.checkpoints, label: "gradients with checkpoints", legend: "Gradients with checkpoints",
            style: .init("event"), isTrained: false, seeds: common.trainingSeeds,
            draws: common.trainingSeeds.map(common.draw(ofSeed:)),
            evaluations: Self.names.evaluations(Self.checkpoints))
        return StudyDescription(
            id: Self.id, title: "Unrolled message passing", dataStage: nil,
            methods: trained + trainings.filter { $0.network == .alista }.map(safeguarded(_:))
                + references.map { $0.reference.method($0.kind, settings) } + [checkpoints],
            measures: [.init(name: "nmse", label: "normalised mean squared error", symbol: "NMSE", unit: "dB")],
            tables: OAMPTables.descriptions + StudyDescription.TableDescription.trainings()
                + (settings.rates.areChosen ? RateChoice.descriptions : []))
    }
}
