import Foundation
import Report

/// Which end of the bracket of W₁ stands for the distance.
package enum DistanceEnd: Sendable { case upper, lower }

/// The constants of the theorems as they were measured.
extension TheoryRun {
    /// ζ(N) of one network: how far its slacks on the signals that it learned from are from those on others, at the layer where
    /// that is largest.
    func zeta(_ network: String, _ seed: Int) throws -> Double {
        try Self.gap(curve(network, seed, "train"), curve(network, seed, "certification"))
    }

    private static func gap(_ train: Curve, _ others: Curve) -> Double {
        zip(train.slack, others.slack).dropFirst().map { abs($0 - $1) }.max() ?? .nan
    }

    /// The standard error of that difference, at the layer where it is largest.
    private static func gapError(_ train: Curve, _ others: Curve) -> Double {
        let gaps = zip(train.slack, others.slack).map { abs($0 - $1) }
        guard let place = gaps.indices.dropFirst().max(by: { gaps[$0] < gaps[$1] }) else { return .nan }
        func square(_ curve: Curve) -> Double {
            curve.slackDeviation[place] * curve.slackDeviation[place] / Double(curve.samples)
        }
        return (square(train) + square(others)).squareRoot()
    }

    /// N, ζ(N), and its standard error, a number a seed.
    struct Size {
        var size: Int
        var zetas: [Double]
        var errors: [Double]
    }

    /// N and ζ(N) of the networks with (CI), ascending; the last is the one that is compared.
    func sizes() throws -> [Size] {
        let prefix = "samples-"
        let smaller = study.description.methods.compactMap { method in
            method.id.hasPrefix(prefix) ? Int(method.id.dropFirst(prefix.count)).map { (method.id, $0) } : nil
        }.filter { method in seeds.allSatisfy(study.seeds(of: method.0).contains) }
        func size(_ count: Int, _ pairs: [(Curve, Curve)]) -> Size {
            Size(size: count, zetas: pairs.map(Self.gap), errors: pairs.map(Self.gapError))
        }
        return try smaller.map { id, count in
            size(
                count,
                try seeds.map { seed in
                    let place = "\(id)\t\(seed)"
                    let curves = try TheoryTableReader.curves(study.table("layers.csv", of: id, seed: seed), place)
                    guard let train = curves["\(place)\ttrain\tmapping"],
                        let others = curves["\(place)\tcertification\tmapping"]
                    else { throw RunReaderError.noRow("“mapping” on “train”", file: "layers.csv") }
                    return (train, others)
                }
            )
        }.sorted { $0.size < $1.size } + [
            size(
                try curve(Self.gradient, seeds[0], "train").samples,
                try seeds.map { (try curve(Self.gradient, $0, "train"), try curve(Self.gradient, $0, "certification")) }
            )
        ]
    }

    /// In how many of the networks that were trained again a layer misses ζ(N) on signals of no training set, for the layer with
    /// most; and the upper limit of δ that this leaves, one-sided at 95 %.
    struct Misses {
        var slacks: [[Double]]
        var zeta: Double
        var count: Int
        var trainings: Int
        var limit: Double { BinomialLimit.upper(count, of: trainings) }
        /// δ̂ itself.
        var share: Double { Double(count) / Double(trainings) }
    }

    /// Throws `RunReaderError` where no network was trained again.
    func misses() throws -> Misses {
        let seeds = try study.seeds(ofAll: [Self.retrained])
        let zeta = try mean { try self.zeta(Self.gradient, $0) }
        let slacks = try seeds.map { seed -> [Double] in
            let curves = try TheoryTableReader.curves(study.table("layers.csv", of: Self.retrained, seed: seed), "")
            guard let curve = curves["\ttest\tmapping"] else {
                throw RunReaderError.noRow("“mapping” on “test”", file: "layers.csv")
            }
            return Array(curve.slack.dropFirst())
        }
        let layers = slacks.map(\.count).min() ?? 0
        let counts = (0..<layers).map { layer in slacks.filter { !($0[layer] <= zeta) }.count }
        return Misses(slacks: slacks, zeta: zeta, count: counts.max() ?? 0, trainings: slacks.count)
    }

    /// Lemma 1 for a network with δ at its upper limit.
    func bounds(_ network: String, _ seed: Int, delta: Double) throws -> DescentBounds {
        let test = try curve(network, seed, "test")
        return DescentBounds(
            epsilon: epsilon, delta: delta, zeta: try zeta(network, seed), largest: test.largest.max() ?? .nan,
            start: test.mean[0])
    }

    /// The certificate of a network, layer by layer from 0 on, of signals that neither it nor what it is held against has seen.
    func certificate(_ network: String, _ seed: Int, keepsSigns: Bool) throws -> [Double] {
        let curve = try curve(network, seed, "certification")
        func limit(_ mean: Double, _ deviation: Double) -> Double {
            DescentCertificate.limit(
                mean: mean, deviation: deviation, samples: curve.samples, of: curve.layers + 1)
        }
        return DescentCertificate.values(
            start: limit(curve.mean[0], curve.deviation[0]),
            slacks: zip(curve.slack, curve.slackDeviation).dropFirst().map(limit), epsilon: epsilon,
            keepsSigns: keepsSigns)
    }

    /// The upper limit of m_L on the same signals, without layers.
    func directLimit(_ network: String, _ seed: Int) throws -> Double {
        let curve = try curve(network, seed, "certification")
        return DescentCertificate.limit(
            mean: curve.mean[curve.layers], deviation: curve.deviation[curve.layers], samples: curve.samples, of: 1)
    }

    /// ‖D‖₂: what a norm of a gradient can change with x at a fixed y.
    func dictionaryNorm(_ seed: Int) throws -> Double { try slopes(Self.gradient, seed).bound[0] }

    /// The right side of (11) at each level of shift, as it is printed, with Assumption 6's own M: ζ + 2‖D‖d.
    func corollary(_ network: String, _ seed: Int, _ end: DistanceEnd) throws -> [Double] {
        let (zeta, norm) = (try gradientZeta(network, seed), try dictionaryNorm(seed))
        let place = seeds.firstIndex(of: seed) ?? 0
        return distances[place].map { zeta + 2 * norm * (end == .upper ? $0.upper : $0.lower) }
    }

    /// ζ of the norm of the mapping, which (11) is about, whatever the network's own constraints are of.
    private func gradientZeta(_ network: String, _ seed: Int) throws -> Double {
        Self.gap(
            try curve(network, seed, "train", "mapping"), try curve(network, seed, "certification", "mapping"))
    }

    /// The largest slack over layers at each level of shift.
    func largestSlacks(_ network: String, _ seed: Int) -> [Double] {
        shifts(network, seed).map { shift in
            let slacks = shift.slack.dropFirst()
            return slacks.contains(where: \.isNaN) ? .nan : slacks.max() ?? .nan
        }
    }

    /// What a slack can rise by under a shift of mean length `distance`, at each layer from 1 on: of constants at y_l and y_{l−1}, and
    /// of the jumps beside them.
    func rises(_ constants: [Double], jumps: [Double], distance: Double) -> [Double] {
        (1..<max(1, min(constants.count, jumps.count))).map { layer in
            let (slope, jump) = (
                constants[layer] + (1 - epsilon) * constants[layer - 1], jumps[layer] + (1 - epsilon) * jumps[layer - 1]
            )
            return slope * distance + jump
        }
    }

    /// By how much a slack rises under a shift, over what is proved of it on the same signals: the largest over levels and layers.
    func overProof(_ network: String, _ seed: Int) throws -> Double {
        let (still, slopes) = (try curve(network, seed, "test", "mapping"), try slopes(network, seed))
        let place = seeds.firstIndex(of: seed) ?? 0
        var ratios: [Double] = []
        for (shift, distance) in zip(shifts(network, seed), distances[place]) {
            let bounds = rises(slopes.bound, jumps: slopes.jump, distance: distance.sampled)
            for (bound, (moved, still)) in zip(bounds, zip(shift.slack, still.slack).dropFirst()) {
                ratios.append((moved - still) / bound)
            }
        }
        return ratios.contains(where: \.isNaN) ? .nan : ratios.max() ?? .nan
    }
}
