import Foundation
import Report

/// A number of each seed that claims of this study are about.
package enum TheoryQuantity: Sendable {
    /// The largest upper limit of s_l on test signals less ζ, in units of m_0.
    case largestSlack(String)
    /// The slope of ln m_l over l on test signals, less ln(1 − ε).
    case rate(String)
    /// The printed floor over m_0, of (CI).
    case floorOverStart
    /// The slope of ln ζ over ln N.
    case zetaSlope
    /// The largest m_l on test signals over the certificate of other signals.
    case overCertificate(String)
    /// The largest m_l on test signals over (10′), from layer 1 on, of (CI).
    case overProvable
    /// The largest slack under a shift over the right side of (11), over all shifts.
    case overCorollary(String, DistanceEnd)
    /// The rise of slacks under shifts over what is proved of it.
    case overProof(String)
    /// The largest slack under each shift, a network's less that of (CI), in units of m_0.
    case moreSlack(String)

    /// The ids of the networks whose numbers these are.
    var networks: [String] {
        switch self {
        case .largestSlack(let network), .rate(let network), .overCertificate(let network), .overProof(let network),
            .overCorollary(let network, _):
            [network]
        case .moreSlack(let network): [network, TheoryRun.gradient]
        case .floorOverStart, .overProvable: [TheoryRun.gradient, TheoryRun.retrained]
        case .zetaSlope: [TheoryRun.gradient]
        }
    }

    /// The numbers, one a seed, with where they were measured. Where nothing is said there is none. Throws `RunReaderError`, `TableError`.
    func numbers(_ run: TheoryRun) throws -> [SeedNumber] {
        switch self {
        case .largestSlack(let network): try each(run, [network]) { try Self.largestSlack(run, network, $0) }
        case .rate(let network):
            try each(run, [network]) { seed in
                let means = try run.curve(network, seed, "test").mean
                return Moments.slope(means.indices.map(Double.init), means.map(Self.logarithm)) - log(1 - run.epsilon)
            }
        case .floorOverStart:
            try delta(run) { run, delta in
                try each(run, []) { seed in
                    let bounds = try run.bounds(TheoryRun.gradient, seed, delta: delta)
                    return bounds.printedFloor / bounds.start
                }
            }
        case .zetaSlope:
            try zetaSlopes(run)
        case .overCertificate(let network):
            try each(run, [network]) { seed in
                let means = try run.curve(network, seed, "test").mean
                return Self.largest(
                    zip(means, try run.certificate(network, seed, keepsSigns: true)).map { $0 / $1 })
            }
        case .overProvable:
            try delta(run) { run, delta in
                try each(run, []) { seed in
                    let bounds = try run.bounds(TheoryRun.gradient, seed, delta: delta)
                    let means = try run.curve(TheoryRun.gradient, seed, "test").mean
                    return Self.largest(means.indices.dropFirst().map { means[$0] / bounds.provable($0) })
                }
            }
        case .overCorollary(let network, let end):
            try each(run, [network]) { seed in
                Self.largest(
                    zip(run.largestSlacks(network, seed), try run.corollary(network, seed, end)).map { $0 / $1 })
            }
        case .overProof(let network): try each(run, [network]) { try run.overProof(network, $0) }
        case .moreSlack(let network): try moreSlack(run, network)
        }
    }

    /// A number of each seed; none where a network is missing.
    private func each(
        _ run: TheoryRun, _ networks: [String], _ number: (Int) throws -> Double
    ) throws -> [SeedNumber] {
        guard networks.allSatisfy(run.networks.contains) else { return [] }
        return [.init("", try run.seeds.map(number))]
    }

    private func delta(
        _ run: TheoryRun, _ numbers: (TheoryRun, Double) throws -> [SeedNumber]
    ) throws -> [SeedNumber] {
        try numbers(run, run.misses().limit)
    }

    private static func largestSlack(_ run: TheoryRun, _ network: String, _ seed: Int) throws -> Double {
        let test = try run.curve(network, seed, "test")
        let limits = zip(test.slack, test.slackDeviation).dropFirst().map {
            DescentCertificate.limit(mean: $0, deviation: $1, samples: test.samples, of: test.layers)
        }
        return (largest(limits) - (try run.zeta(network, seed))) / test.mean[0]
    }

    private func zetaSlopes(_ run: TheoryRun) throws -> [SeedNumber] {
        let sizes = try run.sizes()
        guard sizes.count > 1 else { return [] }
        let x = sizes.map { log(Double($0.size)) }
        return try each(run, []) { seed in
            let place = run.seeds.firstIndex(of: seed) ?? 0
            return Moments.slope(x, sizes.map { Self.logarithm($0.zetas[place]) })
        }
    }

    private func moreSlack(_ run: TheoryRun, _ network: String) throws -> [SeedNumber] {
        guard run.networks.contains(network) else { return [] }
        return try run.distances[0].enumerated().map { place, distance in
            .init(
                "*p* = \(NumberText.setting(distance.level))",
                try run.seeds.map { seed in
                    let pair = [network, TheoryRun.gradient].map { run.largestSlacks($0, seed) }
                    guard pair.allSatisfy({ $0.indices.contains(place) }) else { return .nan }
                    return (pair[0][place] - pair[1][place]) / (try run.curve(network, seed, "test", "mapping").mean[0])
                })
        }
    }

    private static func largest(_ values: [Double]) -> Double {
        values.contains(where: \.isNaN) ? .nan : values.max() ?? .nan
    }

    private static func logarithm(_ value: Double) -> Double { value > 0 ? log(value) : .nan }
}
