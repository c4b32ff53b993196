import Foundation

/// Alternates our steps with PyTorch's, so that what else the machine does meets both alike.
struct ListaBenchmark {
    let step: ListaCase
    let threads: Int
    let rounds: Int

    /// Steps in a turn; the first of them warms the caches up and is not counted.
    private var turn: Int { step.batch >= 256 ? 4 : 6 }

    func run(_ peer: PyTorchPeer?, betweenTurns: () -> Void) throws -> StepMeasurement {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("downhill-bench-\(getpid())").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var agreement: StepAgreement?
        if let peer {
            try peer.ask(["case": try step.export(to: folder)])
            agreement = try step.agreement(with: peer, folder: folder, threads: threads)
        }
        let (ours, theirs) = try alternate(peer, betweenTurns: betweenTurns)
        let typical = median(ours.flatMap { $0 })
        return StepMeasurement(
            batch: step.batch, ours: typical, best: ours.joined().min() ?? .nan,
            theirs: peer.map { _ in median(theirs.flatMap { $0 }) }, theirBest: theirs.joined().min(),
            ratio: peer.map { _ in median(zip(theirs, ours).map { median($0) / median($1) }) },
            gigaflops: step.operations / typical * 1e-6, bandwidth: step.traffic / typical * 1e-6,
            agreement: agreement)
    }

    /// Milliseconds of our and PyTorch's steps, by turn. The first turn of each is thrown away.
    private func alternate(
        _ peer: PyTorchPeer?, betweenTurns: () -> Void
    ) throws -> (ours: [[Double]], theirs: [[Double]]) {
        var (ours, theirs): ([[Double]], [[Double]]) = ([], [])
        var times: [Double] = []
        var start = seconds()
        do {
            try step.makeTrainer(threads: threads).train(checkpoint: nil) { _ in
                times.append((seconds() - start) * 1e3)
                if times.count == turn {
                    ours.append(Array(times.dropFirst()))
                    times = []
                    if let peer { theirs.append(Array(try peer.times(steps: turn).dropFirst())) }
                    betweenTurns()
                    if ours.count > rounds { throw ListaCase.Stop() }
                }
                start = seconds()
            }
        } catch is ListaCase.Stop {}
        return (Array(ours.dropFirst()), Array(theirs.dropFirst()))
    }
}
