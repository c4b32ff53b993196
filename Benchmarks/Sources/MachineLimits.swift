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
