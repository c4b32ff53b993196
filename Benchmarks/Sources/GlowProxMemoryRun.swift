import Foundation
import Unrolled

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
