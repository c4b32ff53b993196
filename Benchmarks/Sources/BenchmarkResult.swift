/// What was measured.
struct BenchmarkResult: Encodable {
    let threads: Int
    var torch: String?
    var limits: MachineLimits?
    var steps: [StepMeasurement] = []
    var coupled: [CoupledMeasurement] = []
    var scenes: [SceneMeasurement] = []
    var glow: [GlowProxMeasurement] = []
    var checkpoints: [CheckpointMemory] = []
    /// MB.
    var paperMemory: Double?

    init(threads: Int) { self.threads = threads }

    /// What the machine can do, in words.
    var limitsText: String {
        limits.map {
            "measured limits \(decimals($0.gigaflops, 0)) GFLOP/s (product of 2048 × 2048), \(decimals($0.bandwidth, 1)) GB/s,"
                + " BLAS kernels \($0.core)"
        } ?? ""
    }

    /// The steps as a table in Markdown.
    var table: String {
        var lines = [
            "LISTA training step, p = 1024, d = 1228, L = 10, \(threads) threads; PyTorch \(torch ?? "not asked"); \(limitsText)",
            "",
            "| batch | Downhill, ms (best) | PyTorch, ms (best) | ratio | GFLOP/s | of peak | GB/s | of bandwidth | quiet turns | agrees |",
            "|--:|--:|--:|--:|--:|--:|--:|--:|--:|:--|",
        ]
        lines += steps.map { row("\($0.batch)", $0) }
        if steps.contains(where: { $0.times.quietTurns < 3 }) {
            lines.append("Where fewer than 3 turns were quiet, other programs used the machine: the ratio says little.")
        }
        lines += steps.compactMap { step in step.agreement.map { "Batch \(step.batch), \($0.description)" } }
        return lines.joined(separator: "\n")
    }

    /// The steps of networks that know A as a table in Markdown.
    var coupledTable: String {
        let rows = coupled.map { ("\($0.name), codes \(decimals(100 * $0.density, 0)) % full", $0.step) }
        return table("p = 250, d = 500, L = 16, batch 128", rows)
    }

    /// The steps of networks for scenes likewise.
    var sceneTable: String {
        table("complex scenes of 16 × 16, batch 16", scenes.map { ($0.name, $0.step) })
    }

    private func table(_ problem: String, _ rows: [(name: String, step: StepMeasurement)]) -> String {
        let lines = [
            "Training steps, \(problem), \(threads) threads; PyTorch \(torch ?? "not asked"); \(limitsText)",
            "",
            "| network | Downhill, ms (best) | PyTorch, ms (best) | ratio | GFLOP/s | of peak | GB/s | of bandwidth | quiet turns | agrees |",
            "|:--|--:|--:|--:|--:|--:|--:|--:|--:|:--|",
        ]
        let agreements = rows.compactMap { one in one.step.agreement.map { "\(one.name), \($0.description)" } }
        return (lines + rows.map { row($0.name, $0.step) } + agreements).joined(separator: "\n")
    }

    private func row(_ name: String, _ step: StepMeasurement) -> String {
        func share(_ value: Double, _ limit: Double?) -> String {
            limit.map { decimals(100 * value / $0, 0) + " %" } ?? ""
        }
        let times = step.times
        let cells = [
            name, "\(decimals(times.ours, 1)) (\(decimals(times.best, 1)))",
            times.theirs.map { "\(decimals($0, 1)) (\(decimals(times.theirBest ?? .nan, 1)))" } ?? "",
            times.ratio.map { decimals($0, 2) } ?? "", decimals(step.gigaflops, 0),
            share(step.gigaflops, limits?.gigaflops), decimals(step.bandwidth, 1),
            share(step.bandwidth, limits?.bandwidth), "\(times.quietTurns) of \(times.turns)",
            step.agreement.map { $0.agrees ? "yes" : "NO" } ?? "",
        ]
        return "| " + cells.joined(separator: " | ") + " |"
    }
}

extension BenchmarkResult {
    /// The GLOW-Prox steps as a table in Markdown.
    var glowTable: String {
        var lines = [
            "GLOW-Prox training step, batch 8, \(threads) threads; PyTorch \(glow.first?.torch ?? "not asked"); \(limitsText)",
            "",
            "| case | Downhill, ms (best) | PyTorch, ms (best) | ratio | GFLOP/s | of peak | PyTorch's | memory, MB | PyTorch's | quiet turns | agrees |",
            "|:--|--:|--:|--:|--:|--:|--:|--:|--:|--:|:--|",
        ]
        lines += glow.map(row) + [""]
        for measured in glow {
            lines += GlowProxCase.all.filter { $0.name == measured.name }.map(\.description)
            for setup in measured.setups {
                let threads = setup.threads == 1 ? "1 thread" : "\(setup.threads) threads"
                lines.append(
                    "  PyTorch, \(threads), \(setup.layout), gate as \(setup.gate): \(decimals(setup.best, 1)) ms")
            }
            for memory in measured.memory {
                let times = "\(decimals(memory.best, 1)) ms, \(decimals(memory.peak, 0)) MB at most"
                lines.append("  Downhill, \(memory.kind): \(times)")
            }
            if let agreement = measured.agreement { lines.append("  " + agreement.description) }
        }
        return lines.joined(separator: "\n")
    }

    private func row(_ step: GlowProxMeasurement) -> String {
        func share(_ value: Double?) -> String {
            guard let value, let limits else { return "" }
            return decimals(100 * value / limits.gigaflops, 0) + " %"
        }
        func times(_ typical: Double?, _ best: Double?) -> String {
            guard let typical, let best else { return "" }
            return "\(decimals(typical, 1)) (\(decimals(best, 1)))"
        }
        func whole(_ value: Double?) -> String { value.map { decimals($0, 0) } ?? "" }
        let cells: [String] = [
            step.name, times(step.times.ours, step.times.best), times(step.times.theirs, step.times.theirBest),
            step.times.ratio.map { decimals($0, 2) } ?? "", whole(step.gigaflops), share(step.gigaflops),
            share(step.theirGigaflops), whole(step.memory.first?.peak), whole(step.theirPeak),
            "\(step.times.quietTurns) of \(step.times.turns)", step.agreement.map { $0.agrees ? "yes" : "NO" } ?? "",
        ]
        return "| " + cells.joined(separator: " | ") + " |"
    }
}
