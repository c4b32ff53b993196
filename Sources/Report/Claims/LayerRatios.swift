/// How a measured column changes from layer to layer.
public struct LayerRatios: Sendable {
    /// The column at each layer, 0…L.
    public let samples: [CrossedSample]

    /// A column at each layer.
    public init(samples: [CrossedSample]) { self.samples = samples }

    /// A method's column of samples.csv. Throws `RunReaderError`, `TableError`.
    public init(_ study: StudyReader, _ method: String, column: String) throws {
        samples = try study.crossedLayers(method, column: column)
    }

    /// The mean at layer l over the mean at layer l − 1, for the layers from `first` on, each at `level`.
    public func ratios(from first: Int = 1, level: Double = 0.95) -> [(layer: Int, estimate: Estimate)] {
        guard samples.count > first else { return [] }
        return (first..<samples.count).map { l in
            (l, RatioInterval.of(samples[l], over: samples[l - 1], level: level))
        }
    }

    /// Intervals for the layers that hold all at once with 95 % (Bonferroni).
    public func simultaneousRatios(from first: Int = 1) -> [(layer: Int, estimate: Estimate)] {
        ratios(from: first, level: 1 - 0.05 / Double(max(1, samples.count - first)))
    }

    /// The left-hand side of a constraint of the form “difference” at layer l: the mean of y_l − (1 − ε) y_{l−1}.
    public func slack(_ layer: Int, epsilon: Double, level: Double = 0.95) -> Estimate {
        MeanInterval.of(samples[layer].combined(with: samples[layer - 1]) { $0 - (1 - epsilon) * $1 }, level: level)
    }

    /// The share of examples with y_l ≤ (1 − ε) y_{l−1}.
    public func share(_ layer: Int, epsilon: Double) -> Estimate {
        ShareInterval.of(
            samples[layer].combined(with: samples[layer - 1]) { $0 <= (1 - epsilon) * $1 ? 1 : 0 })
    }

    /// The share of examples with y_l < y_{l−1} at every layer from `first` on.
    public func shareFalling(from first: Int) -> Estimate {
        var all = samples[0].mapped { _ in 1 }
        for l in first..<samples.count {
            all = all.combined(with: samples[l].combined(with: samples[l - 1]) { $0 < $1 ? 1 : 0 }) { $0 * $1 }
        }
        return ShareInterval.of(all)
    }

    /// The largest ratio of seed means over the layers from `first` on, by seed.
    public func worstBySeed(from first: Int = 1) -> [Judgement.SeedValue] {
        guard let seeds = samples.first?.seeds, samples.count > first else { return [] }
        let means = samples.map(\.seedMeans)
        return seeds.indices.map { s in
            let worst = (first..<samples.count).map { means[$0][s] / means[$0 - 1][s] }.max() ?? .nan
            return .init(seed: seeds[s], value: worst)
        }
    }

    /// The details by layer, beginning with that before `first`. With `target` also how that constraint is met.
    public func table(
        _ caption: String, quantity: String, from first: Int = 1, target: LayerTarget? = nil
    ) -> DetailTable {
        var header = ["Layer", "Mean \(quantity)", "Mean over the previous layer’s", "Share of examples that fall"]
        if let target {
            header += [
                "Mean slack of \(target.name), *ε* = \(NumberText.setting(target.epsilon))",
                "Share that satisfy \(target.name)",
            ]
        }
        let rows = samples.indices.dropFirst(first - 1).map { l -> [String] in
            var row = ["\(l)", NumberText.short(samples[l].mean)]
            guard l >= first else { return row + Array(repeating: "", count: header.count - 2) }
            row.append(RatioInterval.of(samples[l], over: samples[l - 1]).cell)
            row.append(NumberText.percent(share(l, epsilon: 0).value))
            if let epsilon = target?.epsilon {
                row += [slack(l, epsilon: epsilon).cell, NumberText.percent(share(l, epsilon: epsilon).value)]
            }
            return row
        }
        return DetailTable(caption, header: header, rows: rows)
    }
}

/// A constraint that compares a column at neighbouring layers: y_l ≤ (1 − ε) y_{l−1}.
public struct LayerTarget: Sendable {
    /// Its name in the paper: "(CII)".
    public var name: String
    /// ε, in 0…1.
    public var epsilon: Double

    /// A constraint.
    public init(_ name: String, epsilon: Double) {
        (self.name, self.epsilon) = (name, epsilon)
    }

    /// Says which constraint is meant before a run is read.
    public struct Source: Sendable {
        /// Its name in the paper.
        public var name: String
        /// The method whose ε it has.
        public var method: String

        /// The constraint `name` with the ε of `method`.
        public init(_ name: String, epsilonOf method: String) {
            (self.name, self.method) = (name, method)
        }

        /// The constraint with a study's ε. Throws `RunReaderError` where the study gives none.
        public func target(_ study: StudyReader) throws -> LayerTarget {
            LayerTarget(name, epsilon: try study.epsilon(of: method))
        }
    }
}
