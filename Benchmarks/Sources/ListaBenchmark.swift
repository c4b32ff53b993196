import Foundation

/// Alternates our steps with PyTorch's, so that what else the machine does meets both alike, and judges by the turns in
/// which it did nothing else.
struct ListaBenchmark {
    let step: ListaCase
    let threads: Int
    /// Quiet turns that are enough.
    let rounds: Int
    /// Seconds to wait for them.
    let patience: Double

    /// Steps in a turn; the first of them warms the caches up and is not counted.
    private var turn: Int { step.batch >= 256 ? 3 : 5 }
    /// A turn is quiet when others used less than this share of the machine during both halves.
    private static let quiet = 0.08

    /// Milliseconds of a turn's steps.
    private struct Turn {
        var ours: [Double]
        var theirs: [Double] = []
        var load: Double
    }

    func run(_ peer: PyTorchPeer?, betweenTurns: () -> Void) throws -> StepMeasurement {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("downhill-bench-\(getpid())").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var agreement: StepAgreement?
        if let peer {
            try peer.ask(["case": try step.export(to: folder)])
            agreement = try step.agreement(with: peer, folder: folder, threads: threads)
        }
        return summary(of: try alternate(peer, betweenTurns: betweenTurns), agreement)
    }

    /// Quiet turns if there are at least three, else all.
    private func summary(of all: [Turn], _ agreement: StepAgreement?) -> StepMeasurement {
        let quiet = all.filter { $0.load < Self.quiet }
        let turns = quiet.count >= 3 ? quiet : all
        let ours = turns.flatMap(\.ours), theirs = turns.flatMap(\.theirs)
        let typical = median(ours)
        return StepMeasurement(
            batch: step.batch, ours: typical, best: ours.min() ?? .nan, theirs: theirs.isEmpty ? nil : median(theirs),
            theirBest: theirs.min(),
            ratio: theirs.isEmpty ? nil : median(turns.map { median($0.theirs) / median($0.ours) }),
            gigaflops: step.operations / typical * 1e-6, bandwidth: step.traffic / typical * 1e-6, turns: all.count,
            quietTurns: quiet.count, agreement: agreement)
    }

    /// The first turn is thrown away.
    private func alternate(_ peer: PyTorchPeer?, betweenTurns: () -> Void) throws -> [Turn] {
        var turns: [Turn] = []
        var times: [Double] = []
        var load = OtherLoad(peer: peer?.identifier)
        let began = seconds()
        var start = began
        do {
            try step.makeTrainer(threads: threads).train(checkpoint: nil) { _ in
                times.append((seconds() - start) * 1e3)
                if times.count == turn {
                    var done = Turn(ours: Array(times.dropFirst()), load: load.share() ?? 0)
                    times = []
                    if let peer {
                        done.theirs = Array(try peer.times(steps: turn).dropFirst())
                        done.load = max(done.load, load.share() ?? 0)
                    }
                    turns.append(done)
                    betweenTurns()
                    let quiet = turns.dropFirst().count { $0.load < Self.quiet }
                    if quiet >= rounds || (turns.count > 3 && seconds() - began > patience) { throw ListaCase.Stop() }
                    load.waitForQuiet(below: Self.quiet, until: began + patience)
                }
                start = seconds()
            }
        } catch is ListaCase.Stop {}
        return Array(turns.dropFirst())
    }
}
