import Bench
import Descent
import Foundation
import Stages
import Tensors
import Unrolled

extension GeneralisationStudy {
    /// `generalisation/evaluate/<network>/seed-<s>`: for each training set, losses on it and on held-out signals, and the bounds
    /// on their difference with every constant measured; certificates where the network gets one.
    func evaluationStage(_ member: Member, seed: Int) -> Stage {
        let training = Self.names.training(member.id, seed)
        let signals = Double(member.sizes.reduce(0, +) * 6 + settings.test * (6 * member.sizes.count + 1))
        let own =
            settings.only(\.test, \.points, \.confidence)
            + (member.isCertified ? settings.only(\.thresholds, \.draws, \.certainty) : [:])
        return .numerical(
            name: Self.names.evaluation(member.id, seed), settings: memberSettings(member, seed: seed) + own,
            inputs: [training],
            work: signals * Double(member.layers) * seconds(member.network).forward + (member.isCertified ? 5 : 0)
        ) { context in
            let problem = try problem(seed: seed)
            let network = member.network.make(problem, layers: member.layers, scalarShare: settings.scalarShare)
            var tables = GeneralisationTables()
            try evaluate(network, member, problem, context.folder(training), seed: seed, into: &tables, context)
            try tables.write(to: context.results)
        }
    }

    private func evaluate<Network: UnrolledNetwork<Float>>(
        _ network: Network, _ member: Member, _ problem: FiniteProblem, _ folder: Folder, seed: Int,
        into tables: inout GeneralisationTables, _ context: StageContext
    ) throws {
        let start = network.values.copy()
        let whole = problem.signals("training", member.sizes.max() ?? 1)
        let test = problem.signals("test", settings.test)
        func load(_ file: String) throws { try WeightsFile.load(folder.path(file), into: network) }
        let untrained = SignalErrors(network, test)
        try load(Self.file(nil))
        let endless = (test: SignalErrors(network, test), training: SignalErrors(network, whole))
        tables.addSummary([
            ("layers", member.layers), ("parameters", network.parameterCount), ("start", untrained.loss),
            ("endless", endless.test.loss),
        ])
        for (place, size) in member.sizes.enumerated() {
            try context.checkInterruption()
            context.progress.report(step: place, of: member.sizes.count, unit: "training sets")
            let data = whole.view(rows: 0..<size)
            try load(Self.file(size, isEarly: true))
            let early = (training: SignalErrors(network, data).loss, test: SignalErrors(network, test).loss)
            try load(Self.file(size))
            let training = SignalErrors(network, data)
            var cell = GeneralisationTables.Cell(
                samples: size, parameters: network.parameterCount, training: training.loss,
                test: SignalErrors(network, test).loss, endlessTraining: endless.training.mean(of: 0..<size),
                endlessTest: endless.test.loss, earlyTraining: early.training, earlyTest: early.test,
                lossSlope: training.largestSlope, heldOut: settings.test)
            if let slopes = LayerSlopes(network, test.view(rows: 0..<settings.points)) {
                cell.slopeProduct = slopes.localProduct
                cell.normProduct = slopes.normProduct
                cell.reach = slopes.reach
            }
            if case .contractive(let q) = member.network { cell.normProduct = pow(q, Double(member.layers)) }
            cell.radius = Self.radius(network.values, start)
            let posterior = posterior(network, start, member, data, loss: training.loss, seed: seed)
            cell.posterior = posterior
            if let quantised = Quantisation(network, start: start) {
                cell.quantised = best(quantised, network, data, test)
                if member.isCertified {
                    try certify(network, quantised, posterior, data, test, seed: seed, into: &tables, context)
                }
            }
            tables.add(cell, delta: settings.confidence)
        }
    }

    /// The radius of the smallest ball around `start` that has the weights, of those with a radius of 2^j·‖start‖ or, where this is
    /// less than 1, 2^j.
    private static func radius(_ values: Matrix<Float>, _ start: Matrix<Float>) -> Double? {
        let distance = values.rowDistances(to: start)[0]
        let unit = max(1, start.rowNorms()[0])
        return GeneralisationTables.radii.map { pow(2, Double($0)) * unit }.first { $0 >= distance }
    }

    /// The quantised network whose bound on the loss is least.
    private func best(
        _ quantised: Quantisation, _ network: some UnrolledNetwork<Float>, _ training: Batch<Float>,
        _ test: Batch<Float>
    ) -> GeneralisationTables.Quantised? {
        let kept = network.values.copy()
        defer { restore(network, kept) }
        let all = quantised.values.map { bits, values -> (GeneralisationTables.Quantised, Matrix<Float>) in
            network.values.assign(from: values)
            let bound = GapBounds.occam(
                logarithm: Double(bits * network.parameterCount) * log(2), choices: quantised.choices,
                samples: training.samples, delta: settings.confidence)
            let loss = SignalErrors(network, training).loss
            return (.init(bits: bits, training: loss, test: .nan, bound: bound), values)
        }
        guard var least = all.min(by: { $0.0.training + $0.0.bound < $1.0.training + $1.0.bound }) else { return nil }
        network.values.assign(from: least.1)
        least.0.test = SignalErrors(network, test).loss
        return least.0
    }

    /// Random weights around the trained ones: of a certificate those for which the certificates are least together; else the least
    /// divergence that costs less than a hundredth of the largest possible loss.
    private func posterior(
        _ network: some UnrolledNetwork<Float>, _ start: Matrix<Float>, _ member: Member, _ training: Batch<Float>,
        loss: Double, seed: Int
    ) -> Posterior {
        Posterior(network, start: start, training, seed: settings.common.streamSeed(seed)) {
            errors, divergence, choices in
            guard member.isCertified else { return errors.loss < loss + 0.01 ? divergence : .infinity }
            let budget = GapBounds.budget(
                divergence: divergence, choices: choices, samples: training.samples, delta: certaintyShare)
            return settings.thresholds.reduce(0) { $0 + GapBounds.inverse(errors.share(above: $1), budget: budget) }
        }
    }

    /// δ of one certificate's part: a third of δ each for the draws, for PAC-Bayes and for Occam, divided among the errors t.
    private var certaintyShare: Double { settings.certainty / 3 / Double(settings.thresholds.count) }

    private func restore(_ network: some UnrolledNetwork<Float>, _ values: Matrix<Float>) {
        network.values.assign(from: values)
        network.refresh()
    }

    /// Certificates P(NMSE > t) ≤ r, all of which hold together with confidence 1 − δ: of networks drawn from the posterior, and of
    /// the quantised network.
    private func certify(
        _ network: some UnrolledNetwork<Float>, _ quantised: Quantisation, _ posterior: Posterior,
        _ training: Batch<Float>, _ test: Batch<Float>, seed: Int, into tables: inout GeneralisationTables,
        _ context: StageContext
    ) throws {
        let (n, stream) = (training.samples, settings.common.streamSeed(seed))
        let rounds = (settings.draws + n - 1) / n
        let pause = { try context.checkInterruption() }
        let drawn = try posterior.errors(
            network, training, rounds: rounds, seed: stream, name: "training", pause: pause)
        let held = try posterior.errors(network, test, rounds: 1, seed: stream, name: "test", pause: pause)
        let delta = certaintyShare
        let budget = GapBounds.budget(
            divergence: posterior.divergence, choices: posterior.choices, samples: n, delta: delta)
        let kept = network.values.copy()
        defer { restore(network, kept) }
        let coarse = quantised.values.map { bits, values -> (Int, SignalErrors, SignalErrors) in
            network.values.assign(from: values)
            return (bits, SignalErrors(network, training), SignalErrors(network, test))
        }
        for t in settings.thresholds {
            let mean = GapBounds.inverse(
                drawn.share(above: t), budget: log(1 / delta) / Double(drawn.ratios.count))
            let occam = coarse.map { bits, training, test in
                let size = Double(bits * network.parameterCount) * log(2)
                let budget = (size + log(Double(quantised.choices) / delta)) / Double(n)
                return (
                    bound: GapBounds.inverse(training.share(above: t), budget: budget), test: test.share(above: t),
                    training: training.share(above: t)
                )
            }.min { $0.bound < $1.bound }
            tables.addCertificate(
                samples: n, error: t, training: drawn.share(above: t), heldOut: held.share(above: t),
                bound: GapBounds.inverse(mean, budget: budget), divergence: posterior.divergence,
                deviation: posterior.deviation, draws: drawn.ratios.count,
                occam: occam.map { ($0.training, $0.test, $0.bound) }, signals: test.samples)
        }
    }
}
