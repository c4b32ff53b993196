import Bench
import Descent
import Stages
import Tensors
import Unrolled

extension DescentTheoryStudy {
    /// `theory/evaluate/<recipe>/seed-<s>`: how all measures fall, on signals that were learned from and on others; of the networks
    /// that are compared also under shifts, and how steep they are.
    func evaluationStage(_ network: TheoryNetwork, seed: Int) throws -> Stage {
        let (draw, id) = (draw(of: network, seed: seed), network.method.id)
        let (problem, training) = (StageNames.drawn(Self.problem, draw), Self.names.training(id, seed))
        let isCompared = network.purpose == .compared
        let own =
            settings.network.only(\.startDeviation) + settings.constraint.only(\.epsilon)
            + settings.common.only(\.seed)
            + (isCompared ? settings.evaluation.stageSettings : [:])
        return .numerical(
            name: Self.names.evaluation(id, seed), settings: own, inputs: [problem, training],
            work: isCompared ? 1 : 0.2, mayDiverge: network.method.mayDiverge
        ) { context in
            let test = try TheoryTest(
                study: self, network, seed: seed,
                problem: TheoryProblem(context.folder(problem), alpha: settings.problem.alpha),
                weights: context.folder(training), workers: context.workers)
            var tables = TheoryTables(epsilon: settings.constraint.epsilon)
            for set in test.sets {
                try context.checkInterruption()
                try test.addLayers(set, to: &tables)
            }
            if isCompared {
                try test.addShifts(signals(draw: draw), to: &tables) { try context.checkInterruption() }
            }
            try tables.write(to: context.results)
        }
    }
}

/// A trained network on the signals of its problem.
private struct TheoryTest {
    let study: DescentTheoryStudy
    let purpose: TheoryNetwork.Purpose
    let problem: TheoryProblem
    let network: Lista<Float>
    let streams: UInt64
    let workers: Workers

    init(
        study: DescentTheoryStudy, _ network: TheoryNetwork, seed: Int, problem: TheoryProblem, weights: Folder,
        workers: Workers
    ) throws {
        (self.study, purpose, self.problem, self.workers) = (study, network.purpose, problem, workers)
        streams = study.streamSeed(of: network, seed: seed)
        let settings = study.settings
        self.network = Lista(
            layerCount: settings.network.layers, inputDimension: settings.problem.inputs,
            dimension: settings.problem.atoms)
        try WeightsFile.load(weights.path("weights.safetensors"), into: self.network)
    }

    /// What networks are held against: ζ is of the training set and signals that nothing was chosen by, δ of a test set alone.
    var sets: [DescentTheoryStudy.SignalSet] {
        switch purpose {
        case .compared: [.train, .certification, .test]
        case .sized: [.train, .certification]
        case .retrained: [.test]
        }
    }

    private var quantities: [Quantity] { purpose == .compared ? Quantity.allCases : [.mapping] }

    private func batch(_ set: DescentTheoryStudy.SignalSet) throws -> Batch<Float> {
        let all = try problem.batch(set)
        if set == .train, case .sized(let count) = purpose { return all.view(rows: 0..<count) }
        return all
    }

    /// y_0 … y_L. Throws `UnusableNumbers`.
    private func outputs(_ x: Matrix<Float>, _ set: DescentTheoryStudy.SignalSet) throws -> [Matrix<Float>] {
        let start: Matrix<Float> = RandomStream(seed: streams, name: "theory/start/\(set.rawValue)").normal(
            rows: x.rows, columns: network.dimension, standardDeviation: study.settings.network.startDeviation)
        let outputs = network.run(x, from: start, workers: workers)
        guard outputs.allSatisfy(\.isFinite) else {
            throw UnusableNumbers(
                "an output of a layer is not finite", hint: "a smaller theory.training.rate")
        }
        return outputs
    }

    private func values(
        _ quantity: Quantity, _ outputs: [Matrix<Float>], _ batch: Batch<Float>
    ) -> [[Double]] {
        let measure = quantity.measure(of: problem.mapping)
        return outputs.map { measure.values($0, batch) }
    }

    func addLayers(_ set: DescentTheoryStudy.SignalSet, to tables: inout TheoryTables) throws {
        let batch = try batch(set)
        let outputs = try outputs(batch.inputs, set)
        for quantity in quantities { tables.addLayers(set.rawValue, quantity, values(quantity, outputs, batch)) }
        guard purpose == .compared, set == .test else { return }
        for quantity in quantities {
            tables.addOptima(quantity, quantity.measure(of: problem.mapping).values(batch.optima, batch))
        }
    }

    /// The test signals with noise, from the same y_0, and how steep the network is.
    func addShifts(_ signals: CodedSignals, to tables: inout TheoryTables, check: () throws -> Void) throws {
        let test = try batch(.test)
        let path = try outputs(test.inputs, .test)
        let still = values(.mapping, path, test)
        for level in study.settings.evaluation.shifts.sorted() {
            try check()
            let x = signals.shifted(test.inputs, by: level)
            let moved = values(.mapping, try outputs(x, .test), Batch(inputs: x, optima: test.optima))
            let lengths = x.rowDistances(to: test.inputs)
            let steepest = zip(moved, still).map { moved, still in
                zip(zip(moved, still), lengths).map { abs($0.0 - $0.1) / max($1, .leastNormalMagnitude) }.max() ?? 0
            }
            tables.addShift(level, moved, steepest: steepest)
        }
        try check()
        let few = 0..<study.settings.evaluation.lipschitzSamples
        let slopes = InputSlopes(network, problem.mapping, dictionaryNorm: problem.dictionaryNorm)
        let bounds = slopes.bounds(
            inputs: test.inputs.rowNorms().max() ?? 0, start: path[0].rowNorms().max() ?? 0)
        let local = slopes.local(test.inputs.rows(few), path.map { $0.rows(few) })
        for (layer, bound) in bounds.enumerated() { tables.addSlope(layer, bound: bound, local: local[layer]) }
    }
}
