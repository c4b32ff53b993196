import Foundation

/// A training step against PyTorch's, turn by turn.
struct StepBenchmark<Case: StepCase> {
    let step: Case
    let threads: Int
    let turns: AlternatingTurns

    /// - Parameters:
    ///   - rounds: quiet turns that are enough.
    ///   - patience: seconds to wait for them.
    init(step: Case, threads: Int, rounds: Int, patience: Double) {
        self.step = step
        self.threads = threads
        turns = AlternatingTurns(steps: step.batch >= 256 ? 3 : 5, rounds: rounds, patience: patience)
    }

    /// - Parameter after: is shown the network as it is after the last step.
    func run(
        _ peer: PyTorchPeer?, betweenTurns: @escaping () -> Void, after: (Case.Network) -> Void = { _ in }
    ) throws -> StepMeasurement {
        let agreement = try peer.map { peer in
            try withTemporaryFolder { folder in
                try peer.ask(["case": try step.export(to: folder)])
                return try step.agreement(with: peer, folder: folder, threads: threads)
            }
        }
        let trainer = step.makeTrainer(threads: threads)
        let result = try turns.run(
            peer.map { ($0.identifier, $0.times) }, train: { try trainer.train(checkpoint: nil, progress: $0) },
            between: betweenTurns)
        after(trainer.network)
        let times = StepTimes(result)
        return StepMeasurement(
            batch: step.batch, times: times, gigaflops: step.operations / times.ours * 1e-6,
            bandwidth: step.traffic / times.ours * 1e-6, agreement: agreement)
    }
}

/// A folder that is there during a call.
func withTemporaryFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("downhill-bench-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder.path)
}
