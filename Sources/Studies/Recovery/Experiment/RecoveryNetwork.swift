/// A network x_{k+1} = T_k(x_k + Aᵀ(y − A·x_k)) from x_0 = 0, with tied weights, and what its layers do to the error.
package struct RecoveryNetwork: Sendable {
    /// T_k.
    package enum Threshold: Sendable {
        /// Soft thresholding with θ_k.
        case soft([Double])
        /// Keeping the s largest.
        case hard(Int)
    }

    let matrix: DiracHadamard
    let threshold: Threshold
    let layers: Int

    /// A network of `layers` layers; soft ones need as many thresholds.
    package init(_ matrix: DiracHadamard, _ threshold: Threshold, layers: Int) {
        (self.matrix, self.threshold, self.layers) = (matrix, threshold, layers)
    }

    /// What the layers do with one signal.
    package struct Run {
        /// ‖x_k − x‖₂ for k = 0 … the last layer.
        package var errors: [Double]
        /// Whether x_k has an entry where x has none, for the same k.
        package var leaves: [Bool]
    }

    /// Recovers `signal` from `measurement`, A·signal plus what disturbs it.
    package func run(_ signal: [Double], _ measurement: [Double]) -> Run {
        var x = [Double](repeating: 0, count: signal.count)
        var run = Run(errors: [Self.distance(x, signal)], leaves: [false])
        for k in 0..<layers {
            matrix.descend(&x, measurement)
            switch threshold {
            case .soft(let thresholds): Self.shrink(&x, by: thresholds[k])
            case .hard(let count): Self.keepLargest(count, of: &x)
            }
            run.errors.append(Self.distance(x, signal))
            run.leaves.append(zip(x, signal).contains { $0 != 0 && $1 == 0 })
        }
        return run
    }

    /// sign(x)·max(|x| − θ, 0).
    package static func shrink(_ x: inout [Double], by threshold: Double) {
        x.withUnsafeMutableBufferPointer { x in
            for i in x.indices { x[i] = max(x[i] - threshold, 0) + min(x[i] + threshold, 0) }
        }
    }

    /// Zero for all but the `count` largest sizes; of equal ones the first are kept.
    package static func keepLargest(_ count: Int, of x: inout [Double]) {
        var kept: [(size: Double, place: Int)] = []
        for (place, value) in x.enumerated() {
            let size = abs(value)
            if kept.count == count {
                guard size > kept[count - 1].size else { continue }
                kept.removeLast()
            }
            let rank = kept.firstIndex { size > $0.size } ?? kept.count
            kept.insert((size, place), at: rank)
        }
        let values = kept.map { x[$0.place] }
        for i in x.indices { x[i] = 0 }
        for (entry, value) in zip(kept, values) { x[entry.place] = value }
    }

    private static func distance(_ a: [Double], _ b: [Double]) -> Double {
        a.withUnsafeBufferPointer { a in
            b.withUnsafeBufferPointer { b in
                var sum = 0.0
                for i in a.indices { sum += (a[i] - b[i]) * (a[i] - b[i]) }
                return sum.squareRoot()
            }
        }
    }
}
