import Bench
import Stages
import Tensors
import Unrolled

/// What is measured of a network beside its iteration.
extension ConvergentStudy {
    /// Scenes on which networks with random weights are run.
    private static let randomScenes = 8

    /// What claims and tables read of a run.
    func numbers(
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
    func addRandom(
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
    func addShifts(
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
    func addJacobians(
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
    func addNorms(_ weights: String, _ network: ProximalDescent<Double>, to tables: inout ConvergentTables) {
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
