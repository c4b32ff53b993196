import Stages

/// "A constraint that training imposed stays satisfied on shifted inputs, up to the error of Corollary 1", eq. (11): the mean of
/// m_l − (1 − ε) m_{l−1} is at most ζ + 2M·d.
///
/// For (CII) the distance of two distributions times M is what y* moves: |‖y − y*(x)‖ − ‖y − y*(x̃)‖| ≤ ‖y*(x) − y*(x̃)‖, so
/// M·d is at most its mean Δ, which the labels' stage measures. ζ is what the constraint is missed by without a shift.
public struct Transfers: ClaimKind {
    /// A method's mean measure by layer, and how far the optima moved.
    public struct Samples {
        /// The method's id and its name in sentences.
        public var method: (id: String, label: String)
        /// The seeds, and the draw of the data of each.
        public var seeds: [Int], draws: [Int]
        /// The levels p, ascending from 0.
        public var levels: [Double]
        /// The mean of the measure, `means[seed][level][layer]`, layers 0…L.
        public var means: [[[Double]]]
        /// The mean distance Δ between the optima with and without the shift, `moved[seed][level]`.
        public var moved: [[Double]]
        /// ε.
        public var epsilon: Double

        /// Numbers to judge.
        public init(
            method: (id: String, label: String), seeds: [Int], draws: [Int]? = nil, levels: [Double],
            means: [[[Double]]], moved: [[Double]], epsilon: Double
        ) {
            (self.method, self.seeds, self.draws) = (method, seeds, draws ?? seeds.map { _ in 1 })
            (self.levels, self.means, self.moved, self.epsilon) = (levels, means, moved, epsilon)
        }
    }

    let method: String
    let constraint: LayerTarget.Source
    let column: String
    let shiftStage: String

    /// Reads the means by layer of ood.csv, "<column>_start" and "<column>_layer_<l>", and summary.csv of the stage that shifts the inputs.
    public func samples(of study: StudyReader) throws -> Samples {
        let seeds = try study.seeds(ofAll: [method])
        let tables = try seeds.map { try study.shift(method, seed: $0) }
        let levels = try tables.first?.doubles("level") ?? []
        var columns = ["\(column)_start"]
        while case let name = "\(column)_layer_\(columns.count)", tables.allSatisfy({ $0.hasColumn(name) }) {
            columns.append(name)
        }
        guard columns.count > 1, tables.allSatisfy({ $0.hasColumn(columns[0]) }) else {
            throw RunReaderError.noRow("means by layer, \(column)_start and \(column)_layer_1 …", file: "ood.csv")
        }
        let means = try tables.map { table -> [[Double]] in
            guard try table.doubles("level") == levels else {
                throw RunReaderError.noRow("the same levels with every seed", file: "ood.csv")
            }
            let byLayer = try columns.map { try table.doubles($0) }
            return levels.indices.map { level in byLayer.map { $0[level] } }
        }
        let moved = try seeds.map { seed -> [Double] in
            let table = try study.drawn("summary.csv", of: shiftStage, method: method, seed: seed)
            let (known, distances) = (try table.doubles("level"), try table.doubles("distance_between_optima"))
            return levels.map { level in known.firstIndex(of: level).map { distances[$0] } ?? .nan }
        }
        return Samples(
            method: (method, study.label(of: method)), seeds: seeds,
            draws: study.draws(of: method, seeds: seeds),
            levels: levels, means: means, moved: moved, epsilon: try constraint.target(study).epsilon)
    }

    /// At the largest p the mean slack of each layer has to be below ζ + 2Δ; and each layer that meets the constraint
    /// without a shift has to meet it there, too.
    public func evidence(_ samples: Samples) -> Evidence {
        guard let clean = samples.levels.firstIndex(of: 0), let far = samples.levels.indices.last, far != clean,
            let depth = samples.means.first?.first?.count, depth > 1
        else {
            return Evidence(
                [], measured: "", methods: [method], vacuous: "ood.csv needs *p* = 0 and one level above")
        }
        let p = "*p* = \(NumberText.setting(samples.levels[far]))"
        func slack(_ seed: Int, _ level: Int, _ layer: Int) -> Double {
            samples.means[seed][level][layer] - (1 - samples.epsilon) * samples.means[seed][level][layer - 1]
        }
        func statistic(_ name: String, _ scale: Scale, _ value: (Int) -> Double) -> SeedStatistic {
            SeedStatistic(
                name, scale, seeds: samples.seeds, draws: samples.draws, values: samples.seeds.indices.map(value))
        }
        let bound = (1..<depth).map { l in
            Hypothesis(
                statistic("mean slack of \(constraint.name) in layer \(l) at \(p), less *ζ* + 2*Δ*", .linear) { s in
                    slack(s, far, l) - max(0, slack(s, clean, l)) - 2 * samples.moved[s][far]
                }, .below(0), at: "layer \(l)")
        }
        let kept = (1..<depth).filter { l in samples.seeds.indices.allSatisfy { slack($0, clean, l) <= 0 } }
        let itself = kept.map { l in
            Hypothesis(
                statistic("mean distance after layer \(l) over that before it at \(p)", .logarithmic) { s in
                    samples.means[s][far][l] / samples.means[s][far][l - 1]
                }, .below(1 - samples.epsilon), at: "layer \(l)")
        }
        func mean(_ level: Int, _ layer: Int) -> Double {
            Moments.mean(samples.seeds.indices.map { slack($0, level, layer) })
        }
        let worst = (1..<depth).map { mean(far, $0) }.max() ?? .nan
        let moved = Moments.mean(samples.moved.map { $0[far] })
        var parts = [Part("within the error of (11)", .every, bound)]
        if !itself.isEmpty { parts.append(Part("\(constraint.name) itself", .every, itself)) }
        return Evidence(
            parts,
            measured: "At \(p) the largest mean slack of \(constraint.name) (\(samples.method.label)) is "
                + "\(NumberText.short(worst)); (11) allows \(NumberText.short(2 * moved)) and what is missed without a shift. "
                + "Without a shift \(kept.count) of \(depth - 1) layers meet it with every seed.",
            tables: [
                DetailTable(
                    "Mean slack of \(constraint.name)", header: ["Layer", "*p* = 0", p],
                    rows: (1..<depth).map {
                        ["\($0)", NumberText.short(mean(clean, $0)), NumberText.short(mean(far, $0))]
                    })
            ], methods: [samples.method.id])
    }
}

extension ClaimKind where Self == Transfers {
    /// "The `constraint` on `column` that `method` was trained with stays satisfied on shifted inputs." `stage` is the one that
    /// shifts them.
    public static func transfers(
        _ method: String, _ constraint: LayerTarget.Source, column: String, shiftedBy stage: String
    ) -> Transfers {
        Transfers(method: method, constraint: constraint, column: column, shiftStage: stage)
    }
}
