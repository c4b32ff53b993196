import Bench
import Foundation
import Stages
import Tensors
import Unrolled

/// What layers do to errors beside what state evolution says they do.
extension OAMPStudy {
    /// Levels of the normal distribution at which errors are compared with it.
    private static let levels = (0..<41).map { (Double($0) + 0.5) / 41 }

    /// Adds evolution.csv and quantiles.csv of the first test scenes.
    func addEvolution(
        _ network: UnrolledOAMP<Float>, _ problem: ScatteringProblem, _ sample: ScatteringProblem.Sample, seed: Int,
        to tables: inout OAMPTables, _ context: StageContext
    ) throws {
        let (watched, pixels) = (0..<settings.watched, Double(settings.side * settings.side))
        let (measured, scenes) = (sample.measured.rows(watched), sample.scenes.rows(watched))
        let stream = settings.common.streamSeed(seed)
        let evolution = StateEvolution(network, draws: settings.draws, seed: stream)
        let predicted = try watched.map { n -> [StateEvolution<Float>.Layer] in
            try context.checkInterruption()
            return evolution.layers(of: scenes.view(rows: n..<n + 1))
        }
        var records = (0..<network.layerCount).map { _ in ErrorRecord() }
        try SceneNetwork.forEachChunk(network, measured, workers: context.workers) { rows, trajectory in
            try context.checkInterruption()
            let own = scenes.view(rows: rows)
            for layer in 1...network.layerCount {
                let (state, point) = (network.state(layer, trajectory), network.point(layer, trajectory))
                let variances = network.variances(layer, trajectory)
                for n in 0..<rows.count {
                    let one = n..<n + 1
                    let share = network.divergence(
                        layer, point.view(rows: one), variance: variances.point[n],
                        seed: stream &+ UInt64(rows.lowerBound + n))[0]
                    records[layer - 1].add(
                        state: state.view(rows: one), point: point.view(rows: one), scene: own.view(rows: one),
                        estimate: variances.state[n], divergence: share,
                        predicted: predicted[rows.lowerBound + n][layer - 1], pixels: pixels)
                }
            }
        }
        for (place, record) in records.enumerated() { tables.addEvolution([place + 1] + record.row) }
        for layer in Set([1, min(3, network.layerCount), network.layerCount]).sorted() {
            let sorted = records[layer - 1].normalised.sorted()
            for level in Self.levels {
                tables.addQuantile(
                    layer: layer, normal: Self.normalQuantile(level),
                    measured: Double(sorted[Int(level * Double(sorted.count))]))
            }
        }
    }

    /// Adds denoisers.csv: what layers make of pixels by their size in units of τ, beside the mean of the prior at the τ that state
    /// evolution predicts of the algorithm.
    func addDenoisers(_ network: UnrolledOAMP<Float>, _ problem: ScatteringProblem, to tables: inout OAMPTables) {
        let sizes = (0...40).map { 0.2 * Double($0) }
        for (place, variance) in problem.schedule(layers: network.layerCount).points.enumerated() {
            let deviation = variance.squareRoot()
            let learned = network.curve(place + 1, at: sizes, deviation: deviation)
            let bayes = problem.prior.apply(sizes.map { ($0 * deviation, 0) }, deviation: deviation).map {
                $0.re / deviation
            }
            for (size, pair) in zip(sizes, zip(learned, bayes)) {
                tables.addDenoiser([place + 1, size, pair.0, pair.1])
            }
        }
    }

    /// z with Φ(z) = p.
    private static func normalQuantile(_ p: Double) -> Double {
        var (low, high) = (-10.0, 10.0)
        for _ in 0..<80 {
            let middle = (low + high) / 2
            if erfc(-middle / 2.0.squareRoot()) / 2 < p { low = middle } else { high = middle }
        }
        return (low + high) / 2
    }
}

/// The errors of one layer, scene by scene.
private struct ErrorRecord {
    private var states: [Double] = []
    private var points: [Double] = []
    private var predictedStates: [Double] = []
    private var predictedPoints: [Double] = []
    private var estimates: [Double] = []
    private var correlations: [Double] = []
    private var divergences: [Double] = []
    /// (r − c)/τ of all components, τ being that of each scene.
    private(set) var normalised: [Float] = []

    mutating func add(
        state: Matrix<Float>, point: Matrix<Float>, scene: Matrix<Float>, estimate: Double, divergence: Double,
        predicted: StateEvolution<Float>.Layer, pixels: Double
    ) {
        func error(_ one: Matrix<Float>) -> Matrix<Float> {
            let result = one.copy()
            Float.addScaled(result.pointer, scene.pointer, scale: -1, count: scene.count)
            return result
        }
        let (before, after) = (error(state), error(point))
        let lengths = (before.rowNorms()[0], after.rowNorms()[0])
        states.append(lengths.0 * lengths.0 / pixels)
        points.append(lengths.1 * lengths.1 / pixels)
        predictedStates.append(predicted.variance)
        predictedPoints.append(predicted.outputVariance)
        estimates.append(estimate)
        divergences.append(divergence)
        let product = Double(Float.innerProduct(before.pointer, after.pointer, count: scene.count))
        correlations.append(product / max(lengths.0 * lengths.1, 1e-30))
        let unit = Float(lengths.1 / (2 * pixels).squareRoot())
        normalised += after.values.map { $0 / unit }
    }

    /// What stands beside the layer in a row of evolution.csv.
    var row: [any TableValue] {
        func ratio(_ one: [Double], _ other: [Double]) -> Double {
            let all = zip(one, other).map { OAMPTables.decibels($0) - OAMPTables.decibels($1) }.sorted()
            return (all[(all.count - 1) / 2] + all[all.count / 2]) / 2
        }
        let squares = normalised.reduce(0.0) { $0 + Double($1) * Double($1) } / Double(normalised.count)
        let fourth = normalised.reduce(0.0) { $0 + pow(Double($1), 4) } / Double(normalised.count)
        return [
            Summary(states).mean, Summary(predictedStates).mean, Summary(points).mean, Summary(predictedPoints).mean,
            ratio(states, predictedStates), ratio(points, predictedPoints), ratio(estimates, states),
            fourth / (squares * squares) - 3, Summary(correlations).mean, Summary(divergences).mean,
        ]
    }
}
