import Foundation
import Report

/// Differences of methods' errors in dB, and the scenes that they need.
extension OAMPQuantity {
    func difference(_ run: OAMPRun, _ one: Method, _ other: Method) -> (seeds: [Int], values: [Double])? {
        let seeds = run.seeds(ofAll: [one.id(run), other.id(run)])
        let (first, second) = (run.errors(one.id(run), seeds: seeds), run.errors(other.id(run), seeds: seeds))
        guard !first.isEmpty, first.count == second.count else { return nil }
        return (seeds, zip(first, second).map { $0 - $1 })
    }

    func descentOverPenalties(_ run: OAMPRun) -> [SeedNumber] {
        run.penalised.compactMap { one in
            difference(run, .named(run.descending), .named(one.method)).map {
                .init("*β* = \(NumberText.setting(one.weight))", $0.values, seeds: $0.seeds)
            }
        }
    }

    func layerDifference(_ run: OAMPRun, _ one: Method, _ other: Method) -> [SeedNumber] {
        Self.pairs([one, other].map { run.columns("error", "layers.csv", $0.id(run)) }) { first, second in
            zip(first.prefix(run.layers + 1), second).map { abs($0 - $1) }.max() ?? .nan
        }
    }

    func denoiserDistance(_ run: OAMPRun) -> [SeedNumber] {
        let methods = [Method.largest("denoisers"), .smallest("denoisers")]
        return Self.pairs(methods.map { LearnedDenoisers.all(run, $0.id(run)).map(\.distance) }, /)
    }

    func sampleRatio(_ run: OAMPRun) -> [SeedNumber] {
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
    }

    func advantageSlope(_ run: OAMPRun) -> [SeedNumber] {
        let decades = run.sizes.map { log10(Double($0)) }
        let slopes = run.seeds.indices.map { seed in
            Moments.slope(decades, run.sizes.map { run.errors("unet-\($0)")[seed] - run.errors("untied-\($0)")[seed] })
        }
        return [.init("", slopes)]
    }

    func onOutlines(_ run: OAMPRun, _ one: Method, _ other: Method) -> [SeedNumber] {
        let seeds = run.seeds(ofAll: [one.id(run), other.id(run)])
        return Self.pairs([one, other].map { run.summary("outlines", $0.id(run), seeds: seeds) }, seeds: seeds, -)
    }

    func gap(_ run: OAMPRun, _ one: String, _ other: String) -> [SeedNumber] {
        run.sizes.flatMap { size in
            Self.pairs([one, other].map { run.gaps("\($0)-\(size)") }, at: "*n* = \(CaptionText.number(size))", -)
        }
    }
}
