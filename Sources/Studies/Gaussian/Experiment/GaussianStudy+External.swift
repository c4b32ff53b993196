import Bench
import Descent
import Stages
import Tensors

/// Methods from outside, at the first signal-to-noise ratio: measured on the same signals as the study's networks.
extension GaussianStudy {
    /// What the test signals of a kind are called among a method's arrays.
    static func array(_ kind: GaussianProblem.Kind) -> String {
        kind == .seen ? ExternalRun.test : "\(ExternalRun.test)-\(kind.rawValue)"
    }

    /// The fingerprint of test signals as they are trained for: all methods start at zero, so that it alone says which they are.
    static func order(_ test: Batch<Float>) -> String {
        ExternalRun.sampleOrder(inputs: test.inputs, starts: test.inputs, answers: test.optima)
    }

    /// L of a network from outside, which has to fit the problem; nil of a command, which says so when it is run.
    func layers(of network: ExternalNetwork) throws -> Int? {
        switch network.kind {
        case .weights: try file(network.path).layers
        case .arrays:
            try network.arrayLayers(
                GaussianProblem.Kind.allCases.map(Self.array), rows: settings.test, columns: settings.columns)
        case .command: nil
        }
    }

    private func file(_ path: String) throws -> GaussianFile {
        try GaussianFile(path, rows: settings.rows, columns: settings.columns)
    }

    /// `gaussian/evaluate/<name>/seed-<s>`: errors by layer; of weights also beyond the last one, which is repeated.
    func externalStages(_ method: ExternalMethod) -> [Stage] {
        let level = settings.levels[0]
        return method.networks.enumerated().map { index, network in
            let seed = index + 1
            return .external(
                name: Self.names.evaluation(method.id, seed), network,
                settings: evaluationSettings(seed: seed) + ["gaussian.snr": .double(level)], inputs: []
            ) { context in
                let problem = try GaussianProblem(settings, draw: settings.common.draw(ofSeed: seed))
                let run = try ExternalRun(
                    network, starts: Matrix(rows: settings.test, columns: settings.columns),
                    order: Self.order(problem.test(.seen, settings.test, level: level)), needsOrder: true,
                    seconds: settings.externalSeconds(of: Self.id), context: context)
                let tested = try run.method { path in
                    let file = try file(path)
                    let network = try file.network(problem)
                    return Method { x in
                        let outputs = Self.outputs(of: network, x, count: max(file.layers, 3 * settings.layers))
                        guard outputs[file.layers].isFinite else {
                            throw UnusableNumbers("y_L of \(path) is not finite on test signals", hint: "other weights")
                        }
                        return Iterates(layers: Array(outputs.indices), outputs: outputs)
                    }
                }
                var (tables, layers) = (GaussianTables(), 0)
                for kind in GaussianProblem.Kind.allCases {
                    try context.checkInterruption()
                    let test = problem.test(kind, settings.test, level: level)
                    let outputs = try tested.run(test.inputs, array: Self.array(kind)).outputs
                    layers = network.kind == .weights ? network.layers ?? 0 : outputs.count - 1
                    tables.addLayers(outputs, test.optima, kind: kind.rawValue, level: level)
                }
                try tables.write(to: context.results, summary: [("layers", layers)])
            }
        }
    }
}
