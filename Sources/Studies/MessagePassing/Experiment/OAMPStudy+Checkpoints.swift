import Bench
import Foundation
import Stages
import Tensors
import Unrolled

extension OAMPStudy {
    static let checkpoints = "checkpoints"
    /// Scenes of a gradient.
    private static let batch = 4

    /// `oamp/evaluate/checkpoints/seed-<s>`: what gradients of networks of several depths keep in memory and how long they take, with
    /// a checkpoint every k layers. The times are this machine's: the table is no function of settings and seed.
    func checkpointStage(seed: Int) -> Stage {
        let deepest = Double(settings.depths.max() ?? 1)
        let pixels = Double(settings.side * settings.side)
        return .numerical(
            name: Self.names.evaluation(Self.checkpoints, seed),
            settings: problemSettings(seed: seed) + settings.only(\.channels, \.depths, \.intervals, \.repeats),
            work: Double((settings.repeats + 2) * Self.batch * settings.intervals.count * settings.depths.count)
                * deepest * pixels * 9 * Double(6 * settings.channels + 2 * settings.channels * settings.channels)
                * 1e-10
        ) { context in
            let problem = try problem(.gaussian, seed: seed)
            let sample = problem.sample(Self.batch, set: "training")
            var tables = OAMPTables()
            for depth in settings.depths.sorted() {
                let network = UnrolledOAMP<Float>(
                    .init(
                        layers: depth, height: settings.side, width: settings.side, channels: settings.channels,
                        isTied: false, denoiser: problem.prior, correction: .divergenceFree, meanLevel: 0),
                    estimator: problem.estimator)
                network.initialiseConvolutions(seed: settings.common.streamSeed(seed))
                // With k = T nothing is computed again.
                let intervals = (settings.intervals.filter { $0 < depth } + [depth]).sorted()
                let passes = intervals.map { CheckpointedOAMP(network, every: $0, samples: Self.batch) }
                let gradient = { (one: CheckpointedOAMP<Float>) -> Matrix<Float> in
                    one.gradient(sample.measured) { output, slope in
                        slope.fill(0)
                        Float.addScaledDifference(
                            slope.pointer, output.pointer, sample.scenes.pointer, scale: 1, count: output.count)
                    }
                }
                let whole = gradient(passes[passes.count - 1])
                let differences = passes.map { one in
                    zip(gradient(one).values, whole.values).reduce(0.0) { max($0, Double(abs($1.0 - $1.1))) }
                }
                // In turns, and the least of each: whatever else the machine does makes times longer.
                var seconds = [[Double]](repeating: [], count: passes.count)
                for _ in 0..<settings.repeats {
                    try context.checkInterruption()
                    for (place, one) in passes.enumerated() {
                        let start = ContinuousClock.now
                        _ = gradient(one)
                        seconds[place].append(Double((ContinuousClock.now - start) / .nanoseconds(1)) * 1e-9)
                    }
                }
                for (place, one) in passes.enumerated() {
                    tables.addCheckpoint([
                        depth, intervals[place], one.bytes, one.boundaryBytes, seconds[place].min(),
                        differences[place],
                    ])
                }
            }
            try tables.write(to: context.results)
        }
    }
}
