import Foundation
import Report

/// A number of each seed that claims of this study are about.
package enum OAMPQuantity: Sendable {
    /// The error of one method less that of another, in dB, after the trained layers.
    case difference(Method, minus: Method)
    /// The error with (CII) less that with each penalty on movement, in dB, after the trained layers.
    case descentOverPenalties
    /// The ratio of the changes of two methods’ outputs at an error of the operator of about 3 % in the data.
    case changeOver(Method, Method)
    /// The median over target errors of the ratio of n at which the U-Net and the unrolled network reach it, at least.
    case sampleRatio
    /// The largest difference of two methods' errors over the trained layers, in dB, without its sign.
    case layerDifference(Method, Method)
    /// The largest distance of learned denoisers from the prior's mean, the mean over layers: with the most scenes over that with the
    /// fewest.
    case denoiserDistance
    /// The slope of the U-Net's error less the unrolled network's, in dB, for each tenfold n.
    case advantageSlope
    /// The largest |10·log10(τ²/predicted)| over layers, medians over scenes.
    case evolutionError([Method])
    /// The largest ratio of v² that state evolution predicts of neighbouring layers.
    case evolutionGrowth([Method])
    /// The largest excess kurtosis over layers, without its sign.
    case kurtosis([Method])
    /// The error at the last iteration less that after the trained layers, in dB.
    case pastDepth([Method])
    /// The slope of the logarithm of the output's change in that of the operator's error, up to one percent.
    case changeSlope([Method])
    /// The exponent of the layer in the sensitivity, from layer 3 on.
    case depthExponent([Method])
    /// The dB that one method loses to an error of the operator of about 3 % in the data, less those that another loses.
    case loss(Method, minus: Method)
    /// What training on data with errors of the operator wins back of what these cost a network trained without, as a share.
    case wonBack(String, adaptation: String)
    /// The error of one method less that of another, in dB, on scenes of another kind.
    case onOutlines(Method, minus: Method)
    /// The gap between test and training scenes of one network less that of another, with each number of scenes that both have.
    case gap(String, minus: String)
    /// The largest ratio over layers of the linear estimator's change to its spectral bound.
    case overSpectral
    /// The smallest ratio over layers of the printed bound to the change.
    case printedOver
    /// A ratio of two gradients with checkpoints every so many layers, nil for none: with ten layers, or the mean over depths.
    case checkpoints(Cost, of: Int?, over: Int?, withTen: Bool)
    /// The bytes that a further layer needs with a checkpoint at each, over those of a boundary.
    case bytesOverBoundary
    /// The largest difference of gradients with checkpoints from those without.
    case gradientDifference

    /// A method, or one that is named by the number of scenes.
    package enum Method: Sendable {
        case named(String)
        case smallest(String)
        case largest(String)
        /// The tied network with the largest penalty.
        case mostPenalised

        func id(_ run: OAMPRun) -> String {
            switch self {
            case .named(let id): id
            case .smallest(let network): "\(network)-\(run.smallest)"
            case .largest(let network): "\(network)-\(run.largest)"
            case .mostPenalised: run.penalised.last?.method ?? "tied-penalty"
            }
        }
    }

    /// Ten times fewer scenes.
    static let severalTimes = 10.0

    package enum Cost: String, Sendable {
        case bytes, seconds
    }

    /// The numbers with where they were measured; what the run has not is left out.
    func numbers(_ run: OAMPRun) -> [SeedNumber] {
        switch self {
        case .difference(let one, let other):
            difference(run, one, other).map { [.init("", $0.values, seeds: $0.seeds)] } ?? []
        case .descentOverPenalties:
            run.penalised.compactMap { one in
                difference(run, .named(run.descending), .named(one.method)).map {
                    .init("*β* = \(NumberText.setting(one.weight))", $0.values, seeds: $0.seeds)
                }
            }
        case .changeOver(let one, let other):
            {
                let changes = [one, other].map { method in
                    run.mismatch(method.id(run), "entries", "data").map { Self.nearThreePercent($0)?.change ?? .nan }
                }
                guard !changes[0].isEmpty, changes[0].count == changes[1].count else { return [] }
                return [.init("", zip(changes[0], changes[1]).map { $0 / $1 })]
            }()
        case .sampleRatio:
            {
                let ratios = run.seeds.indices.map { SampleRatio(run, seed: $0) }
                // What is at least so much may be on either side of what lies above.
                let isOpen = ratios.contains { one in 2 * one.points.filter(\.isAtLeast).count > one.points.count }
                let medians = ratios.map(\.median)
                // A median that is a bound itself says nothing of how seeds differ.
                return [
                    .init(
                        "", medians, isOpen: isOpen && Moments.mean(medians) < Self.severalTimes,
                        isCensored: ratios.contains(where: \.hasCensoredMedian))
                ]
            }()
        case .layerDifference(let one, let other):
            {
                let (first, second) = (
                    run.columns("error", "layers.csv", one.id(run)), run.columns("error", "layers.csv", other.id(run))
                )
                guard !first.isEmpty, first.count == second.count else { return [] }
                return [
                    .init(
                        "",
                        zip(first, second).map { a, b in
                            zip(a.prefix(run.layers + 1), b).map { abs($0 - $1) }.max() ?? .nan
                        })
                ]
            }()
        case .denoiserDistance:
            {
                let distances = [Method.largest("denoisers"), .smallest("denoisers")].map { method in
                    LearnedDenoisers.all(run, method.id(run)).map(\.distance)
                }
                guard !distances[0].isEmpty, distances[0].count == distances[1].count else { return [] }
                return [.init("", zip(distances[0], distances[1]).map { $0 / $1 })]
            }()
        case .advantageSlope:
            [
                .init(
                    "",
                    run.seeds.indices.map { seed in
                        let values = run.sizes.map {
                            run.errors("unet-\($0)")[seed] - run.errors("untied-\($0)")[seed]
                        }
                        return Moments.slope(run.sizes.map { log10(Double($0)) }, values)
                    })
            ]
        case .evolutionError(let methods):
            each(run, methods, "point_ratio", "evolution.csv") { $0.map(abs).max() ?? .nan }
        case .evolutionGrowth(let methods):
            each(run, methods, "state_predicted", "evolution.csv") { values in
                zip(values.dropFirst(), values).map { $0 / $1 }.max() ?? .nan
            }
        case .kurtosis(let methods):
            each(run, methods, "kurtosis", "evolution.csv") { $0.map(abs).max() ?? .nan }
        case .pastDepth(let methods):
            each(run, methods, "error", "layers.csv") { values in
                values.count > run.layers + 1 ? (values.last ?? .nan) - values[run.layers] : .nan
            }
        case .changeSlope(let methods):
            methods.compactMap { method in
                let id = method.id(run)
                let all = run.mismatch(id, "entries", "data")
                guard !all.isEmpty else { return nil }
                return .init(
                    run.study.label(of: id),
                    all.map { rows in
                        let few = rows.filter { $0.share <= 0.01 }
                        return Moments.slope(few.map { log($0.share) }, few.map { log($0.change) })
                    })
            }
        case .depthExponent(let methods):
            each(run, methods, "derivative", "sensitivity.csv") { values in
                let late = values.indices.filter { $0 >= 2 }
                return Moments.slope(late.map { log(Double($0 + 1)) }, late.map { log(values[$0]) })
            }
        case .loss(let one, let other):
            {
                let lost = [one, other].map { method in
                    zip(
                        run.mismatch(method.id(run), "entries", "data"), run.mismatch(method.id(run), "none", "data")
                    ).map { rows, none -> Double in
                        return (Self.nearThreePercent(rows)?.error ?? .nan) - (none.first?.error ?? .nan)
                    }
                }
                guard !lost[0].isEmpty, lost[0].count == lost[1].count else { return [] }
                return [.init("", zip(lost[0], lost[1]).map { $0 - $1 })]
            }()
        case .wonBack(let network, let adaptation): wonBack(run, network, adaptation)
        case .onOutlines(let one, let other):
            {
                let seeds = run.seeds(ofAll: [one.id(run), other.id(run)])
                let values = [one, other].map { run.summary("outlines", $0.id(run), seeds: seeds) }
                guard !values[0].isEmpty, values[0].count == values[1].count else { return [] }
                return [.init("", zip(values[0], values[1]).map { $0 - $1 }, seeds: seeds)]
            }()
        case .gap(let one, let other):
            run.sizes.compactMap { size in
                let gaps = [one, other].map { run.gaps("\($0)-\(size)") }
                guard !gaps[0].isEmpty, gaps[0].count == gaps[1].count else { return nil }
                return .init("*n* = \(CaptionText.number(size))", zip(gaps[0], gaps[1]).map { $0 - $1 })
            }
        case .overSpectral: bounds(run, over: "measured", "spectral") { $0.max() ?? .nan }
        case .printedOver: bounds(run, over: "printed", "measured") { $0.min() ?? .nan }
        case .checkpoints(let cost, let one, let other, let withTen):
            checkpoints(run) { rows in
                Moments.mean(
                    Set(rows.map(\.layers)).filter { !withTen || $0 == 10 }.sorted().compactMap { depth in
                        func value(_ every: Int?) -> Double? {
                            rows.first { $0.layers == depth && $0.every == every ?? depth }.map {
                                cost == .bytes ? $0.bytes : $0.seconds
                            }
                        }
                        // Where k is the depth itself, nothing is computed again.
                        guard one != depth, other != depth, let a = value(one), let b = value(other) else { return nil }
                        return a / b
                    })
            }
        case .bytesOverBoundary:
            checkpoints(run) { rows in
                let all = rows.filter { $0.every == 1 }.sorted { $0.layers < $1.layers }
                guard let first = all.first, let last = all.last, last.layers > first.layers else { return .nan }
                return (last.bytes - first.bytes) / (last.boundary - first.boundary)
            }
        case .gradientDifference: checkpoints(run) { $0.map(\.difference).max() ?? .nan }
        }
    }

    /// The number of each seed's column of some methods.
    private func each(
        _ run: OAMPRun, _ methods: [Method], _ column: String, _ file: String, _ number: ([Double]) -> Double
    ) -> [SeedNumber] {
        methods.compactMap { method in
            let id = method.id(run)
            let seeds = run.seeds(ofAll: [id])
            let all = run.columns(column, file, id, seeds: seeds)
            return all.isEmpty ? nil : .init(run.study.label(of: id), all.map(number), seeds: seeds)
        }
    }

    private func difference(
        _ run: OAMPRun, _ one: Method, _ other: Method
    ) -> (seeds: [Int], values: [Double])? {
        let seeds = run.seeds(ofAll: [one.id(run), other.id(run)])
        let (first, second) = (run.errors(one.id(run), seeds: seeds), run.errors(other.id(run), seeds: seeds))
        guard !first.isEmpty, first.count == second.count else { return nil }
        return (seeds, zip(first, second).map { $0 - $1 })
    }

    private func wonBack(_ run: OAMPRun, _ network: String, _ adaptation: String) -> [SeedNumber] {
        let (plain, adapted) = ("\(network)-\(run.largest)", run.adapted(network, adaptation))
        let rows = [plain, adapted].map { run.mismatch($0, "entries", "data") }
        let (without, size) = (run.mismatch(plain, "none", "data"), run.summary("trained_error", adapted))
        guard !size.isEmpty, Set(rows.map(\.count) + [without.count, size.count]).count == 1 else { return [] }
        return [
            .init(
                "",
                size.indices.map { seed in
                    let errors = rows.map { Self.nearest(size[seed], $0[seed])?.error ?? .nan }
                    return (errors[0] - errors[1]) / (errors[0] - (without[seed].first?.error ?? .nan))
                })
        ]
    }

    private func bounds(
        _ run: OAMPRun, over above: String, _ below: String, _ number: ([Double]) -> Double
    ) -> [SeedNumber] {
        let seeds = run.seeds(ofAll: [OAMPRun.algorithm])
        let all = zip(
            run.columns(above, "bounds.csv", OAMPRun.algorithm, seeds: seeds),
            run.columns(below, "bounds.csv", OAMPRun.algorithm, seeds: seeds))
        let values = all.map { number(zip($0, $1).map { $0 / $1 }) }
        return values.isEmpty ? [] : [.init("", values, seeds: seeds)]
    }

    private func checkpoints(_ run: OAMPRun, _ number: ([CheckpointCost]) -> Double) -> [SeedNumber] {
        let all = CheckpointCost.all(run)
        return all.isEmpty ? [] : [.init("", all.map(number), seeds: run.seeds(ofAll: ["checkpoints"]))]
    }

    /// The row whose share is nearest to 3 %.
    static func nearThreePercent(
        _ rows: [(share: Double, error: Double, change: Double)]
    ) -> (share: Double, error: Double, change: Double)? {
        nearest(0.03, rows)
    }

    /// The row whose share is nearest to this one.
    static func nearest(
        _ share: Double, _ rows: [(share: Double, error: Double, change: Double)]
    ) -> (share: Double, error: Double, change: Double)? {
        rows.min { abs(log($0.share / share)) < abs(log($1.share / share)) }
    }
}

/// A row of checkpoints.csv.
struct CheckpointCost {
    var layers: Int
    var every: Int
    var bytes, boundary, seconds, difference: Double

    /// All rows of each seed; none where the run has none.
    static func all(_ run: OAMPRun) -> [[CheckpointCost]] {
        guard run.has("checkpoints"),
            let tables = try? run.tables("checkpoints.csv", "checkpoints", seeds: run.seeds(ofAll: ["checkpoints"]))
        else { return [] }
        return tables.compactMap { table in
            guard let layers = try? table.ints("layers"), let every = try? table.ints("every"),
                let bytes = try? table.doubles("bytes"), let boundary = try? table.doubles("boundary_bytes"),
                let seconds = try? table.doubles("seconds"), let difference = try? table.doubles("difference")
            else { return nil }
            return layers.indices.map {
                CheckpointCost(
                    layers: layers[$0], every: every[$0], bytes: bytes[$0], boundary: boundary[$0],
                    seconds: seconds[$0], difference: difference[$0])
            }
        }
    }
}
