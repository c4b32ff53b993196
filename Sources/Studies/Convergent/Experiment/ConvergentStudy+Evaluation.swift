import Bench
import Foundation
import Stages
import Support
import Tensors
import Unrolled

extension ConvergentStudy {
    /// Scenes on which networks with random weights are run.
    private static let randomScenes = 8

    private func evaluationSettings(seed: Int) -> StageSettings {
        problemSettings(seed: seed) + settings.only(\.iterations, \.signals, \.shifts, \.draws, \.scale, \.points)
    }

    /// Seconds on one core.
    private var evaluationWork: Double {
        Double(
            (settings.iterations * settings.signals * settings.side * settings.side)
                * (4 + settings.channels * settings.channels))
            * 1e-8
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

    private func record(
        _ network: ProximalDescent<Double>, _ sample: SceneProblem.Sample, seed: Int,
        _ continuation: ProximalDescent<Double>.Continuation = .last, pause: @escaping () throws -> Void
    ) throws -> IterationRecord {
        try IterationRecord(
            sample, count: settings.iterations, other: otherStart(seed: seed, rows: sample.scenes.rows), pause: pause,
            iteration(network, continuation))
    }

    /// What claims and tables read of a run.
    private func numbers(
        _ run: String, _ record: IterationRecord, _ network: ProximalDescent<Double>, _ sample: SceneProblem.Sample
    ) -> [(String, any TableValue)] {
        let kind = network.settings.denoiser
        // Of layers that differ, those past the last one alone are the same map.
        let first = network.settings.isTied ? 1 : run == "cycle" ? nil : settings.layers
        return [
            ("\(run)_growth", first.map { record.growth(from: $0) }), ("\(run)_size", record.size),
            (
                "\(run)_size_over_bound",
                kind.isClipped ? record.sizeOverBound(sizeBounds(network, sample)) : nil
            ),
            (
                "\(run)_distance_over_bound",
                kind == .contractive ? record.distanceOverBound(ProximalDenoiser.contraction) : nil
            ),
        ]
    }

    /// What ‖c_k‖/‖c‖ cannot exceed, k ≥ 1, from c_0 = 0: D(r) = a·r + s·R(r), ‖R(r)‖ ≤ B√N and ‖r‖ ≤ ‖c_{k−1}‖ + γ‖Aᵀy‖ make
    /// it at most (s·B√N + a·γ‖Aᵀy‖)/(1 − a).
    private func sizeBounds(_ network: ProximalDescent<Double>, _ sample: SceneProblem.Sample) -> [Double] {
        let (identity, share) = network.settings.denoiser.shares
        let step = (1...settings.layers).map(network.step).max() ?? 2
        let reach = share * settings.range * Double(settings.side)
        return zip(sample.features.rowNorms(), sample.scenes.rowNorms()).map { known, length in
            (reach + identity * step * known) / (1 - identity) / max(length, .leastNormalMagnitude)
        }
    }

    /// Networks of the same kind with weights that no training has seen, all together.
    private func addRandom(
        _ kind: Network, _ problem: SceneProblem, _ sample: SceneProblem.Sample, seed: Int,
        to tables: inout ConvergentTables, _ pause: @escaping () throws -> Void
    ) throws {
        let rows = 0..<min(Self.randomScenes, sample.scenes.rows)
        let few = SceneProblem.Sample(scenes: sample.scenes.rows(rows), features: sample.features.rows(rows))
        let network = network(kind, gram: problem.gram)
        var joined: IterationRecord?
        var (growths, shares, meetings) = ([Double](), [Double](), [Double]())
        for draw in 1...settings.draws {
            network.randomise(scale: settings.scale, seed: settings.common.streamSeed(seed), index: draw)
            let one = try record(network, few, seed: seed, pause: pause)
            if kind.isTied { growths.append(one.growth()) }
            if network.settings.denoiser.isClipped { shares.append(one.sizeOverBound(sizeBounds(network, few))) }
            if network.settings.denoiser == .contractive {
                meetings.append(one.distanceOverBound(ProximalDenoiser.contraction))
            }
            if joined == nil { joined = one } else { joined?.join(one) }
        }
        guard let joined else { return }
        tables.add("random", joined)
        tables.add([
            ("random_growth", growths.max()), ("random_size", joined.size), ("random_size_over_bound", shares.max()),
            ("random_distance_over_bound", meetings.max()),
        ])
    }

    /// The same network where the noise is another one.
    private func addShifts(
        _ problem: SceneProblem, to tables: inout ConvergentTables, _ pause: @escaping () throws -> Void,
        _ iteration: IterationRecord.Iteration
    ) throws {
        for decibels in settings.shifts {
            let sample = problem.sample(max(2, settings.signals / 2), set: "test", decibels: decibels)
            let record = try IterationRecord(sample, count: settings.iterations, pause: pause, iteration)
            tables.addShift(decibels, depth: settings.layers, record)
        }
    }

    /// The Jacobians of the last layer's denoiser, exactly, at what it is fed after T − 1 layers.
    private func addJacobians(
        _ network: ProximalDescent<Double>, _ sample: SceneProblem.Sample, to tables: inout ConvergentTables,
        _ pause: @escaping () throws -> Void
    ) throws {
        let rows = 0..<settings.points
        let (x, layer) = (sample.features.rows(rows), settings.layers)
        var before = Matrix<Double>(rows: rows.count, columns: x.columns)
        try network.iterate(x, from: before, count: layer - 1) { _, current in
            try pause()
            before = current.copy()
            return true
        }
        let points = network.gradientStep(layer, x, from: before)
        guard points.isFinite else { return }
        for scene in rows {
            try pause()
            let jacobian = network.denoiserJacobian(layer, at: points.rows(scene..<scene + 1))
            let pixels = Double(jacobian.rows)
            let trace = (0..<jacobian.rows).reduce(0) { $0 + jacobian[$1, $1] }
            let square = jacobian.rowNorms().reduce(0) { $0 + $1 * $1 }
            let gram = Matrix.product(jacobian, transposeA: true, jacobian)
            let norm = max(0, SymmetricEigen(gram)?.values.last ?? .nan).squareRoot()
            tables.addJacobian(
                scene: scene, layer: layer, trace: trace / pixels, square: square / pixels, norm: norm)
        }
    }

    /// The norms of all convolutions before they are normalised.
    private func addNorms(_ weights: String, _ network: ProximalDescent<Double>, to tables: inout ConvergentTables) {
        for layer in 1...(network.settings.isTied ? 1 : settings.layers) {
            for (place, convolution) in network.convolutions.enumerated() {
                let weight = network.rawWeight(place, layer: layer).values
                tables.addNorm(
                    weights, layer: layer, convolution: place + 1,
                    exact: ConvolutionNorm(convolution, weight: weight).value,
                    reshaped: ConvolutionNorm.reshaped(convolution, weight: weight))
            }
        }
    }
}
