import Bench
import Descent
import Foundation
import Stages
import Tensors
import Unrolled

extension GeneralisationStudy {
    /// `generalisation/train/<network>/seed-<s>`: the network once for each training set, and once with new signals in each batch.
    /// All make the same number of updates at the same rate; weights are those after the last one, with those that validation
    /// would keep beside them.
    func trainingStage(_ member: Member, seed: Int) -> Stage {
        let updates = Double(settings.steps * settings.batch * member.layers * (member.sizes.count + 1))
        return .numerical(
            name: Self.names.training(member.id, seed),
            settings: memberSettings(member, seed: seed)
                + settings.only(\.steps, \.batch, \.rate, \.validation),
            codeVersion: 1 + member.network.revision, work: updates * seconds(member.network).update
        ) { context in
            let problem = try problem(seed: seed)
            let whole = problem.signals("training", member.sizes.max() ?? 1)
            let validation = problem.signals("validation", settings.validation)
            var table = Table(columns: GeneralisationTables.trainings)
            let sizes = member.sizes.map(Optional.some) + [nil]
            for (place, size) in sizes.enumerated() {
                let data = TrainingData(
                    training: size.map { whole.view(rows: 0..<$0) } ?? problem.signals("fresh", settings.batch),
                    validation: validation)
                let network = member.network.make(problem, layers: member.layers, scalarShare: settings.scalarShare)
                let run = Run(place: place, count: sizes.count, size: size, seed: seed, member: member)
                table.append(try train(network, on: data, run, problem, context))
            }
            try context.results.write(table, "trainings.csv")
        }
    }

    /// One of a stage's trainings.
    private struct Run {
        var place, count: Int
        /// n; nil of new signals in each batch.
        var size: Int?
        var seed: Int
        var member: Member
    }

    /// Trains and writes a network; returns its row of trainings.csv.
    private func train<Network: UnrolledNetwork<Float>>(
        _ network: Network, on data: TrainingData<Float>, _ run: Run, _ problem: FiniteProblem, _ context: StageContext
    ) throws -> [any TableValue] {
        let rate = settings.rate * (run.member.network.learnsScalars ? settings.scalarShare : 1)
        let trainer = Trainer(
            network: network,
            lagrangian: Lagrangian(
                loss: .supervised(unit: problem.density.squareRoot()), constraints: []),
            settings: TrainingSettings(
                steps: settings.steps, batchSize: settings.batch, learningRate: LearningRate(base: rate),
                checkpointEvery: settings.common.checkpointEvery),
            noise: nil, data: data, seed: settings.common.streamSeed(run.seed), workers: context.workers)
        trainer.start = NormalStart(deviation: 0)
        trainer.choice = .leastLoss
        if run.size == nil { trainer.augmentation = EndlessSignals(problem: problem) }
        let last = Matrix<Float>(rows: 1, columns: network.parameterCount)
        trainer.last = last
        try trainer.train(checkpoint: context.trainingCheckpoint(run.place)) {
            context.progress.report(
                step: run.place * settings.steps + $0, of: run.count * settings.steps, message: run.member.id)
            try context.checkInterruption()
        }
        let best = trainer.best
        guard best.step > 0, best.distance.isFinite, last.isFinite else {
            throw UnusableNumbers(
                "training on \(run.size.map { "\($0)" } ?? "new") signals came to no finite weights",
                hint: "a smaller generalisation.training.rate")
        }
        func save(_ name: String) throws {
            try WeightsFile.save(
                network, to: context.results.path(name),
                metadata: [
                    "network": run.member.network.name, "seed": "\(run.seed)",
                    "samples": run.size.map { "\($0)" } ?? "endless",
                ])
        }
        if run.size != nil { try save(Self.file(run.size, isEarly: true)) }
        network.values.assign(from: last)
        try save(Self.file(run.size))
        return [run.size, network.parameterCount, best.step, best.distance, trainer.history.last?.loss, rate]
    }

    /// The file of the weights after the last update, or of those that validation keeps.
    static func file(_ size: Int?, isEarly: Bool = false) -> String {
        (size.map { "samples-\($0)" } ?? "endless") + (isEarly ? "-early" : "") + ".safetensors"
    }
}
