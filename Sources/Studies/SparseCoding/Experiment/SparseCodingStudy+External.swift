import Bench
import Optimizees
import Stages
import Support
import Tensors
import Unrolled

/// Methods from outside: measured on the same images, from the same starts, into the same tables as the study's networks.
extension SparseCodingStudy {
    /// The names of the study's own methods.
    var ownIDs: [String] { methods.map(\.id) + Reference.allCases.map(\.rawValue) }

    /// L of a network from outside, which has to fit the problem; nil of a command, which says so when it is run.
    func layers(of network: ExternalNetwork) throws -> Int? {
        let levels = settings.evaluation.shifts
        switch network.kind {
        case .weights: return try lista(network.path).layerCount
        case .arrays:
            return try network.arrayLayers(
                [ExternalRun.test] + levels.filter { $0 != 0 }.map(LassoTest.shiftedArray),
                further: levels.filter { $0 != 0 }.map(LassoTest.clampedArray), rows: settings.evaluation.samples,
                columns: dimension)
        case .command: return nil
        }
    }

    /// A file of weights of this problem's sizes.
    private func lista(_ path: String) throws -> Lista<Float> {
        let network: Lista<Float> = try ListaFile.load(path)
        guard network.inputDimension == inputDimension, network.dimension == dimension else {
            throw DataError(
                file: path, expected: "a network for p = \(inputDimension) and d = \(dimension)",
                got: "p = \(network.inputDimension) and d = \(network.dimension)",
                hint: "train it on an export of a run with these settings")
        }
        return network
    }

    /// `sparse/evaluate/<name>/seed-<s>`: the tables of a network's evaluation. Those of layer noise are there for weights, and
    /// for a command that single layers can be asked of.
    func externalStages(_ method: ExternalMethod) -> [Stage] {
        method.networks.enumerated().map { index, network in
            let seed = index + 1
            let draw = settings.common.draw(ofSeed: seed)
            return .external(
                name: names.evaluation(method.id, seed), network,
                settings: evaluationSettings + settings.network.only(\.startDeviation), inputs: testInputs(draw: draw)
            ) { context in
                let test = try LassoTest(study: self, draw: draw, context: context)
                let start = testStarts(seed: seed, deviation: settings.network.startDeviation)
                let run = try ExternalRun(
                    network, starts: start,
                    order: ExternalRun.sampleOrder(
                        inputs: test.truth.inputs, starts: start, answers: test.truth.optima),
                    seconds: settings.externalSeconds(of: id), context: context)
                let check = { try context.checkInterruption() }
                let tested = try run.method { path in
                    let method = Method.network(try lista(path), from: start, workers: context.workers)
                    return Method { x in
                        let iterates = try method.run(x)
                        guard let bad = iterates.outputs.firstIndex(where: { !$0.isFinite }) else { return iterates }
                        throw UnusableNumbers(
                            "y_\(bad) of \(path) is not finite on test inputs",
                            hint: "are they on the scale that the network was trained on?")
                    }
                }
                try test.writeTables(of: tested, to: context.results, check: check)
                guard network.takesLayers else { return }
                let streams = settings.common.streamSeed(seed)
                if network.kind == .weights {
                    try test.writeNoiseSweep(
                        try lista(network.path), from: start, settings, seed: streams, to: context.results,
                        workers: context.workers, check: check)
                } else {
                    try test.writeNoiseSweep(settings, seed: streams, to: context.results, check: check) { noise in
                        try run.outputs(test.truth.inputs, noise: noise)
                    }
                }
            }
        }
    }
}
