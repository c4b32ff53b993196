/// How a measured column changes from layer to layer.
public struct LayerRatios: Sendable {
    /// The column at each layer, 0…L.
    public let samples: [SeededSample]

    /// A column at each layer.
    public init(samples: [SeededSample]) { self.samples = samples }

    /// A method's column of samples.csv. Throws `RunReaderError`, `TableError`.
    public init(_ study: StudyReader, _ method: String, column: String) throws {
        samples = try study.crossedLayers(method, column: column)
    }

    /// The last layer, L.
    public var last: Int { samples.count - 1 }

    /// That the mean at layer l over the mean at layer l − 1 is in `region`, for the layers from `first` on. `quantity` is
    /// what the column is, with whose it is.
    public func hypotheses(_ quantity: String, from first: Int = 1, _ region: Region) -> [Hypothesis] {
        (max(first, 1)..<max(first, 1, samples.count)).map { l in
            Hypothesis(
                .ratio("mean \(quantity) after layer \(l) over that before it", samples[l], over: samples[l - 1]),
                region, at: "layer \(l)")
        }
    }

    /// The layer from `first` on with the largest ratio of the mean to that before it, and that ratio.
    public func worst(from first: Int = 1) -> (layer: Int, ratio: Double)? {
        guard samples.count > first else { return nil }
        return (first..<samples.count).map { ($0, samples[$0].mean / samples[$0 - 1].mean) }.max { $0.1 < $1.1 }
    }

    /// The left-hand side of a constraint of the form “difference” at layer l: the mean of y_l − (1 − ε) y_{l−1}.
    public func slack(_ layer: Int, epsilon: Double) -> Estimate {
        MeanInterval.of(samples[layer].combined(with: samples[layer - 1]) { $0 - (1 - epsilon) * $1 })
    }

    /// The share of examples with y_l ≤ (1 − ε) y_{l−1}.
    public func share(_ layer: Int, epsilon: Double) -> Double {
        samples[layer].combined(with: samples[layer - 1]) { $0 <= (1 - epsilon) * $1 ? 1 : 0 }.mean
    }

    /// The share of examples with y_l < y_{l−1} at every layer from `first` on.
    public func shareFalling(from first: Int) -> Double {
        guard samples.count > first else { return .nan }
        var all = samples[0].mapped { _ in 1 }
        for l in first..<samples.count {
            all = all.combined(with: samples[l].combined(with: samples[l - 1]) { $0 < $1 ? 1 : 0 }) { $0 * $1 }
        }
        return all.mean
    }

    /// The details by layer, beginning with that before `first`. With `target` also how that constraint is met.
    public func table(
        _ caption: String, quantity: String, from first: Int = 1, target: LayerTarget? = nil
    ) -> DetailTable {
        var header = ["Layer", "Mean \(quantity)", "Mean over the previous layer’s", "Share of examples that fall"]
        if let target {
            header += [
                "Mean slack of \(target.name) as a difference, *ε* = \(NumberText.setting(target.epsilon))",
                "Share that satisfy \(target.name)",
            ]
        }
        let rows = samples.indices.dropFirst(first - 1).map { l -> [String] in
            var row = ["\(l)", NumberText.short(samples[l].mean)]
            guard l >= first else { return row + Array(repeating: "", count: header.count - 2) }
            row.append(RatioInterval.of(samples[l], over: samples[l - 1]).cell)
            row.append(NumberText.percent(share(l, epsilon: 0)))
            if let epsilon = target?.epsilon {
                row += [slack(l, epsilon: epsilon).cell, NumberText.percent(share(l, epsilon: epsilon))]
            }
            return row
        }
        return DetailTable(caption, header: header, rows: rows)
    }

    /// "layer 2", "layers 2 to 5 and 7".
    public static func list(_ layers: [Int]) -> String {
        (layers.count == 1 ? "layer " : "layers ") + NumberText.list(layers)
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
