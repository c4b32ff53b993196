/// What was measured.
struct BenchmarkResult: Encodable {
    let threads: Int
    var torch: String?
    var limits: MachineLimits?
    var steps: [StepMeasurement] = []
    var glow: [GlowProxMeasurement] = []
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
        lines += steps.map(row)
        if steps.contains(where: { $0.quietTurns < 3 }) {
            lines.append("Where fewer than 3 turns were quiet, other programs used the machine: the ratio says little.")
        }
        lines += steps.compactMap { step in step.agreement.map { "Batch \(step.batch), \($0.description)" } }
        return lines.joined(separator: "\n")
    }

    private func row(_ step: StepMeasurement) -> String {
        func share(_ value: Double, _ limit: Double?) -> String {
            limit.map { decimals(100 * value / $0, 0) + " %" } ?? ""
        }
        let cells = [
            "\(step.batch)", "\(decimals(step.ours, 1)) (\(decimals(step.best, 1)))",
            step.theirs.map { "\(decimals($0, 1)) (\(decimals(step.theirBest ?? .nan, 1)))" } ?? "",
            step.ratio.map { decimals($0, 2) } ?? "", decimals(step.gigaflops, 0),
            share(step.gigaflops, limits?.gigaflops), decimals(step.bandwidth, 1),
            share(step.bandwidth, limits?.bandwidth), "\(step.quietTurns) of \(step.turns)",
            step.agreement.map { $0.agrees ? "yes" : "NO" } ?? "",
        ]
        return "| " + cells.joined(separator: " | ") + " |"
    }
}
