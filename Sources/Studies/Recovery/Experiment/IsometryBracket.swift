import Tensors

/// The two ends between which a matrix' restricted isometry constant δ_t lies. It is NP-hard in general, so that it is never
/// one number: any support shows that it is at least so large, and inner products that it is at most so large.
package struct IsometryBracket {
    /// AᵀA of columns of length 1.
    private let gram: Matrix<Double>
    /// The largest sums of 1, 2, … inner products' sizes in a row.
    private let cumulative: [Double]

    /// The smallest and the largest ‖A·x‖² of vectors of length 1 that were met.
    package struct Extremes: Sendable {
        package var smallest = 1.0
        package var largest = 1.0

        /// What δ_t is at least.
        package var constant: Double { max(largest - 1, 1 - smallest) }
        /// What it is at least for every multiple of A.
        package var rescaled: Double { (largest - smallest) / (largest + smallest) }

        package mutating func widen(_ other: Extremes) {
            (smallest, largest) = (min(smallest, other.smallest), max(largest, other.largest))
        }
    }

    /// A matrix with columns of length 1, more than one.
    package init(_ matrix: Matrix<Double>) {
        let gram = Matrix.product(matrix, transposeA: true, matrix)
        let n = matrix.columns
        var sums = [Double](repeating: 0, count: n - 1)
        for i in 0..<n {
            var sum = 0.0
            let sizes = (0..<n).filter { $0 != i }.map { abs(gram[i, $0]) }.sorted(by: >)
            for (count, size) in sizes.enumerated() {
                sum += size
                sums[count] = max(sums[count], sum)
            }
        }
        (self.gram, cumulative) = (gram, sums)
    }

    /// μ.
    package var coherence: Double { cumulative[0] }

    /// What δ_t is at most, by Gershgorin's circles: the largest sum of t − 1 inner products in a row, at most (t − 1)μ.
    package func upper(_ t: Int) -> Double { t > 1 ? cumulative[t - 2] : 0 }

    /// The extremes over random supports of t columns.
    package func random(_ t: Int, supports: Int, _ stream: RandomStream) -> Extremes {
        var stream = stream
        var extremes = Extremes()
        var places = Array(0..<gram.rows)
        for _ in 0..<supports {
            for i in 0..<t { places.swapAt(i, i + stream.below(places.count - i)) }
            extremes.widen(SubGram(gram, Array(places[..<t])).extremes())
        }
        return extremes
    }

    /// The extremes over supports that grow from `start` by the column that moves an eigenvalue most, for t = 1, 2, … `most`.
    package func greedy(from start: Int, upTo most: Int) -> [Extremes] {
        var all = [Extremes](repeating: Extremes(), count: most + 1)
        for isLargest in [true, false] {
            var (support, vector) = ([start], [1.0])
            for t in 2...max(most, 2) where t <= most {
                support.append(partner(of: support, vector))
                let sub = SubGram(gram, support)
                let top = sub.largest(from: vector + [vector[0] / 2])
                if isLargest {
                    vector = top.vector
                    all[t].widen(Extremes(smallest: 1, largest: top.value))
                } else {
                    let bottom = sub.smallest(below: top.value, from: vector + [vector[0] / 2])
                    vector = bottom.vector
                    all[t].widen(Extremes(smallest: bottom.value, largest: top.value))
                }
            }
        }
        return all
    }

    /// The column that has the largest inner product with Σᵢ vᵢ·A_i of the support; the first of equal ones.
    private func partner(of support: [Int], _ vector: [Double]) -> Int {
        var sums = [Double](repeating: 0, count: gram.rows)
        for (row, weight) in zip(support, vector) {
            for j in sums.indices { sums[j] += weight * gram[row, j] }
        }
        for row in support { sums[row] = 0 }
        var best = (0..<gram.rows).first { !support.contains($0) } ?? 0
        for j in sums.indices where abs(sums[j]) > abs(sums[best]) * (1 + 1e-9) && !support.contains(j) { best = j }
        return best
    }
}

/// The Gram matrix of some columns. What it says of eigenvalues are ‖A·v‖² of vectors of length 1, so that each lies between the
/// smallest and the largest however many steps were made.
private struct SubGram {
    private static let steps = 40
    private let values: [Double]
    private let count: Int

    init(_ gram: Matrix<Double>, _ support: [Int]) {
        count = support.count
        values = support.flatMap { i in support.map { gram[i, $0] } }
    }

    func extremes() -> IsometryBracket.Extremes {
        // No multiple of an eigenvector's neighbours: all signs and sizes differ.
        let start = (0..<count).map { 1 + 0.37 * Double($0 * 7 % 11) * ($0.isMultiple(of: 2) ? 1 : -1) }
        let top = largest(from: start)
        return .init(smallest: smallest(below: top.value, from: start).value, largest: top.value)
    }

    /// By the power method.
    func largest(from start: [Double]) -> (value: Double, vector: [Double]) { iterate(start) { $1 } }

    /// By the power method on λI − G.
    func smallest(below top: Double, from start: [Double]) -> (value: Double, vector: [Double]) {
        iterate(start) { top * $0 - $1 }
    }

    private func iterate(_ start: [Double], _ map: (Double, Double) -> Double) -> (value: Double, vector: [Double]) {
        var vector = Self.unit(start)
        for _ in 0..<Self.steps {
            let image = times(vector)
            let next = zip(vector, image).map(map)
            // A zero says that the vector is an eigenvector of the other end alone.
            guard next.contains(where: { abs($0) > 1e-300 }) else { break }
            vector = Self.unit(next)
        }
        return (zip(vector, times(vector)).reduce(0) { $0 + $1.0 * $1.1 }, vector)
    }

    private static func unit(_ vector: [Double]) -> [Double] {
        let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
        return vector.map { $0 / length }
    }

    private func times(_ vector: [Double]) -> [Double] {
        values.withUnsafeBufferPointer { values in
            vector.withUnsafeBufferPointer { vector in
                (0..<count).map { row in
                    var sum = 0.0
                    for column in 0..<count { sum += values[row * count + column] * vector[column] }
                    return sum
                }
            }
        }
    }
}
