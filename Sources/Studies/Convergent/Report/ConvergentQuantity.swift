import Foundation
import Report

/// A number of each seed that claims of this study are about.
package enum ConvergentQuantity: Sendable {
    /// The largest r_{k+1}/r_k over scenes and iterations, of trained and of random weights, for each network.
    case growth([String])
    /// The largest residual of all scenes at the last iteration, over that at the trained depth.
    case lateResidual(String)
    /// The largest residual of the last pass through all layers, over that of the first: of an untied network whose layers are
    /// run through again and again.
    case cycleResidual(String)
    /// The ratio of the NMSE of networks to that of another at the trained depth.
    case errorOver(String, [String])
    /// The same at the last iteration.
    case lateErrorOver(String, [String])
    /// The largest size of an iterate over its bound, of trained and of random weights.
    case sizeOverBound([String])
    /// The largest size of an iterate of networks with random weights, in units of the scene's.
    case randomSize(String)
    /// The product over a network's convolutions of the exact norm over the reshaped kernel's.
    case normRatio(String)
    /// The largest distance of two starts over qᵏ times the first.
    case distanceOverBound([String])
    /// ‖J‖²_F/tr J, the largest over scenes.
    case squareOverTrace([String])

    /// The numbers, one a seed, with where they were measured. Throws `TableError`.
    func numbers(_ run: ConvergentRun) throws -> [SeedNumber] {
        switch self {
        case .growth(let methods): try runs(run, methods, ["trained", "random"], "growth")
        case .sizeOverBound(let methods): try runs(run, methods, ["trained", "random"], "size_over_bound")
        case .distanceOverBound(let methods):
            try methods.flatMap { method in
                try runs(
                    run, [method],
                    run.iterations(method, "cycle").isEmpty ? ["trained", "random"] : ["cycle", "random"],
                    "distance_over_bound")
            }
        case .randomSize(let method): [.init("", try run.numbers("random_size", method))]
        case .lateResidual(let method):
            [.init("", run.iterations(method).map { $0.worstResidual[run.last] / $0.worstResidual[run.depth] })]
        case .cycleResidual(let method):
            [
                .init(
                    "",
                    run.iterations(method, "cycle").map { one in
                        let first = one.worstResidual[1...run.depth].max() ?? .nan
                        return (one.worstResidual.suffix(run.depth).max() ?? .nan) / first
                    })
            ]
        case .errorOver(let other, let methods): methods.map { ratio(run, $0, other, at: run.depth) }
        case .lateErrorOver(let other, let methods): methods.map { ratio(run, $0, other, at: run.last) }
        case .normRatio(let method):
            [.init("", run.of(method).map { $0.trainedRatios.isEmpty ? .nan : $0.trainedRatios.reduce(1, *) })]
        case .squareOverTrace(let methods):
            methods.map { method in
                let values = run.of(method).map { one in
                    let shares = zip(one.squares, one.traces).map { $0 / $1 }
                    return shares.contains(where: \.isNaN) ? .nan : shares.max() ?? .nan
                }
                return .init(run.study.label(of: method), values)
            }
        }
    }

    private func ratio(
        _ run: ConvergentRun, _ method: String, _ other: String, at k: Int
    ) -> SeedNumber {
        .init(
            run.study.label(of: method),
            zip(run.iterations(method), run.iterations(other)).map { $0.nmse[k] / $1.nmse[k] })
    }

    private func runs(
        _ run: ConvergentRun, _ methods: [String], _ kinds: [String], _ name: String
    ) throws -> [SeedNumber] {
        try methods.flatMap { method in
            try kinds.map { kind in
                let words =
                    ["trained": "trained", "random": "random weights", "cycle": "layers in a cycle"][kind] ?? kind
                return .init(
                    "\(run.study.label(of: method)), \(words)", try run.numbers("\(kind)_\(name)", method))
            }
        }
    }
}
