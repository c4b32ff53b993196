import Descent
import Stages
import Unrolled

/// The choice of a learning rate: a training at each candidate, and the best on validation. Nothing is chosen on test data.
public struct RateChoice: Sendable {
    /// The stage's name: "sparse/learning-rate".
    public let name: String
    /// The candidates.
    public let rates: [Double]
    /// Updates of each.
    public let steps: Int
    /// The setting that lists the candidates, for errors.
    public let setting: String

    /// A choice among candidates.
    public init(name: String, rates: [Double], steps: Int, setting: String) {
        self.name = name
        self.rates = rates
        self.steps = steps
        self.setting = setting
    }

    /// The stage, with `candidates.csv`: rate, validation_distance, chosen. One candidate is chosen without training.
    ///
    /// - Parameters:
    ///   - updateSeconds: of one update on one core, for plans.
    ///   - trainer: makes a trainer with a rate; called once for all, with the stage's context.
    public func stage<Network: UnrolledNetwork>(
        settings: StageSettings, inputs: [String], updateSeconds: Double,
        trainers: @escaping @Sendable (StageContext) throws -> (_ rate: Double) throws -> Trainer<Network>
    ) -> Stage where Network.Scalar == Float {
        .numerical(
            name: name, settings: settings, inputs: inputs,
            work: Double(rates.count > 1 ? rates.count * steps : 0) * updateSeconds
        ) { context in
            var distances: [Double?] = []
            if rates.count > 1 {
                let trainer = try trainers(context)
                for index in rates.indices { distances.append(try distance(index, try trainer(rates[index]), context)) }
            } else {
                distances = [nil]
            }
            let chosen = distances.indices.min { (distances[$0] ?? 0) < (distances[$1] ?? 0) } ?? 0
            guard distances[chosen]?.isFinite ?? true else {
                throw SettingsError("every candidate of \(setting) diverged: \(rates). Hint: smaller ones.")
            }
            var table = Table(columns: ["rate", "validation_distance", "chosen"])
            for (index, rate) in rates.enumerated() { table.append([rate, distances[index], index == chosen]) }
            try context.results.write(table, "candidates.csv")
        }
    }

    /// The distance on validation that a candidate reaches; infinite where it diverges.
    private func distance(
        _ index: Int, _ trainer: Trainer<some UnrolledNetwork>, _ context: StageContext
    ) throws -> Double {
        do {
            try trainer.train(checkpoint: nil) {
                context.progress.report(step: index * steps + $0, of: rates.count * steps)
                try context.checkInterruption()
            }
            return trainer.best.distance
        } catch is TrainingDivergence {
            return .infinity
        }
    }

    /// The rate that the stage chose. Throws `TableError`, `FileError`.
    public func chosen(_ context: StageContext) throws -> Double {
        let table = try context.folder(name).table("candidates.csv")
        let row = try table.ints("chosen").firstIndex(of: 1) ?? 0
        return try table.doubles("rate")[row]
    }
}
