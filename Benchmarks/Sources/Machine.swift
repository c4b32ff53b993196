import Foundation
import Tensors

/// What the machine can do at best on some threads, measured.
struct MachineLimits: Encodable {
    /// GFLOP/s of the best of some large products in Float, a whole one on each thread.
    var gigaflops = 0.0
    /// GB/s of y += a·x over arrays far larger than the caches: 12 bytes an element.
    var bandwidth = 0.0
    /// OpenBLAS's kernels.
    var core = BLAS.core

    private let workers: Workers
    private let factors: [Matrix<Float>]
    private let arrays: [Matrix<Float>]

    private enum CodingKeys: String, CodingKey { case gigaflops, bandwidth, core }

    init(threads: Int) {
        workers = Workers(count: threads)
        let size = 2048
        let random = RandomStream(seed: 1, name: "benchmark/limits")
        factors =
            (0..<2).map { _ in random.normal(rows: size, columns: size) }
            + (0..<threads).map { _ in Matrix(rows: size, columns: size) }
        arrays = (0..<2 * threads).map { _ in Matrix(rows: 1, columns: 1 << 24) }
    }

    /// Measures once more and keeps the best: call it now and then, as other programs come and go.
    mutating func measure() {
        let (workers, factors, arrays) = (self.workers, self.factors, self.arrays)
        let size = Double(factors[0].rows)
        let start = seconds()
        workers.forEach(workers.count) { shard, _ in factors[2 + shard].setProduct(factors[0], factors[1]) }
        let product = seconds()
        gigaflops = max(gigaflops, Double(workers.count) * 2 * size * size * size / (product - start) * 1e-9)
        let count = arrays[0].count
        workers.forEach(workers.count) { shard, _ in
            Float.addScaled(arrays[2 * shard].pointer, arrays[2 * shard + 1].pointer, scale: 0.5, count: count)
        }
        bandwidth = max(bandwidth, Double(workers.count * count * 12) / (seconds() - product) * 1e-9)
    }
}

/// How much of the machine programs other than these use: a turn that had to share it measures them, not us.
struct OtherLoad {
    /// The PyTorch process, if there is one.
    let peer: Int32?
    private var last: (busy: Double, all: Double, own: Double) = (0, 0, 0)

    init(peer: Int32?) {
        self.peer = peer
        last = read()
    }

    /// The share of all processors that others (and the hypervisor) used since the last call; nil where it is unknown.
    mutating func share() -> Double? {
        let now = read()
        defer { last = now }
        guard now.all > last.all else { return nil }
        return max(0, (now.busy - last.busy) - (now.own - last.own)) / (now.all - last.all)
    }

    /// Waits, without using the machine, until others leave it alone or the time is over.
    mutating func waitForQuiet(below limit: Double, until deadline: Double) {
        repeat {
            _ = share()
            Thread.sleep(forTimeInterval: 0.25)
        } while (share() ?? 0) >= limit && seconds() < deadline
    }

    /// Clock ticks since the start: of all processors when busy, at all, and of our own processes.
    private func read() -> (busy: Double, all: Double, own: Double) {
        guard let line = try? String(contentsOfFile: "/proc/stat", encoding: .utf8).prefix(while: { $0 != "\n" })
        else { return (0, 0, 0) }
        // user nice system idle iowait irq softirq steal
        let ticks = line.split(separator: " ").dropFirst().prefix(8).compactMap { Double($0) }
        guard ticks.count == 8 else { return (0, 0, 0) }
        let all = ticks.reduce(0, +)
        return (all - ticks[3] - ticks[4], all, Self.ticks("self") + (peer.map { Self.ticks("\($0)") } ?? 0))
    }

    /// User and system time of a process: fields 14 and 15 of its stat file, counted after the name's parenthesis.
    private static func ticks(_ process: String) -> Double {
        guard let text = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
            let end = text.lastIndex(of: ")")
        else { return 0 }
        let fields = text[end...].split(separator: " ")
        guard fields.count > 13 else { return 0 }
        return (Double(fields[12]) ?? 0) + (Double(fields[13]) ?? 0)
    }
}
