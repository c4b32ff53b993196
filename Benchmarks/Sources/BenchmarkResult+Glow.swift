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
                lines.append("  PyTorch, \(threads), \(setup.layout): \(decimals(setup.best, 1)) ms")
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
            step.name, times(step.ours, step.best), times(step.theirs, step.theirBest),
            step.ratio.map { decimals($0, 2) } ?? "", whole(step.gigaflops), share(step.gigaflops),
            share(step.theirGigaflops), whole(step.memory.first?.peak), whole(step.theirPeak),
            "\(step.quietTurns) of \(step.turns)", step.agreement.map { $0.agrees ? "yes" : "NO" } ?? "",
        ]
        return "| " + cells.joined(separator: " | ") + " |"
    }
}
