import Stages

/// Every network's final distance beside the answers that need no training.
public enum TrivialAnswers {
    /// A method at its last layer.
    public struct Row: Sendable {
        /// The method's id.
        public var id: String
        /// The mean distance to the optimum over test examples and seeds.
        public var distance: Double
        /// The interval of that mean; nil where the run keeps no distances of single examples.
        public var interval: Estimate?
        /// The mean objective.
        public var objective: Double
        /// How many layers or iterations.
        public var layers: Int
    }

    /// The classical references that are finished: zero, ridge, ISTA and so on.
    public static func references(_ run: RunReader) -> [Row] { run.finishedReferences.compactMap { row($0, run) } }

    /// The trained networks that are finished.
    public static func networks(_ run: RunReader) -> [Row] { run.finishedVariants.compactMap { row($0, run) } }

    private static func row(_ id: String, _ run: RunReader) -> Row? {
        let seeds = run.seeds(of: id)
        let last = seeds.compactMap { seed -> (Double, Double, Int)? in
            guard let table = try? run.layers(id, seed: seed), table.rowCount > 0,
                let distance = try? table.doubles("distance_mean"),
                let objective = try? table.doubles("objective_mean"), let layer = try? table.ints("layer")
            else { return nil }
            return (distance[table.rowCount - 1], objective[table.rowCount - 1], layer[table.rowCount - 1])
        }
        guard let layers = last.first?.2 else { return nil }
        let interval = (try? run.crossedLayers(id))?.last.map { MeanInterval.of($0) }
        return Row(
            id: id, distance: Moments.mean(last.map(\.0)), interval: interval,
            objective: Moments.mean(last.map(\.1)), layers: layers)
    }
}
