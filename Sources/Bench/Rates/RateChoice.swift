import Descent
import Foundation
import Stages
import Support
import Tensors
import Unrolled

/// `<study>/rate/<recipe>`: the choice of a recipe's learning rate by `RateSearch`, with `candidates.csv`, `choices.csv` and
/// `summary.csv`.
///
/// Where validation cannot tell rates apart a choice is nearly a coin's, and an interval over seeds at *the* chosen rate does not know
/// that it could have been another. So a rate may be chosen several times, on different seeds; the trainings' seeds take the
/// choices in turn, and what differs between choices is in what differs between seeds. A short training that several choices
/// ask for is made once.
public struct RateChoice: Sendable {
    /// The stage's name: "sparse/rate/constrained".
    public let name: String
    /// The recipe.
    public let recipe: String
    /// How it is searched, with the seeds of all choices.
    public let search: RateSearch
    /// How many choices are made.
    public let choices: Int
    /// With how many of the seeds each.
    public let seedsEach: Int
    /// The setting of the grid's centre, for errors.
    public let setting: String

    /// The columns of candidates.csv, a row a training.
    private static let columns = [
        "rate", "rung", "steps", "seed", "loss", "validation_distance", "violation", "spiked", "diverged",
        "chosen",
    ]

    /// Those of choices.csv, a row a choice.
    private static let choiceColumns = ["choice", "seeds", "rate", "at_edge", "widenings"]

    /// The tables of these stages, for a study's description.
    public static let descriptions: [StudyDescription.TableDescription] = [
        .init(stage: "rate", file: "candidates.csv", columns: columns),
        .init(stage: "rate", file: "choices.csv", columns: choiceColumns), .summary(of: "rate"),
    ]

    /// The stage.
    ///
    /// - Parameters:
    ///   - method: the recipe, whose divergence at every rate is a finding where it may be one.
    ///   - settings: what its trainings read; the recipe and the search join them.
    ///   - inputs: the stages of the draws that the search's seeds see.
    ///   - updateSeconds: of one update on one core, for plans.
    ///   - trainer: makes the trainer of a place, and says what a distance of 1 in its coordinates is in the units of tables.
    public func stage<Network: UnrolledNetwork>(
        of method: TrainedMethod, settings: StageSettings, inputs: [String], updateSeconds: Double,
        trainer:
            @escaping @Sendable (StageContext, RateTrial.Place) throws -> (
                trainer: Trainer<Network>, distanceUnit: Double
            )
    ) throws -> Stage where Network.Scalar == Float {
        .numerical(
            name: name, settings: settings + stageSettings + (try method.recipe.stageSettings()), inputs: inputs,
            codeVersion: 3 + Network.revision, work: Double(search.plannedUpdates) * updateSeconds,
            mayDiverge: method.mayDiverge
        ) { context in
            let record = try TrialRecord(context)
            let results = try search.parts(choices, of: seedsEach).map { part in
                try part.run { place in
                    if let known = record.outcome(place) { return known }
                    let done = record.trials.reduce(0) { $0 + $1.place.steps }
                    let outcome = try outcome(of: place, after: done, context) { try trainer(context, place) }
                    try record.add(RateTrial(place: place, outcome: outcome))
                    return outcome
                }
            }
            guard results.allSatisfy({ $0.chosen != nil }) else {
                let lost = results.filter { $0.chosen == nil }.flatMap(\.trials.all)
                let rates = Set(lost.map(\.place.rate)).sorted().map { "\($0)" }
                throw UnusableNumbers(
                    "training diverged at every candidate of the learning rate, \(rates.joined(separator: ", "))",
                    hint: "a smaller \(setting)")
            }
            try write(results, record.trials, to: context.results)
        }
    }

    /// The search in the stage's key; the steps of the trainings that it is for bound those of its rungs.
    private var stageSettings: StageSettings {
        [
            "search.centre": .double(search.centre), "search.factor": .double(search.factor),
            "search.candidates": .int(search.candidates), "search.seeds": .list(search.seeds.map { .int($0) }),
            "search.steps": .int(search.steps), "search.most-steps": .int(search.mostSteps),
            "search.widenings": .int(search.widenings), "search.choices": .int(choices),
            "search.seeds-each": .int(seedsEach),
        ]
    }

    /// What a training reaches, from its checkpoint where there is one.
    private func outcome<Network: UnrolledNetwork>(
        of place: RateTrial.Place, after done: Int, _ context: StageContext,
        trainer make: () throws -> (trainer: Trainer<Network>, distanceUnit: Double)
    ) throws -> RateTrial.Outcome where Network.Scalar == Float {
        let (trainer, unit) = try make()
        // A file each: what is left of the training before is no damage.
        let name = "rung-\(place.rung)-rate-\(place.rate)-seed-\(place.seed)"
        let checkpoint = TrainingCheckpoint(
            context.checkpointDirectory.appendingPathComponent("\(name).safetensors").path,
            identity: "\(context.key.hex) \(name)", noteDamage: context.noteDamagedCheckpoint)
        defer { checkpoint.forget() }
        do {
            try trainer.train(checkpoint: checkpoint) {
                context.progress.report(
                    step: done + $0, of: max(search.plannedUpdates, done + place.steps),
                    message: "\(recipe), rate \(Float(place.rate))")
                try context.checkInterruption()
            }
            let best = trainer.best
            guard best.step > 0 else { return .diverged }
            return RateTrial.Outcome(
                loss: trainer.history.last?.loss ?? .nan, distance: best.distance * unit, violation: best.violation,
                isSpiked: trainer.spike.isSpiked)
        } catch is TrainingDivergence {
            return .diverged
        }
    }

    private func write(_ results: [RateSearchResult], _ trials: [RateTrial], to folder: Folder) throws {
        let chosen = results.map { $0.chosen ?? .nan }
        var table = Table(columns: Self.columns)
        for trial in trials {
            let (place, outcome) = (trial.place, trial.outcome)
            table.append([
                place.rate, place.rung, place.steps, place.seed, outcome.loss.isFinite ? outcome.loss : nil,
                outcome.isDiverged ? nil : outcome.distance, outcome.isDiverged ? nil : outcome.violation,
                outcome.isSpiked, outcome.isDiverged, chosen.filter { $0 == place.rate }.count,
            ])
        }
        try folder.write(table, "candidates.csv")
        var rows = Table(columns: Self.choiceColumns)
        for (index, result) in results.enumerated() {
            let seeds = Set(result.trials.all.map(\.place.seed)).sorted().map { "\($0)" }
            rows.append([
                index + 1, seeds.joined(separator: " "), chosen[index], result.isAtEdge, result.widenings,
            ])
        }
        try folder.write(rows, "choices.csv")
        try folder.write(
            [
                ("choices", choices), ("at_edge", results.filter(\.isAtEdge).count), ("trainings", trials.count),
                ("recipe", recipe),
            ], "summary.csv")
    }

    /// The rate of a seed's training: the choices in turn. Throws `TableError`, `DataError`, `FileError`.
    public func chosen(_ context: StageContext, seed: Int) throws -> Double {
        let rates = try context.folder(name).table("choices.csv").doubles("rate")
        guard rates.count == choices else {
            throw DataError(file: "choices.csv of \(name)", expected: "\(choices) choices", got: "\(rates.count)")
        }
        return rates[((seed - 1) % choices + choices) % choices]
    }
}
