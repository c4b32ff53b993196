import Foundation

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
        let ours = result.judged.flatMap(\.ours), theirs = result.judged.flatMap(\.theirs)
        return GlowProxMeasurement(
            name: step.name, torch: peer?.version, ours: median(ours), best: ours.min() ?? .nan,
            theirs: theirs.isEmpty ? nil : median(theirs), theirBest: theirs.min(),
            ratio: theirs.isEmpty ? nil : median(result.judged.map { median($0.theirs) / median($0.ours) }),
            gigaflops: step.operations / median(ours) * 1e-6,
            theirGigaflops: theirs.isEmpty ? nil : step.operations / median(theirs) * 1e-6,
            turns: result.all.count, quietTurns: result.quiet, agreement: agreement, setups: setups,
            theirPeak: try peer?.peakMemory(), memory: try memories())
    }

    /// PyTorch with one thread and with all, with planes and with the channels of a pixel side by side; the fastest first.
    /// Each is tried several times, a while apart, and where possible when nothing else runs.
    private func setups(_ peer: PyTorchPeer) throws -> [GlowProxMeasurement.Setup] {
        let tried = Set([1, options.threads]).sorted().flatMap { threads in
            ["planes", "pixels"].map { (threads: threads, layout: $0) }
        }
        var best = [Double](repeating: .infinity, count: tried.count)
        var load = OtherLoad(peer: peer.identifier)
        // A large step is long enough to warm itself up.
        let (rounds, steps) = step.isLarge ? (3, 1) : (4, 4)
        let deadline = seconds() + Double(options.patience)
        for _ in 0..<rounds {
            load.waitForQuiet(below: AlternatingTurns.quiet, until: deadline)
            for (index, setup) in tried.enumerated() {
                try peer.use(threads: setup.threads, layout: setup.layout)
                let times = try peer.times(steps: steps)
                best[index] = min(best[index], times.dropFirst(steps > 1 ? 1 : 0).min() ?? .infinity)
            }
        }
        return zip(tried, best).map { .init(threads: $0.threads, layout: $0.layout, best: $1) }.sorted {
            $0.best < $1.best
        }
    }

    /// Milliseconds of some steps in the set-up that is the fastest just now.
    private func fastest(
        of setups: ArraySlice<GlowProxMeasurement.Setup>, _ peer: PyTorchPeer, steps: Int
    ) throws -> [Double] {
        let all = try setups.map { setup in
            try peer.use(threads: setup.threads, layout: setup.layout)
            return try peer.times(steps: steps)
        }
        return all.min { median(Array($0.dropFirst())) < median(Array($1.dropFirst())) } ?? []
    }

    /// Each way to keep what the backward pass needs, in a process of its own: what one has had at most never falls.
    private func memories() throws -> [GlowProxMeasurement.Memory] {
        try GlowProxMemoryRun.kinds.map(\.name).map { kind in
            let process = Process()
            let answers = Pipe()
            process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
            process.arguments = [
                "--only", "glow-memory", "--cases", step.name, "--memory", kind, "--threads", "\(options.threads)",
            ]
            process.standardOutput = answers
            try process.run()
            let answer = answers.fileHandleForReading.readDataToEndOfFile()
            process.waitUntilExit()
            return try JSONDecoder().decode(GlowProxMeasurement.Memory.self, from: answer)
        }
    }
}
