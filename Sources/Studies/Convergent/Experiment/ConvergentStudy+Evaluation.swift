import Bench
import Foundation
import Stages
import Support
import Tensors
import Unrolled

extension ConvergentStudy {
    private func evaluationSettings(seed: Int) -> StageSettings {
        problemSettings(seed: seed) + settings.only(\.iterations, \.signals, \.shifts, \.draws, \.scale, \.points)
    }

    /// Seconds on one core.
    private var evaluationWork: Double {
        Double(
            (settings.iterations * settings.signals * settings.side * settings.side)
                * (4 + settings.channels * settings.channels))
            * 1.5e-8
    }

    /// `convergent/evaluate/<network>/seed-<s>`: the trained network, and others of its kind with random weights, in double
    /// precision, for many more iterations than it has layers.
    func evaluationStage(_ method: TrainedMethod, seed: Int) -> Stage {
        let training = Self.names.training(method.id, seed)
        return .numerical(
            name: Self.names.evaluation(method.id, seed), settings: evaluationSettings(seed: seed), inputs: [training],
            work: evaluationWork, mayDiverge: method.mayDiverge
        ) { context in
            let kind = try Network(named: method.recipe.network)
            let problem = try problem(seed: seed)
            let network = try trained(kind, problem, context.folder(training))
            var tables = ConvergentTables()
            let pause = { try context.checkInterruption() }
            let sample = test(problem)
            let record = try record(network, sample, seed: seed, pause: pause)
            tables.add("trained", record)
            tables.add(numbers("trained", record, network, sample))
            if !kind.isTied {
                let cycle = try self.record(network, sample, seed: seed, .cycle, pause: pause)
                tables.add("cycle", cycle)
                tables.add(numbers("cycle", cycle, network, sample))
            }
            context.progress.report(step: 1, of: 3, unit: "parts")
            try addRandom(kind, problem, sample, seed: seed, to: &tables, pause)
            context.progress.report(step: 2, of: 3, unit: "parts")
            try addShifts(problem, to: &tables, pause) { try iteration(network)($0, $1, $2) }
            try addJacobians(network, sample, to: &tables, pause)
            addNorms("trained", network, to: &tables)
            let untrained = self.network(kind, gram: problem.gram)
            untrained.randomise(scale: 1, seed: settings.common.streamSeed(seed), index: 0)
            addNorms("random", untrained, to: &tables)
            tables.add([
                ("layers", settings.layers), ("parameters", network.parameterCount), ("step", network.step(1)),
                ("threshold", network.thresholds(1).max()),
            ])
            try tables.write(to: context.results)
        }
    }

    /// `convergent/evaluate/free-tail/seed-<s>`: T layers of the free untied network, then the soft threshold's for ever.
    func tailStage(seed: Int) -> Stage {
        let (head, tail) = (Network.freeUntied, Network.soft)
        let inputs = [head, tail].map { Self.names.training($0.rawValue, seed) }
        return .numerical(
            name: Self.names.evaluation(Self.tail, seed), settings: evaluationSettings(seed: seed), inputs: inputs,
            work: evaluationWork / 10
        ) { context in
            let problem = try problem(seed: seed)
            let free = try trained(head, problem, context.folder(inputs[0]))
            let soft = try trained(tail, problem, context.folder(inputs[1]))
            let iteration: IterationRecord.Iteration = { x, start, visit in
                var (last, goesOn) = (start, true)
                try free.iterate(x, from: start, count: settings.layers) { k, current in
                    last = current.copy()
                    goesOn = try visit(k, current)
                    return goesOn
                }
                guard goesOn else { return }
                try soft.iterate(x, from: last, count: settings.iterations - settings.layers) { k, current in
                    try visit(settings.layers + k, current)
                }
            }
            var tables = ConvergentTables()
            let (sample, pause) = (test(problem), { try context.checkInterruption() })
            let record = try IterationRecord(
                sample, count: settings.iterations, other: otherStart(seed: seed), pause: pause, iteration)
            tables.add("trained", record)
            // The first of the tail's own residuals is that of layer T + 1.
            tables.add([("trained_growth", record.growth(from: settings.layers + 1)), ("trained_size", record.size)])
            try addShifts(problem, to: &tables, pause, iteration)
            tables.add([("layers", settings.layers), ("parameters", free.parameterCount + soft.parameterCount)])
            try tables.write(to: context.results)
        }
    }

    /// Throws `DataError`.
    private func trained(_ kind: Network, _ problem: SceneProblem, _ folder: Folder) throws -> ProximalDescent<Double> {
        let network = network(kind, gram: problem.gram)
        try WeightsFile.load(folder.path("weights.safetensors"), into: network)
        return network
    }

    private func test(_ problem: SceneProblem) -> SceneProblem.Sample {
        problem.sample(settings.signals, set: "test", decibels: settings.noise)
    }

    /// c'_0 ~ N(0, I), to be compared with c_0 = 0.
    private func otherStart(seed: Int, rows: Int? = nil) -> Matrix<Double> {
        RandomStream(seed: settings.common.streamSeed(seed), name: "convergent/start").normal(
            rows: rows ?? settings.signals, columns: settings.side * settings.side)
    }

    private func iteration(
        _ network: ProximalDescent<Double>, _ continuation: ProximalDescent<Double>.Continuation = .last
    ) -> IterationRecord.Iteration {
        { x, start, visit in
            try network.iterate(x, from: start, count: settings.iterations, continuation, visit: visit)
        }
    }

    func record(
        _ network: ProximalDescent<Double>, _ sample: SceneProblem.Sample, seed: Int,
        _ continuation: ProximalDescent<Double>.Continuation = .last, pause: @escaping () throws -> Void
    ) throws -> IterationRecord {
        try IterationRecord(
            sample, count: settings.iterations, other: otherStart(seed: seed, rows: sample.scenes.rows), pause: pause,
            iteration(network, continuation))
    }
}
