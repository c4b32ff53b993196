import Descent
import Foundation
import Tensors
import Unrolled

/// Normal weights around those that were trained, Q = N(w, s), and around those where training begins, P = N(w₀, λ), kind by kind.
///
/// P is fixed before, but for its variances, which are chosen from a grid. Q may depend on the training signals in any way: its
/// deviation is that of some with the least cost.
struct Posterior {
    /// λ = e^{−j/2} for these j.
    private static let variances = 0..<30
    /// √s as a multiple of what an entry of w₀ is, or of 1 for logarithms.
    private static let deviations = [0.3, 0.1, 0.05, 0.03, 0.02, 0.01, 0.005, 0.003, 0.001]
    /// Networks, and training signals, by which a cost is known.
    private static let (trials, signals) = (2, 256)

    private let mean: Matrix<Float>
    /// √s of each weight.
    private let spread: [Float]
    /// The chosen multiple.
    let deviation: Double
    /// KL(Q‖P) at the best λ.
    let divergence: Double
    /// In how many ways λ can be chosen.
    let choices: Int

    /// - Parameters:
    ///   - start: w₀.
    ///   - cost: of the errors of random networks, KL(Q‖P), and the number of choices; infinite of a deviation that is too large.
    init(
        _ network: some UnrolledNetwork<Float>, start: Matrix<Float>, _ training: Batch<Float>, seed: UInt64,
        cost: (_ errors: SignalErrors, _ divergence: Double, _ choices: Int) -> Double
    ) {
        let mean = network.values.copy()
        let kinds = Dictionary(grouping: network.parameters, by: \.localName).sorted { $0.key < $1.key }.map {
            Kind(isLogarithm: $0.key.hasPrefix("log"), places: $0.value.flatMap(\.range), mean, start)
        }
        let choices = Int(pow(Double(Self.variances.count), Double(kinds.count)))
        let few = training.view(rows: 0..<min(Self.signals, training.samples))
        let noise: Matrix<Float> = RandomStream(seed: seed, name: "generalisation/trials").normal(
            rows: Self.trials, columns: mean.count)
        func spread(_ deviation: Double) -> [Float] {
            var all = [Float](repeating: 0, count: mean.count)
            for kind in kinds { for i in kind.places { all[i] = Float(deviation * kind.unit) } }
            return all
        }
        let candidates = Self.deviations.map { deviation in
            let (divergence, spread) = (kinds.reduce(0) { $0 + $1.divergence(deviation) }, spread(deviation))
            let costs = (0..<Self.trials).map { trial in
                for i in 0..<mean.count {
                    network.values.pointer[i] = mean.pointer[i] + spread[i] * noise[trial, i]
                }
                return cost(SignalErrors(network, few), divergence, choices)
            }
            return (deviation: deviation, divergence: divergence, cost: costs.reduce(0, +))
        }
        network.values.assign(from: mean)
        network.refresh()
        // The smallest where none is cheap.
        let best = candidates.reversed().min { $0.cost < $1.cost } ?? candidates[0]
        (self.mean, self.choices, deviation, divergence) = (mean, choices, best.deviation, best.divergence)
        self.spread = spread(best.deviation)
    }

    /// The weights of one kind.
    private struct Kind {
        let places: [Int]
        /// The root mean square of w₀; 1 of logarithms.
        let unit: Double
        /// ‖w − w₀‖².
        let square: Double

        init(isLogarithm: Bool, places: [Int], _ mean: Matrix<Float>, _ start: Matrix<Float>) {
            self.places = places
            let power = places.reduce(0.0) { $0 + pow(Double(start.pointer[$1]), 2) } / Double(max(1, places.count))
            unit = isLogarithm ? 1 : power.squareRoot()
            square = places.reduce(0.0) { $0 + pow(Double(mean.pointer[$1] - start.pointer[$1]), 2) }
        }

        /// KL(Q‖P) of these weights at the best λ.
        func divergence(_ deviation: Double) -> Double {
            Posterior.variances.map {
                GapBounds.divergence(
                    square: square, count: places.count, posterior: pow(deviation * unit, 2),
                    prior: exp(-Double($0) / 2))
            }.min() ?? 0
        }
    }

    /// The errors of signals, each through `rounds` networks that are drawn for it alone: independent coins, so that Chernoff's
    /// bound (Hoeffding, 1963, theorem 1) holds of their mean.
    func errors(
        _ network: some UnrolledNetwork<Float>, _ batch: Batch<Float>, rounds: Int, seed: UInt64, name: String,
        pause: () throws -> Void
    ) rethrows -> SignalErrors {
        let trajectory = network.makeForwardTrajectory(samples: 1)
        let (layers, count) = (network.layerCount, network.parameterCount)
        let noise = Matrix<Float>(rows: 1, columns: count)
        let stream = RandomStream(seed: seed, name: "generalisation/posterior/\(name)")
        var (distances, lengths) = ([Double](), [Double]())
        let own = batch.optima.rowNorms()
        for round in 0..<rounds {
            for n in 0..<batch.samples {
                if n % 256 == 0 { try pause() }
                stream.writeNormal(into: noise, firstRow: round * batch.samples + n)
                for i in 0..<count { network.values.pointer[i] = mean.pointer[i] + spread[i] * noise.pointer[i] }
                network.refresh()
                let one = batch.view(rows: n..<n + 1)
                trajectory.outputs[0].fill(0)
                network.forward(one.features, trajectory, depth: layers, noise: nil)
                distances.append(trajectory.outputs[layers].rowDistances(to: one.optima)[0])
                lengths.append(own[n])
            }
        }
        network.values.assign(from: mean)
        network.refresh()
        return SignalErrors(distances: distances, lengths: lengths)
    }
}
