import Foundation
import Report

/// A number of each seed that claims of this study are about.
package enum RecoveryQuantity: Sendable {
    /// The largest error over signals and layers, as a share of the theorem's bound at that layer: for each sparsity.
    case overBound(String)
    /// The same at the last layer, over noises and tails.
    case sweptOverBound(String)
    /// The slope of the logarithm of the largest error over that of its bound, from layer to layer: for each sparsity.
    case rateOverBound(String)
    /// The slope of the logarithm of the median error over that of what is swept.
    case slope(String, of: String)
    /// The largest error over signals after the last layer of a network that was trained, over that of the theorem's network
    /// after as many layers, for adversarial signals or for random ones; of the seeds that it was trained with.
    case worstOverTheorem(String, adversarial: Bool)
    /// δ_{2s} of the field's matrix, by the end of its bracket that decides: of its best multiple, where that is above
    /// √2 − 1, and else of the upper end.
    case askedConstant

    /// The numbers, one a seed, with where they were measured. Where a theorem says nothing there is none.
    func numbers(_ run: RecoveryRun) -> [SeedNumber] {
        switch self {
        case .overBound(let method):
            run.constants.compactMap { constants in
                let curves = run.curves(method, constants.sparsity)
                let values = curves.map { $0.flatMap(Self.shares).max() ?? .nan }
                return number(at: constants, curves, values)
            }
        case .rateOverBound(let method):
            run.constants.compactMap { constants in
                let curves = run.curves(method, constants.sparsity)
                let values = curves.map { curves -> Double in
                    let (worst, bound) = (
                        RecoveryRun.largest([curves], \.worst), RecoveryRun.largest([curves], \.bound)
                    )
                    let counted = RecoveryRun.counted(bound).filter { $0 > 0 && $0 < worst.count }
                    return Self.slope(counted.map { bound[$0] }, counted.map { worst[$0] })
                }
                return number(at: constants, curves, values)
            }
        case .sweptOverBound(let method):
            ["noise", "tail"].map { sweep in
                let values = run.swept(sweep, method).map { points -> Double in
                    let shares = points.map { $0.worst / $0.bound }
                    return shares.contains(where: \.isNaN) ? .nan : shares.max() ?? .nan
                }
                return .init(sweep == "noise" ? "noise" : "signals with a tail", values)
            }
        case .slope(let sweep, let method):
            [
                .init(
                    "", run.swept(sweep, method).map { Self.slope($0.map(\.value), $0.map(\.median)) })
            ]
        case .worstOverTheorem(let method, let adversarial): [overTheorem(run, method, adversarial)].compactMap { $0 }
        case .askedConstant: [asked(run)]
        }
    }

    private func number(
        at constants: RecoveryRun.Constants, _ curves: [[RecoveryRun.Curve]], _ values: [Double]
    ) -> SeedNumber? {
        let isBounded = curves.contains { $0.contains { $0.bound.contains(where: \.isFinite) } }
        return isBounded ? .init("*s* = \(constants.sparsity)", values) : nil
    }

    /// Errors over bounds from the first layer on, where these are above rounding.
    private static func shares(_ curve: RecoveryRun.Curve) -> [Double] {
        RecoveryRun.counted(curve.bound).filter { $0 > 0 }.map { curve.worst[$0] / curve.bound[$0] }
    }

    private func overTheorem(
        _ run: RecoveryRun, _ method: String, _ adversarial: Bool
    ) -> SeedNumber? {
        guard let sparsity = run.sparsity(of: method) else { return nil }
        func worst(_ method: String, _ seed: Int, layer: Int?) -> (layer: Int, error: Double)? {
            let own = run.curves(method, sparsity) { ($0 == "adversarial") == adversarial }[seed]
            guard let last = own.map(\.worst.count).min(), last > 0 else { return nil }
            let place = min(layer ?? last - 1, last - 1)
            return (place, own.map { $0.worst[place] }.max() ?? .nan)
        }
        let ratios = run.seeds.indices.compactMap { seed -> (seed: Int, ratio: Double)? in
            guard let trained = worst(method, seed, layer: nil),
                let known = worst(RecoveryRun.theorem, seed, layer: trained.layer)
            else { return nil }
            return (run.seeds[seed], trained.error / known.error)
        }
        guard !ratios.isEmpty else { return nil }
        return .init(
            adversarial ? "adversarial signals" : "random signals", ratios.map(\.ratio), seeds: ratios.map(\.seed))
    }

    private func asked(_ run: RecoveryRun) -> SeedNumber {
        let bound = RecoveryRun.printedBound
        var isOpen = false
        let values = run.brackets.map { brackets -> Double in
            guard let field = brackets.first(where: { $0.id == RecoveryRun.field }), let place = field.askedPlace
            else { return .nan }
            if field.rescaled[place] >= bound { return field.rescaled[place] }
            if field.upper[place] >= bound { isOpen = true }
            return field.upper[place]
        }
        return .init("", values, isOpen: isOpen)
    }

    /// The slope of ln y over ln x by least squares; NaN where there are fewer than two different x, or any number is not
    /// positive.
    static func slope(_ x: [Double], _ y: [Double]) -> Double {
        Moments.slope(x.map { $0 > 0 ? log($0) : .nan }, y.map { $0 > 0 ? log($0) : .nan })
    }
}
