import Foundation
import Tensors

/// All benchmarks in order, with their tables and, at the end, one JSON object.
struct Benchmarks {
    private let options: BenchmarkOptions

    init(_ options: BenchmarkOptions) { self.options = options }

    func run() throws {
        if options.parts == ["glow-memory"], let step = options.glowCases.first {
            return try GlowProxMemoryRun.run(step, kind: options.memory, threads: options.threads)
        }
        if options.parts == ["checkpoint-memory"] { return try CheckpointMemory.run(options.memory) }
        var result = BenchmarkResult(threads: options.threads)
        // First, because what a process has had at most never falls again.
        if options.parts.contains("memory") {
            result.paperMemory = try paperMemory()
            print(
                "Peak memory of two steps of the paper's training (40 000 images, batch 512): \(decimals(result.paperMemory ?? 0, 0)) MB\n"
            )
        }
        if options.parts.contains("checkpoints") {
            result.checkpoints = try CheckpointMemory.all()
            print(CheckpointMemory.table(result.checkpoints) + "\n")
        }
        if options.parts.contains("step") {
            try runSteps(&result)
            print(result.table)
        }
        if options.parts.contains("coupled") {
            try runCoupled(&result)
            print(result.coupledTable)
        }
        if options.parts.contains("scenes") {
            try runScenes(&result)
            print(result.sceneTable)
        }
        if options.parts.contains("glow") {
            try runGlow(&result)
            print(result.glowTable)
        }
        if options.parts.contains("lasso") { try lassoBenchmark(workers: Workers(count: options.threads)) }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        print(String(decoding: try encoder.encode(result), as: UTF8.self))
    }

    private func runSteps(_ result: inout BenchmarkResult) throws {
        let peer = try options.python.map {
            try PyTorchPeer(python: $0, script: options.scripts + "/lista_step.py", threads: options.threads)
        }
        defer { peer?.close() }
        result.torch = peer?.version
        var limits = MachineLimits(threads: options.threads)
        for batch in options.batches {
            let benchmark = StepBenchmark(
                step: ListaCase(batch: batch), threads: options.threads, rounds: options.rounds,
                patience: Double(options.patience))
            result.steps.append(try benchmark.run(peer) { limits.measure() })
        }
        result.limits = limits
    }

    private func runCoupled(_ result: inout BenchmarkResult) throws {
        let peer = try options.python.map {
            try PyTorchPeer(python: $0, script: options.scripts + "/coupled_step.py", threads: options.threads)
        }
        defer { peer?.close() }
        result.torch = peer?.version
        var limits = MachineLimits(threads: options.threads)
        for kind in CoupledCase.Kind.allCases {
            let step = CoupledCase(kind)
            let benchmark = StepBenchmark(
                step: step, threads: options.threads, rounds: options.rounds,
                patience: Double(options.patience))
            var density = 0.0
            let measured = try benchmark.run(peer) {
                limits.measure()
            } after: {
                density = step.density($0)
            }
            result.coupled.append(.init(name: kind.rawValue, density: density, step: measured))
        }
        result.limits = limits
    }

    private func runScenes(_ result: inout BenchmarkResult) throws {
        let scenes = try SceneData(seed: 7)
        var limits = MachineLimits(threads: options.threads)
        func run(_ name: String, _ step: some SceneCase) throws {
            let peer = try options.python.map {
                try PyTorchPeer(python: $0, script: options.scripts + "/scene_step.py", threads: options.threads)
            }
            defer { peer?.close() }
            result.torch = peer?.version
            let benchmark = StepBenchmark(
                step: step, threads: options.threads, rounds: options.rounds, patience: Double(options.patience))
            result.scenes.append(.init(name: name, step: try benchmark.run(peer) { limits.measure() }))
        }
        try run("unrolled OAMP", MessagePassingCase(scenes: scenes))
        try run("U-Net", UNetCase(scenes: scenes))
        result.limits = limits
    }

    private func runGlow(_ result: inout BenchmarkResult) throws {
        var limits = MachineLimits(threads: options.threads)
        for step in options.glowCases {
            result.glow.append(try GlowProxBenchmark(step: step, options: options).run { limits.measure() })
        }
        result.limits = limits
    }

    /// Two steps of the paper's training, with noise and clipping, on as many images as it has.
    private func paperMemory() throws -> Double {
        let trainer = ListaCase(batch: 512, samples: 40_000).makeTrainer(
            threads: options.threads, clip: 1, noise: true)
        do { try trainer.train(checkpoint: nil) { if $0 == 2 { throw Stop() } } } catch is Stop {}
        return peakMemory()
    }
}
