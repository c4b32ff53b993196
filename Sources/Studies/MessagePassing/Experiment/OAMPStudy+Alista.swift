import Bench
import Stages
import Tensors
import Unrolled

/// ALISTA on complex scenes, and with a safeguard.
extension OAMPStudy {
    /// ALISTA before training: γ = 3M/(2N), with which no part of an error grows (WᵀA has eigenvalues near N/M, and 0), and thresholds of
    /// the noise that state evolution predicts of the algorithm, by the share of a soft threshold.
    func alista(_ problem: ScatteringProblem) -> ComplexAlista<Float> {
        let result = SceneNetwork.alista(
            layers: settings.layers, problem.estimator, scalarRateShare: Self.alistaRate)
        let points = problem.schedule(layers: settings.layers).points
        let step = 1.5 * Double(problem.matrix.measurements) / Double(problem.matrix.components)
        result.initialise(step: step) { step * problem.softThreshold * points[$0 - 1].squareRoot() }
        return result
    }

    /// The rate of its logarithms as a multiple of the trainer's: their start is far from where they end.
    private static var alistaRate: Double { 3 * UnrolledOAMP<Float>.scalarRate }

    /// ALISTA with a safeguard, as a method.
    func safeguarded(_ training: OAMPTraining) -> StudyDescription.Method {
        let (isMain, id) = (training.samples == largest, safeguardID(training))
        let place = isMain ? "" : ", n = \(training.samples)"
        return StudyDescription.Method(
            id: id, label: "safeguarded ALISTA" + place,
            legend: "Safeguarded ALISTA" + (isMain ? "" : ", $n$ = \(training.samples)"),
            style: isMain ? .init("ablation", 2) : .init("ablation-\(id)", 2), isTrained: false,
            layers: settings.layers, seeds: seeds, draws: seeds.map(settings.common.draw(ofSeed:)),
            evaluations: Self.names.evaluations(id))
    }

    private func safeguardID(_ training: OAMPTraining) -> String {
        "\(OAMPNetwork.safeguarded)-\(training.samples)"
    }

    /// `oamp/evaluate/alista-safeguarded-<n>/seed-<s>`: the trained ALISTA, each of whose layers is replaced by a proximal gradient
    /// step in scenes where the safeguard rejects it; the ℓ₁ norm of sizes has the weight of the soft threshold at the noise's deviation.
    func safeguardStage(_ training: OAMPTraining, seed: Int) -> Stage {
        let name = Self.names.training(training.id, seed)
        let isMain = training.samples == largest
        return .numerical(
            name: Self.names.evaluation(safeguardID(training), seed),
            settings: problemSettings(seed: seed) + settings.only(\.layers, \.test, \.errors, \.safeShare)
                + ["oamp.is-main": .bool(isMain)],
            inputs: [name], codeVersion: 2, work: 3 * work(ofLayers: settings.layers * (isMain ? 4 : 1), channels: 1)
        ) { context in
            let problem = try problem(training.operation, seed: seed)
            let sample = problem.sample(settings.test, set: "test")
            let network = alista(problem)
            try WeightsFile.load(try context.folder(name).path("weights.safetensors"), into: network)
            let safeguard = SceneNetwork.Safeguard(
                share: settings.safeShare, weight: problem.softThreshold * problem.noise.squareRoot())
            let run = SceneNetwork.outputs(network, safeguard, sample.measured, problem.estimator)
            try Self.check(run.outputs[settings.layers])
            var tables = OAMPTables()
            tables.addLayers(run.outputs, sample.scenes)
            tables.addSafeguard(run.accepted)
            tables.add([("parameters", network.parameterCount), ("layers", settings.layers)])
            if isMain {
                let whole = SceneNetwork.alista(network, safeguard)
                addOutlines(whole, problem, to: &tables, context)
                try addMismatch(whole, problem, to: &tables, context)
            }
            try tables.write(to: context.results)
        }
    }
}
