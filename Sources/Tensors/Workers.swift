import CKernels
import Dispatch

/// How many threads a computation may use.
///
/// Work is cut into shards whose number depends on the problem alone, and what shards yield is combined in shard
/// order: the same bytes come out for any number of threads.
public struct Workers: Sendable {
    /// Number of threads, at least 1.
    public let count: Int

    /// Workers on `count` threads.
    public init(count: Int) { self.count = max(1, count) }

    /// The calling thread alone.
    public static let one = Workers(count: 1)

    /// Runs `body(shard, worker)` for every shard in 0..<shards, on at most `count` threads. Which worker (0..<count)
    /// takes which shard is left to chance: use it to pick scratch memory, never for a result.
    public func forEach(_ shards: Int, _ body: (_ shard: Int, _ worker: Int) -> Void) {
        let threads = min(count, shards)
        guard threads > 1 else {
            for shard in 0..<shards { body(shard, 0) }
            return
        }
        let next = UnsafeMutablePointer<Int>.allocate(capacity: 1)
        next.initialize(to: 0)
        defer { next.deallocate() }
        withoutActuallyEscaping(body) { body in
            let job = Job(next: next, shards: shards, body: body)
            DispatchQueue.concurrentPerform(iterations: threads) { worker in job.run(worker) }
        }
    }

    /// Unchecked: `next` is counted up by an atomic addition alone, and `body` is promised shards of its own.
    private struct Job: @unchecked Sendable {
        let next: UnsafeMutablePointer<Int>
        let shards: Int
        let body: (Int, Int) -> Void

        func run(_ worker: Int) {
            while true {
                let shard = dh_next(next)
                guard shard < shards else { return }
                body(shard, worker)
            }
        }
    }

    /// Cuts 0..<count into pieces of at most `size`, the same for any number of threads.
    public static func ranges(_ count: Int, size: Int) -> [Range<Int>] {
        stride(from: 0, to: count, by: max(1, size)).map { $0..<min($0 + max(1, size), count) }
    }
}

/// Where neighbouring flags are equal: of a mask, the ranges that a loop may treat as one.
public enum FlagRuns {
    /// The ranges of consecutive flags equal to `flag`, each as long as can be, from left to right.
    ///
    /// - Parameters:
    ///   - plane: flags of one plane.
    ///   - planes: how often the plane stands in a row, one after the other; ranges may reach over a seam.
    public static func ranges(of flag: Bool, in plane: [Bool], planes: Int) -> [Range<Int>] {
        var result: [Range<Int>] = []
        for i in 0..<planes * plane.count where plane[i % plane.count] == flag {
            if let last = result.last, last.upperBound == i {
                result[result.count - 1] = last.lowerBound..<i + 1
            } else {
                result.append(i..<i + 1)
            }
        }
        return result
    }
}
