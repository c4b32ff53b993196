import Foundation
import Report

/// How many times more scenes a U-Net needs than the unrolled network for the same error, target by target.
struct SampleRatio {
    /// A target and what is known of the ratio there.
    struct Point {
        /// dB.
        var target: Double
        var ratio: Double
        /// Whether it is a lower bound: the U-Net does not come there, or the other is there with the fewest scenes.
        var isAtLeast: Bool
    }

    /// Between the worst error of the U-Net and the best of the unrolled network, at which the ratio is 1 by construction.
    let points: [Point]

    /// Of one seed's errors.
    init(_ run: OAMPRun, seed: Int) {
        let sizes = run.sizes.map(Double.init)
        func errors(_ network: String) -> [Double] { run.sizes.map { run.errors("\(network)-\($0)")[seed] } }
        self.init(sizes: sizes, slow: errors("unet"), fast: errors("untied"))
    }

    /// - Parameters:
    ///   - sizes: n, ascending.
    ///   - slow: the U-Net's errors in dB.
    ///   - fast: those of the unrolled network.
    init(sizes: [Double], slow: [Double], fast: [Double]) {
        let (worst, best) = (slow.first ?? .nan, fast.min() ?? .nan)
        guard worst.isFinite, best.isFinite, best < worst, let least = sizes.first, let most = sizes.last else {
            points = []
            return
        }
        points = (1...19).map { place in
            let target = worst + (best - worst) * Double(place) / 20
            let (needed, reference) = (
                Self.needed(target, sizes: sizes, errors: slow), Self.needed(target, sizes: sizes, errors: fast)
            )
            return Point(
                target: target, ratio: (needed ?? most) / (reference ?? most),
                isAtLeast: needed == nil || reference == least)
        }
    }

    /// The fewest scenes with which errors reach a target, between sizes on a line in log n; nil where they do not.
    private static func needed(_ target: Double, sizes: [Double], errors: [Double]) -> Double? {
        guard let first = errors.indices.first(where: { errors[$0] <= target }) else { return nil }
        guard first > 0 else { return sizes[0] }
        let share = (errors[first - 1] - target) / (errors[first - 1] - errors[first])
        return exp(log(sizes[first - 1]) + share * (log(sizes[first]) - log(sizes[first - 1])))
    }

    /// Whether the median, or one of the two in the middle, is a lower bound.
    var hasCensoredMedian: Bool {
        let sorted = points.sorted { $0.ratio < $1.ratio }
        return !sorted.isEmpty && (sorted[(sorted.count - 1) / 2].isAtLeast || sorted[sorted.count / 2].isAtLeast)
    }

    /// Of the ratios over targets, each at least what it is known to be.
    var median: Double {
        let sorted = points.map(\.ratio).sorted()
        return sorted.isEmpty ? .nan : (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
    }
}
