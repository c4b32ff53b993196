import Foundation
import Plotting
import Report

/// What the figures of this study share.
enum OAMPFigures {
    /// The run's tables, with the evaluations of some methods marked as what a figure draws from.
    static func open(
        _ run: RunReader, _ methods: (OAMPRun) -> [String]
    ) throws -> (sources: FigureSources, oamp: OAMPRun) {
        var sources = FigureSources(try run.study("oamp"))
        let oamp = try OAMPRun(sources.study)
        for method in methods(oamp) where oamp.has(method) {
            for seed in oamp.seeds { sources.use(try sources.study.evaluation(method, seed: seed)) }
        }
        return (sources, oamp)
    }

    /// Numbers by key and seed as a line through their means, with a band from the lowest to the highest seed.
    static func line(_ keys: [Double], _ bySeed: [[Double]], series: String, style: MethodStyle) -> [Mark] {
        let curve = SeedCurve(
            bySeed.map { values in
                zip(keys, values).filter { $0.isFinite && $1.isFinite }.map { (key: $0, mean: $1, deviation: .nan) }
            })
        return curve.keys.isEmpty ? [] : curve.marks(series: series, style: style)
    }

    /// "−18.2 dB".
    static func decibels(_ value: Double) -> String { NumberText.short(value) + " dB" }

    /// ", means over 3 seeds, with bands from the lowest to the highest".
    static func seeds(_ run: OAMPRun) -> String {
        run.seeds.count > 1
            ? "; means over \(CaptionText.seeds([run.seeds.count])), bands from the lowest to the highest" : ""
    }
}
