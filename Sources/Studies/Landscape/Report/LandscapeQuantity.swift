import Foundation
import Report

/// A number of each seed that claims of this study are about.
package enum LandscapeQuantity: Sendable {
    /// The smallest λ_min(K_t) over λ_max(K_0), along the training that is looked at; 0 counts as `LandscapeRun.floor`.
    case smallestOverLargest(String)
    /// The largest difference between how many eigenvalues of K are 0 and how many outputs are dead, over all spectra.
    case deficiencyBesidesDead(String)
    /// The largest λ_min(K_t)/ρ_t over all spectra: at most 1.
    case smallestOverRatio([String])
    /// The last training loss over that of answering 0, of the training that is looked at.
    case lastLoss(String)
    /// The largest loss over the predicted one, over all trainings.
    case overPrediction([String])
    /// In how many trainings it is more than rounding above 1.
    case brokenPredictions([String])
    /// min ρ_t over ρ_0, of the training that is looked at; 0 counts as the floor.
    case leastRatioOverFirst(String)
    /// (1 − ημ)^steps with μ the smallest λ_min(K_t), of the training that is looked at: what is promised of the loss.
    case promise(String)
    /// The largest n that is interpolated over that of other networks.
    case interpolatedOver(String, [String], to: Double)
    /// Test error over training error, of the training that is looked at and of the largest that interpolates.
    case testOverTraining(String)
    /// Test error after over that before, of the same.
    case testOverStart(String)

    /// The numbers, one a seed, with where they were measured.
    func numbers(_ run: LandscapeRun) -> [SeedNumber] {
        func shown(_ method: String, _ value: (LandscapeRun.Training) -> Double) -> [SeedNumber] {
            [.init("", run.trainings(method, run.shown).map(value))]
        }
        switch self {
        case .smallestOverLargest(let method):
            return [
                .init(
                    "",
                    run.spectra(method).map { spectra in
                        let least = spectra.map(\.smallest).min() ?? .nan
                        return max(least / (spectra.first?.largest ?? .nan), LandscapeRun.floor)
                    })
            ]
        case .deficiencyBesidesDead(let method):
            return [
                .init(
                    "",
                    run.of(method).map { one in
                        one.spectra.map { abs(Double($0.deficiency) - Double($0.dead)) }.max() ?? .nan
                    })
            ]
        case .smallestOverRatio(let methods):
            return each(run, methods) { one in
                one.spectra.compactMap { spectrum in
                    spectrum.ratio.map { $0 > 0 ? spectrum.smallest / $0 : spectrum.smallest > 0 ? .infinity : 0 }
                }.max() ?? .nan
            }
        case .lastLoss(let method): return shown(method, \.last)
        case .overPrediction(let methods):
            return each(run, methods) { $0.trainings.map(\.overPrediction).max() ?? .nan }
        case .brokenPredictions(let methods):
            return each(run, methods) { one in Double(one.trainings.filter { !($0.overPrediction <= 1.0001) }.count) }
        case .leastRatioOverFirst(let method):
            return [
                .init(
                    "",
                    zip(run.of(method), run.trainings(method, run.shown)).map { one, training in
                        max(training.leastRatio / (one.path.ratios.first ?? .nan), LandscapeRun.floor)
                    })
            ]
        case .promise(let method):
            return [
                .init(
                    "",
                    zip(run.spectra(method), run.trainings(method, run.shown)).map { spectra, training in
                        let constant = spectra.map(\.smallest).min() ?? .nan
                        return pow(max(1 - training.rate * constant, 0), Double(run.steps))
                    })
            ]
        case .interpolatedOver(let method, let others, let level):
            let own = Self.interpolated(run, method, to: level)
            let ends = [run.samples.first, run.samples.last].compactMap { $0.map(Double.init) }
            return others.map { other in
                let all = Self.interpolated(run, other, to: level)
                return .init(
                    others.count > 1 ? run.study.label(of: other) : "", zip(own, all).map { $0 / $1 },
                    isCensored: (own + all).contains(where: ends.contains))
            }
        case .testOverTraining(let method):
            return Self.interpolating(run, method) { $0.testLast / max($0.last, 1e-30) }
        case .testOverStart(let method): return Self.interpolating(run, method) { $0.testLast / $0.testFirst }
        }
    }

    /// A number of each network, named where there are several.
    private func each(
        _ run: LandscapeRun, _ methods: [String], _ value: (LandscapeRun.Evaluation) -> Double
    ) -> [SeedNumber] {
        methods.map { .init(methods.count > 1 ? run.study.label(of: $0) : "", run.of($0).map(value)) }
    }

    /// A training loss, of that of answering 0, that is much smaller than what is called interpolation.
    static let strict = 1e-4

    /// The largest n whose training loss is at most that of interpolation, with what lies on the way to the next n, on
    /// logarithmic axes; the smallest n of all where none is.
    static func interpolated(
        _ run: LandscapeRun, _ method: String, to level: Double = LandscapeRun.interpolation
    ) -> [Double] {
        run.of(method).map { one in
            let all = one.trainings
            guard let last = all.lastIndex(where: { $0.last <= level }) else {
                return all.first.map { Double($0.samples) } ?? .nan
            }
            guard last + 1 < all.count else { return Double(all[last].samples) }
            let (low, high) = (log(max(all[last].last, 1e-30)), log(all[last + 1].last))
            let share = (log(level) - low) / (high - low)
            let (from, to) = (log(Double(all[last].samples)), log(Double(all[last + 1].samples)))
            return exp(from + share * (to - from))
        }
    }

    /// A number of the training that is looked at, and of the one on the most samples that interpolates them.
    private static func interpolating(
        _ run: LandscapeRun, _ method: String, _ value: (LandscapeRun.Training) -> Double
    ) -> [SeedNumber] {
        let most = run.of(method).map { one in
            one.trainings.last { $0.last <= LandscapeRun.interpolation }.map(value) ?? .nan
        }
        return [
            .init("*n* = \(run.shown)", run.trainings(method, run.shown).map(value)),
            .init("the most samples that are interpolated", most),
        ]
    }
}
