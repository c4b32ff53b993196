import Foundation
import Unrolled

/// A GLOW-Prox training step against PyTorch's in its fastest set-up, turn by turn, and the memory of both.
struct GlowProxBenchmark {
    let step: GlowProxCase
    let options: BenchmarkOptions

    func run(betweenTurns: @escaping () -> Void) throws -> GlowProxMeasurement {
        let peer = try options.python.map {
            try PyTorchPeer(
                python: $0, script: options.scripts + "/glow_prox_step.py", threads: options.threads)
        }
        defer { peer?.close() }
        let agreement = try peer.map { peer in
            try withTemporaryFolder { folder in
                try peer.ask(["case": try step.export(to: folder)])
                if options.compiles { try peer.ask(["compile": true]) }
                return try step.agreement(with: peer, folder: folder, threads: options.threads)
            }
        }
        let setups = try peer.map(setups) ?? []
        // The two fastest are near each other: PyTorch's turn is that of the better one.
        let chosen = setups.prefix(2)
        let turns = AlternatingTurns(
            steps: step.isLarge ? 2 : 5, rounds: step.isLarge ? 2 : options.rounds, least: step.isLarge ? 3 : 4,
            patience: Double(options.patience))
        let trainer = try step.makeTrainer(threads: options.threads)
        let result = try turns.run(
            peer.map { peer in (peer.identifier, { try fastest(of: chosen, peer, steps: $0) }) },
            train: { try trainer.train(checkpoint: nil, progress: $0) }, between: betweenTurns)
        let times = StepTimes(result)
        return GlowProxMeasurement(
            name: step.name, torch: peer?.version, times: times, gigaflops: step.operations / times.ours * 1e-6,
            theirGigaflops: times.theirs.map { step.operations / $0 * 1e-6 }, agreement: agreement, setups: setups,
            theirPeak: try peer?.peakMemory(), memory: try memories())
    }

    /// PyTorch with one thread and with all, with planes and with the channels of a pixel side by side, with gated couplings
    /// on whole images and on what is cropped around the hole; the fastest first. Each is tried several times, a while apart, and where possible when nothing else runs.
    private func setups(_ peer: PyTorchPeer) throws -> [GlowProxMeasurement.Setup] {
        let tried = Set([1, options.threads]).sorted().flatMap { threads in
            ["planes", "pixels"].flatMap { layout in
                (step.isGated ? ["factor", "crop"] : ["factor"]).map { (threads: threads, layout: layout, gate: $0) }
            }
        }
        var best = [Double](repeating: .infinity, count: tried.count)
        var load = OtherLoad(peer: peer.identifier)
        // A large step is long enough to warm itself up.
        let (rounds, steps) = step.isLarge ? (3, 1) : (4, 4)
        let deadline = seconds() + Double(options.patience)
        for _ in 0..<rounds {
            load.waitForQuiet(below: AlternatingTurns.quiet, until: deadline)
            for (index, setup) in tried.enumerated() {
                try peer.use(threads: setup.threads, layout: setup.layout, gate: setup.gate)
                let times = try peer.times(steps: steps)
                best[index] = min(best[index], times.dropFirst(steps > 1 ? 1 : 0).min() ?? .infinity)
            }
        }
        return zip(tried, best).map { .init(threads: $0.threads, layout: $0.layout, gate: $0.gate, best: $1) }.sorted {
            $0.best < $1.best
        }
    }

    /// Milliseconds of some steps in the set-up that is the fastest just now.
    private func fastest(
        of setups: ArraySlice<GlowProxMeasurement.Setup>, _ peer: PyTorchPeer, steps: Int
    ) throws -> [Double] {
        let all = try setups.map { setup in
            try peer.use(threads: setup.threads, layout: setup.layout, gate: setup.gate)
            return try peer.times(steps: steps)
        }
        return all.min { median(Array($0.dropFirst())) < median(Array($1.dropFirst())) } ?? []
    }

    /// Each way to keep what the backward pass needs, in a process of its own.
    private func memories() throws -> [GlowProxMeasurement.Memory] {
        try GlowProxMemoryRun.kinds.map(\.name).map { kind in
            try OwnProcess.answer(
                to: [
                    "--only", "glow-memory", "--cases", step.name, "--memory", kind, "--threads", "\(options.threads)",
                ])
        }
    }
}

/// A few training steps alone in their process, for their memory.
struct GlowProxMemoryRun {
    static let kinds: [(name: String, memory: FlowMemory)] = [
        ("store", .store), ("checkpoints", .checkpoints(every: 4)), ("recompute", .recompute),
    ]

    /// Takes the steps and prints what it found as JSON.
    static func run(_ step: GlowProxCase, kind: String, threads: Int) throws {
        guard let memory = kinds.first(where: { $0.name == kind })?.memory else {
            throw BenchmarkError("--memory takes \(kinds.map(\.name).joined(separator: ", ")), got \(kind)")
        }
        var step = step
        step.memory = memory
        let last = step.isLarge ? 2 : 10
        var times: [Double] = []
        var start = seconds()
        do {
            try step.makeTrainer(threads: threads).train(checkpoint: nil) { done in
                times.append((seconds() - start) * 1e3)
                if done == last { throw Stop() }
                start = seconds()
            }
        } catch is Stop {}
        let found = GlowProxMeasurement.Memory(
            kind: kind, best: times.dropFirst().min() ?? .nan, peak: peakMemory())
        FileHandle.standardOutput.write(try JSONEncoder().encode(found))
    }
}
