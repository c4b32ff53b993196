import Bench
import Foundation
import Stages
import Tensors
import Unrolled

extension OAMPStudy {
    private var evaluationSettings: StageSettings {
        settings.only(\.layers, \.channels, \.test, \.watched, \.draws, \.depth, \.errors)
    }

    /// Seconds on one core.
    func work(ofLayers layers: Int, channels: Int) -> Double {
        let pixels = Double(settings.side * settings.side)
        let (scenes, width) = (Double(settings.test), Double(channels))
        return scenes * Double(layers) * pixels * (20 * width + 30 * width * width + 6 * pixels) * 8e-11
    }

    /// `oamp/evaluate/<network>/seed-<s>`: errors by layer, of tied networks far past their own, and on training scenes; and of the
    /// networks with the most scenes what state evolution says of them, and what errors in the operator and other scenes do to them.
    func evaluationStage(_ training: OAMPTraining, seed: Int) -> Stage {
        let (name, network) = (Self.names.training(training.id, seed), training.network)
        let isTied = network == .tied
        let isMain = training.samples == largest && training.isPlain
        let isGaussian = training.operation == .gaussian
        return .numerical(
            name: Self.names.evaluation(training.id, seed),
            settings: problemSettings(seed: seed) + evaluationSettings + settings.only(\.unetChannels, \.knots, \.reach)
                + ["oamp.operator": .string(training.operation.rawValue), "oamp.is-main": .bool(isMain)]
                + ["oamp.samples": .int(training.samples), "oamp.adaptation": .bool(training.adaptation != nil)],
            inputs: [name], codeVersion: 2,
            work: work(
                ofLayers: isTied ? settings.depth : settings.layers * (isMain ? 4 : 1), channels: settings.channels)
        ) { context in
            let problem = try problem(training.operation, seed: seed)
            let sample = problem.sample(settings.test, set: "test")
            let path = try context.folder(name).path("weights.safetensors")
            var tables = OAMPTables()
            func addOthers(_ network: SceneNetwork) throws {
                guard isGaussian, training.isPlain || training.adaptation != nil else { return }
                if training.isPlain { addGap(network, training, problem, to: &tables, context) }
                if isMain { addOutlines(network, problem, to: &tables, context) }
                if training.adaptation != nil { tables.add([("trained_error", settings.trainedError)]) }
                if training.adaptation != nil || isMain && ![.scalars, .unetSmall].contains(training.network) {
                    try addMismatch(network, problem, to: &tables, context)
                }
            }
            let trained = try trained(network, problem, from: path)
            // Tied layers go on far past their own.
            var whole = trained.network
            if isTied, case .passing(let passing) = whole {
                whole = .passing(SceneNetwork.repeated(passing, layers: settings.depth))
            }
            let outputs = whole.outputs(
                sample.measured, problem.estimator, signal: problem.signal, workers: context.workers)
            try Self.check(outputs[trained.layers])
            tables.addLayers(outputs, sample.scenes)
            try writeExample(problem, sample, outputs[trained.layers], to: context.results)
            tables.add([("parameters", trained.parameters), ("layers", trained.layers)])
            try context.checkInterruption()
            if case .passing(let passing) = trained.network {
                if network.hasKnots { addDenoisers(passing, problem, to: &tables) }
                if isMain, !network.hasKnots {
                    try addEvolution(passing, problem, sample, seed: seed, to: &tables, context)
                }
            }
            if isMain, isGaussian, !network.isUNet, !network.hasKnots, network != .scalars {
                try addSensitivity(trained.network, problem, to: &tables, context)
            }
            try addOthers(trained.network)
            try tables.write(to: context.results)
        }
    }

    /// A network of its kind with the weights of a file, and how many layers and parameters it has. Throws `FileError`, `DataError`.
    private func trained(
        _ kind: OAMPNetwork, _ problem: ScatteringProblem, from path: String
    ) throws -> (network: SceneNetwork, layers: Int, parameters: Int) {
        if kind.isUNet {
            let unet = unet(kind, problem, seed: 0)
            try WeightsFile.load(path, into: unet)
            return (.unet(unet, input: kind.input), 1, unet.parameterCount)
        }
        if kind == .alista {
            let alista = alista(problem)
            try WeightsFile.load(path, into: alista)
            return (.alista(alista), settings.layers, alista.parameterCount)
        }
        let passing = passing(kind, problem, seed: 0)
        try WeightsFile.load(path, into: passing)
        return (.passing(passing), settings.layers, passing.parameterCount)
    }

    /// y and ĉ_T of the first test scenes, for who runs the network from its file. Throws `FileError`.
    func writeExample(
        _ problem: ScatteringProblem, _ sample: ScatteringProblem.Sample, _ outputs: Matrix<Float>, to folder: Folder
    ) throws {
        let first = 0..<min(4, outputs.rows)
        try folder.write(problem.measurements(sample.scenes, set: "test").rows(first), "example-y.npy")
        try folder.write(outputs.rows(first), "example-c.npy")
    }

    static func check(_ output: Matrix<Float>) throws {
        guard output.isFinite else {
            throw UnusableNumbers("the output for test scenes is not finite", hint: "a smaller learning rate")
        }
    }

    /// `oamp/evaluate/<reference>/seed-<s>`.
    func referenceStage(_ reference: OAMPReference, _ kind: ScatteringProblem.Kind, seed: Int) -> Stage {
        .numerical(
            name: Self.names.evaluation(reference.id(kind), seed),
            settings: problemSettings(seed: seed) + evaluationSettings
                + ["oamp.operator": .string(kind.rawValue), "oamp.reference": .string(reference.rawValue)],
            codeVersion: 2, work: work(ofLayers: settings.depth, channels: 1)
        ) { context in
            let problem = try problem(kind, seed: seed)
            let sample = problem.sample(settings.test, set: "test")
            var tables = OAMPTables()
            func outputs(_ network: SceneNetwork) -> [Matrix<Float>] {
                network.outputs(sample.measured, problem.estimator, signal: problem.signal, workers: context.workers)
            }
            func algorithm(_ layers: Int) -> UnrolledOAMP<Float> {
                problem.algorithm(
                    layers: layers, reference == .algorithm ? .divergenceFree : .none,
                    denoiser: reference == .soft ? .softThreshold(share: problem.softThreshold) : nil)
            }
            switch reference {
            case .algorithm, .uncorrected, .soft:
                tables.addLayers(outputs(.passing(algorithm(settings.depth))), sample.scenes)
                let short = algorithm(settings.layers)
                try addEvolution(short, problem, sample, seed: seed, to: &tables, context)
                if kind == .gaussian { addOutlines(.passing(short), problem, to: &tables, context) }
                guard kind == .gaussian, reference != .soft else { break }
                try addMismatch(.passing(short), problem, to: &tables, context)
                try addSensitivity(.passing(short), problem, to: &tables, context)
                if reference == .algorithm { try addBounds(short, problem, sample, to: &tables) }
            case .schedule:
                let network = problem.algorithm(layers: settings.layers, .divergenceFree)
                network.keepsVariances = true
                let states = problem.schedule(layers: settings.layers).states
                let all = SceneNetwork.outputs(
                    network, sample.measured, schedule: states, workers: context.workers)
                tables.addLayers(all, sample.scenes)
            case .lmmse:
                tables.addLayers(outputs(.linear(.lmmse)), sample.scenes)
                if kind == .gaussian { addOutlines(.linear(.lmmse), problem, to: &tables, context) }
            case .adjoint: tables.addLayers(outputs(.linear(.adjoint)), sample.scenes)
            case .oracle: tables.addLayers([problem.oracle(settings.test, set: "test")], sample.scenes)
            }
            tables.add([
                ("noise", problem.noise), ("density", problem.density), ("power", problem.power),
                ("measurements", problem.matrix.measurements),
            ])
            try tables.write(to: context.results)
        }
    }
}
