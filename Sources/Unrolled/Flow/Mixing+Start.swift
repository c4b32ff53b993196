import Tensors

extension Mixing {
    /// W = the permutation that exchanges the halves: L = U = I.
    func startAsHalfSwap(_ values: Matrix<Scalar>) {
        let n = permutation.count
        for i in 0..<n {
            values.pointer[permutation.offset + i] = Scalar((i + n / 2) % n)
            values.pointer[signs.offset + i] = 1
        }
        for i in 0..<n * n { values.pointer[factors.offset + i] = 0 }
    }

    /// W = a random rotation or reflection: Gram and Schmidt on normal variables, then its P, L and U by elimination
    /// with row exchanges.
    func startAsRotation(_ values: Matrix<Scalar>, _ stream: RandomStream) {
        let n = permutation.count
        let draws: Matrix<Double> = stream.normal(rows: n, columns: n)
        var q: [[Double]] = []
        for r in 0..<n {
            var row = draws.rowValues(r)
            for _ in 0..<2 {  // twice, so that the rows are orthogonal to rounding
                for other in q {
                    let overlap = zip(row, other).reduce(0) { $0 + $1.0 * $1.1 }
                    for j in 0..<n { row[j] -= overlap * other[j] }
                }
            }
            let norm = row.reduce(0) { $0 + $1 * $1 }.squareRoot()
            q.append(row.map { $0 / norm })
        }
        var order = Array(0..<n)
        for k in 0..<n {
            let pivot = (k..<n).max { abs(q[$0][k]) < abs(q[$1][k]) } ?? k
            q.swapAt(k, pivot)
            order.swapAt(k, pivot)
            for i in k + 1..<max(n, k + 1) {
                q[i][k] /= q[k][k]
                for j in k + 1..<n { q[i][j] -= q[i][k] * q[k][j] }
            }
        }
        for i in 0..<n {
            values.pointer[permutation.offset + i] = Scalar(order[i])
            values.pointer[signs.offset + i] = q[i][i] < 0 ? -1 : 1
            for j in 0..<n {
                values.pointer[factors.offset + i * n + j] = Scalar(i == j ? logarithm(abs(q[i][i])) : q[i][j])
            }
        }
    }
}
