import Foundation
import Report

extension OAMPQuantity {
    /// The numbers with where they were measured; what the run has not is left out.
    func numbers(_ run: OAMPRun) -> [SeedNumber] {
        switch self {
        case .difference(let one, let other):
            difference(run, one, other).map { [.init("", $0.values, seeds: $0.seeds)] } ?? []
        case .descentOverPenalties: descentOverPenalties(run)
        case .layerDifference(let one, let other): layerDifference(run, one, other)
        case .denoiserDistance: denoiserDistance(run)
        case .sampleRatio: sampleRatio(run)
        case .advantageSlope: advantageSlope(run)
        case .onOutlines(let one, let other): onOutlines(run, one, other)
        case .gap(let one, let other): gap(run, one, other)

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

        case .changeOver(let one, let other): changeOver(run, one, other)
        case .changeSlope(let methods): changeSlope(run, methods)
        case .depthExponent(let methods):
            each(run, methods, "derivative", "sensitivity.csv") { values in
                let late = values.indices.filter { $0 >= 2 }
                return Moments.slope(late.map { log(Double($0 + 1)) }, late.map { log(values[$0]) })
            }
        case .loss(let one, let other): loss(run, one, other)
        case .wonBack(let network, let adaptation): wonBack(run, network, adaptation)
        case .overSpectral: bounds(run, over: "measured", "spectral") { $0.max() ?? .nan }
        case .printedOver: bounds(run, over: "printed", "measured") { $0.min() ?? .nan }

        case .checkpoints(let cost, let one, let other, let withTen):
            CheckpointCost.numbers(run) { CheckpointCost.ratio($0, cost, of: one, over: other, withTen: withTen) }
        case .bytesOverBoundary: CheckpointCost.numbers(run, CheckpointCost.bytesOverBoundary)
        case .gradientDifference: CheckpointCost.numbers(run) { $0.map(\.difference).max() ?? .nan }
        }
    }

    /// The number of each seed's column of some methods.
    func each(
        _ run: OAMPRun, _ methods: [Method], _ column: String, _ file: String, _ number: ([Double]) -> Double
    ) -> [SeedNumber] {
        methods.compactMap { method in
            let id = method.id(run)
            let seeds = run.seeds(ofAll: [id])
            let all = run.columns(column, file, id, seeds: seeds)
            return all.isEmpty ? nil : .init(run.study.label(of: id), all.map(number), seeds: seeds)
        }
    }

    /// A number of each seed of two that both methods have; none where one has none, or they have not as many.
    static func pairs<Value>(
        _ values: [[Value]], at place: String = "", seeds: [Int]? = nil, _ number: (Value, Value) -> Double
    ) -> [SeedNumber] {
        guard values.count == 2, !values[0].isEmpty, values[0].count == values[1].count else { return [] }
        return [.init(place, zip(values[0], values[1]).map(number), seeds: seeds)]
    }
}
