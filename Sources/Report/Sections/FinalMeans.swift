import Stages

/// Methods' final numbers: means over test examples at the last layer or iteration.
public enum FinalMeans {
    /// A method at its last layer.
    public struct Row: Sendable {
        /// The method's id.
        public var id: String
        /// The mean over test examples and seeds of each column that was asked for.
        public var means: [Double]
        /// The interval of the first; nil where the run keeps no numbers of single examples.
        public var interval: Estimate?
        /// How many layers or iterations; nil where the method has none.
        public var layers: Int?

        /// The first mean with its interval, where there is one.
        public var main: String { interval.map(\.cell) ?? NumberText.short(means[0]) }
    }

    /// The methods that need no training and are finished. `columns` are of layers.csv, without their "_mean".
    public static func references(_ study: StudyReader, columns: [String]) -> [Row] {
        study.finished.filter { !$0.isTrained && $0.origin == nil }.compactMap { row($0, study, columns) }
    }

    /// The methods from outside that are finished.
    public static func externals(_ study: StudyReader, columns: [String]) -> [Row] {
        study.finished.filter { $0.origin != nil }.compactMap { row($0, study, columns) }
    }

    /// The trained networks that are finished, without ablations.
    public static func networks(_ study: StudyReader, columns: [String]) -> [Row] {
        study.finished.filter { $0.isTrained && !$0.isAblation && $0.isSweep != true }.compactMap {
            row($0, study, columns)
        }
    }

    private static func row(_ method: StudyDescription.Method, _ study: StudyReader, _ columns: [String]) -> Row? {
        guard let main = columns.first else { return nil }
        let tables = study.seeds(of: method.id).compactMap { try? study.layers(method.id, seed: $0) }
            .filter { $0.rowCount > 0 && $0.hasColumn("\(main)_mean") }
        guard let layers = tables.lazy.compactMap({ try? $0.ints("layer").last }).first else { return nil }
        let means = columns.map { column in
            Moments.mean(tables.compactMap { try? $0.doubles("\(column)_mean").last })
        }
        let interval = (try? study.crossedLayers(method.id, column: main))?.last.map { MeanInterval.of($0) }
        return Row(
            id: method.id, means: means, interval: interval,
            layers: method.layers == nil && method.origin == nil ? nil : layers)
    }
}
