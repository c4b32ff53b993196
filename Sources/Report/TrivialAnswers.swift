import Stages

/// Every network's final numbers beside those of the answers that need no training.
public enum TrivialAnswers {
    /// A method at its last layer.
    public struct Row: Sendable {
        /// The method's id.
        public var id: String
        /// The mean over test examples and seeds of each column that was asked for.
        public var means: [Double]
        /// The interval of the first; nil where the run keeps no numbers of single examples.
        public var interval: Estimate?
        /// How many layers or iterations.
        public var layers: Int
    }

    /// The references of a study that are finished: zero, ridge, ISTA and so on. `columns` are of layers.csv, without
    /// their "_mean".
    public static func references(_ study: StudyReader, columns: [String]) -> [Row] {
        study.finishedReferences.compactMap { row($0, study, columns) }
    }

    /// The networks `variants` that are finished.
    public static func networks(_ study: StudyReader, _ variants: [String], columns: [String]) -> [Row] {
        study.finishedVariants.filter(variants.contains).compactMap { row($0, study, columns) }
    }

    private static func row(_ id: String, _ study: StudyReader, _ columns: [String]) -> Row? {
        guard let main = columns.first else { return nil }
        let tables = study.seeds(of: id).compactMap { try? study.layers(id, seed: $0) }
            .filter { $0.rowCount > 0 && $0.hasColumn("\(main)_mean") }
        guard let layers = tables.lazy.compactMap({ try? $0.ints("layer").last }).first else { return nil }
        let means = columns.map { column in
            Moments.mean(tables.compactMap { try? $0.doubles("\(column)_mean").last })
        }
        let interval = (try? study.crossedLayers(id, column: main))?.last.map { MeanInterval.of($0) }
        return Row(id: id, means: means, interval: interval, layers: layers)
    }
}
