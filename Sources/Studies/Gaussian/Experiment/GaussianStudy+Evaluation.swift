import Bench
import Optimizees
import Stages
import Tensors
import Unrolled

extension GaussianStudy {
    /// What evaluations read beside the training.
    func evaluationSettings(seed: Int) -> StageSettings {
        problemSettings(seed: seed) + settings.only(\.layers, \.test)
    }

    /// `gaussian/evaluate/<network>/seed-<s>`: errors by layer and beyond the last one, of the signals that it was trained
    /// for and of others; its parameters; and what a safeguard makes of it.
    func evaluationStage(_ training: Training, seed: Int) -> Stage {
        let name = Self.names.training(training.method.id, seed)
        let isFirst = training.level == settings.levels[0]
        var own = evaluationSettings(seed: seed) + ["gaussian.snr": .double(training.level)]
        if isFirst { own = own + settings.only(\.safeIterations, \.safeSignals, \.safeWeight, \.safeShare) }
        return .numerical(
            name: Self.names.evaluation(training.method.id, seed), settings: own, inputs: [name],
            work: Double(settings.test) * Double(settings.layers * settings.rows * settings.columns) * 4e-10
        ) { context in
            let problem = try GaussianProblem(settings, draw: settings.common.draw(ofSeed: seed))
            let network = training.network.make(problem, settings, level: training.level)
            try WeightsFile.load(context.folder(name).path("weights.safetensors"), into: network)
            var tables = GaussianTables()
            for kind in GaussianProblem.Kind.allCases {
                try context.checkInterruption()
                let test = problem.test(kind, settings.test, level: training.level)
                let outputs = Self.outputs(of: network, test.inputs, count: 3 * settings.layers)
                guard outputs[settings.layers].isFinite else {
                    throw UnusableNumbers("y_L of test signals is not finite", hint: "a smaller learning rate")
                }
                tables.addLayers(outputs, test.optima, kind: kind.rawValue, level: training.level)
                if kind == .seen {
                    let first = 0..<min(8, test.samples)
                    try context.results.write(test.inputs.rows(first), "example-x.npy")
                    try context.results.write(outputs[settings.layers].rows(first), "example-y.npy")
                }
            }
            addParameters(to: &tables, network, problem)
            if isFirst { try addSafeguards(to: &tables, network, problem, level: training.level, context) }
            try tables.write(
                to: context.results, summary: [("parameters", network.parameterCount), ("layers", settings.layers)])
        }
    }

    /// y_0 = 0, y_1, … of a network; beyond the last layer the last is repeated.
    static func outputs(of network: any UnrolledNetwork<Float>, _ x: Matrix<Float>, count: Int) -> [Matrix<Float>] {
        let steps = LayerSteps(network, x)
        var outputs = [Matrix<Float>(rows: x.rows, columns: network.dimension)]
        for k in 1...count { outputs.append(steps.next(k, outputs[k - 1])) }
        return outputs
    }

    private func addParameters(
        to tables: inout GaussianTables, _ network: any UnrolledNetwork<Float>, _ problem: GaussianProblem
    ) {
        for layer in 1...settings.layers {
            switch network {
            case let network as CoupledLista<Float>:
                tables.addParameters(
                    layer: layer, step: network.step(layer), threshold: network.threshold(layer), coupling: nil)
            case let network as Tista<Float>:
                tables.addParameters(layer: layer, step: network.step(layer), threshold: nil, coupling: nil)
            case let network as Lista<Float>:
                let difference = Matrix.product(network.inputMatrix(layer), problem.matrix)
                let recurrent = network.recurrentMatrix(layer)
                Float.addScaled(difference.pointer, recurrent.pointer, scale: 1, count: recurrent.count)
                for i in 0..<difference.rows { difference[i, i] -= 1 }
                func length(_ matrix: Matrix<Float>) -> Double {
                    Float.sumOfSquares(matrix.pointer, count: matrix.count).squareRoot()
                }
                let thresholds = network.threshold(layer)
                let mean = thresholds.values.reduce(0.0) { $0 + Double($1) } / Double(thresholds.count)
                tables.addParameters(
                    layer: layer, step: nil, threshold: mean, coupling: length(difference) / length(recurrent))
            default: break
            }
        }
    }

    private func addSafeguards(
        to tables: inout GaussianTables, _ network: any UnrolledNetwork<Float>, _ problem: GaussianProblem,
        level: Double, _ context: StageContext
    ) throws {
        let lasso = try LassoProblem(dictionary: problem.matrix, alpha: settings.safeWeight)
        let safeguard = Safeguard(lasso, curvature: problem.largestEigenvalue, share: settings.safeShare)
        let solver = try CertifiedLasso(problem: lasso, target: 1e-6)
        for kind in GaussianProblem.Kind.allCases {
            try context.checkInterruption()
            let x = problem.signals("safe/\(kind.rawValue)", settings.safeSignals, kind: kind, level: level).inputs
            let least = lasso.double.values(solver.minimisers(x), x.converted())
            let steps = LayerSteps(network, x)
            func run(_ rule: Safeguard.Rule, _ layer: (Int, Matrix<Float>) -> Matrix<Float>) -> Safeguard.Run {
                safeguard.run(x, iterations: settings.safeIterations, rule: rule, layer: layer)
            }
            let classical = run(.none) { _, y in safeguard.descend(y, x) }
            let runs = [
                ("none", run(.none, steps.next)), ("residual", run(.residual, steps.next)),
                ("companion", run(.companion, steps.next)), ("algorithm", classical),
            ]
            for (rule, run) in runs {
                tables.addSafeguard(kind: kind.rawValue, rule: rule, run, classical: classical, least: least)
            }
        }
    }

    /// `gaussian/evaluate/<algorithm>/seed-<s>`.
    func referenceStage(_ reference: Reference, seed: Int) -> Stage {
        var own = evaluationSettings(seed: seed) + ["gaussian.snr": .double(reference.level)]
        if reference.algorithm.hasWeight { own = own + settings.only(\.shrinkages, \.validation) }
        return .numerical(
            name: Self.names.evaluation(reference.id, seed), settings: own, codeVersion: 2,
            work: Double(settings.test) * Double(settings.layers * settings.rows * settings.columns) * 4e-10
        ) { context in
            let problem = try GaussianProblem(settings, draw: settings.common.draw(ofSeed: seed))
            let (noise, layers) = (problem.noise(reference.level), settings.layers)
            var weight = 0.0
            if reference.algorithm.hasWeight {
                let validation = problem.signals("validation", settings.validation, level: reference.level)
                let short = ClassicalRecovery(problem: problem, noise: noise, iterations: layers)
                var best = Double.infinity
                for candidate in settings.shrinkages {
                    try context.checkInterruption()
                    let y = short.iterates(reference.algorithm, validation.inputs, weight: candidate)[layers]
                    let error = y.rowDistances(to: validation.optima).reduce(0) { $0 + $1 * $1 }
                    if error < best { (best, weight) = (error, candidate) }
                }
            }
            var tables = GaussianTables()
            let long = ClassicalRecovery(problem: problem, noise: noise, iterations: 3 * layers)
            for kind in GaussianProblem.Kind.allCases {
                try context.checkInterruption()
                let test = problem.test(kind, settings.test, level: reference.level)
                tables.addLayers(
                    long.iterates(reference.algorithm, test.inputs, weight: weight), test.optima, kind: kind.rawValue,
                    level: reference.level)
            }
            try tables.write(
                to: context.results,
                summary: [("layers", layers), ("lambda", reference.algorithm.hasWeight ? weight : nil)])
        }
    }
}
