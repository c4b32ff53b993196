import Stages

/// A pair of tables about test examples at some levels (layers, shifts p, strengths σ̂): means and standard deviations, a row
/// a level, and the numbers themselves, a row a level and example.
///
/// - `layers.csv`: layer, m_mean, m_std for each measure m, and further columns;
/// - `samples.csv`: sample, layer, m for each measure that is kept example by example.
public struct SampleTables {
    /// A measure's numbers at one level.
    public struct Column {
        let name: String
        let values: [Double]?
        let isKept: Bool

        /// - Parameters:
        ///   - name: of the measure.
        ///   - values: of each example; nil where the measure has no meaning there.
        ///   - isKept: whether they are also written example by example.
        public init(_ name: String, _ values: [Double]?, isKept: Bool = true) {
            (self.name, self.values, self.isKept) = (name, values, isKept)
        }
    }

    private let key: String
    private let keyIsFirst: Bool
    private let examples: Int
    private var means: Table?
    private var samples: Table?

    /// Empty tables.
    ///
    /// - Parameters:
    ///   - key: the levels' column.
    ///   - keyIsFirst: whether that stands before "sample" in the table of examples.
    ///   - examples: how many test examples there are.
    public init(key: String, keyIsFirst: Bool = true, examples: Int) {
        (self.key, self.keyIsFirst, self.examples) = (key, keyIsFirst, examples)
    }

    /// Adds a level. All levels have the same columns and further ones.
    ///
    /// - Parameter further: columns of the table of means alone, which are written as they are.
    public mutating func add(
        _ level: any TableValue, _ columns: [Column], further: [(name: String, value: Double?)] = []
    ) {
        let kept = columns.filter(\.isKept)
        var means =
            self.means
            ?? Table(
                columns: [key] + columns.flatMap { ["\($0.name)_mean", "\($0.name)_std"] } + further.map(\.name))
        var samples =
            self.samples ?? Table(columns: (keyIsFirst ? [key, "sample"] : ["sample", key]) + kept.map(\.name))
        let numbers = columns.flatMap { column -> [any TableValue] in
            let summary = column.values.map { Summary($0) }
            return [summary?.mean, summary?.deviation]
        }
        means.append([level] + numbers + further.map { $0.value as any TableValue })
        for n in 0..<examples {
            let place: [any TableValue] = keyIsFirst ? [level, n] : [n, level]
            samples.append(place + kept.map { $0.values?[n] as any TableValue })
        }
        (self.means, self.samples) = (means, samples)
    }

    /// Writes both tables; nothing where no level was added. Throws `FileError`.
    public func write(to folder: Folder, means meansFile: String, samples samplesFile: String) throws {
        if let means { try folder.write(means, meansFile) }
        if let samples { try folder.write(samples, samplesFile) }
    }
}

extension Recipe.Constraint {
    /// The share of examples with m_l ≤ (1 − ε)·m_{l−1}: the constraint of each example by itself, with the true ε.
    public static func satisfied(_ current: [Double], after previous: [Double], epsilon: Double) -> Double {
        let count = zip(current, previous).reduce(0) { $0 + ($1.0 <= (1 - epsilon) * $1.1 ? 1 : 0) }
        return Double(count) / Double(max(1, current.count))
    }

    /// The columns `satisfied_1` … `satisfied_L` of a measure's numbers by layer, from layer 0 on.
    public static func satisfiedByLayer(
        _ measured: [[Double]], layers: [Int], epsilon: Double
    ) -> [(name: String, value: Double?)] {
        layers.indices.dropFirst().map { at in
            ("satisfied_\(layers[at])", satisfied(measured[at], after: measured[at - 1], epsilon: epsilon))
        }
    }
}
