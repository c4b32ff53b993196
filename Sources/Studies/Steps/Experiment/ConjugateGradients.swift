import Tensors

extension Quadratic {
    /// The mean of ‖x_t‖² over starts after t = 0, 1, … `count` steps of conjugate gradients (Hestenes & Stiefel, 1952), which
    /// adapt their steps to each start by inner products.
    ///
    /// - Parameter starts: x_0 in the eigenvectors' coordinates, a row for each.
    package func conjugateGradients(_ starts: Matrix<Double>, steps count: Int) -> [Double] {
        var sums = [Double](repeating: 0, count: count + 1)
        for row in 0..<starts.rows {
            var x = (0..<eigenvalues.count).map { starts[row, $0] }
            var residual = zip(x, eigenvalues).map { -$0 * $1 }
            var direction = residual
            var square = residual.reduce(0) { $0 + $1 * $1 }
            sums[0] += x.reduce(0) { $0 + $1 * $1 }
            for step in 1...count {
                var curvature = 0.0
                for i in x.indices { curvature += eigenvalues[i] * direction[i] * direction[i] }
                // At the minimiser there is nowhere to go.
                if curvature > 0 {
                    let length = square / curvature
                    var next = 0.0
                    for i in x.indices {
                        x[i] += length * direction[i]
                        residual[i] -= length * eigenvalues[i] * direction[i]
                        next += residual[i] * residual[i]
                    }
                    let turn = square > 0 ? next / square : 0
                    for i in x.indices { direction[i] = residual[i] + turn * direction[i] }
                    square = next
                }
                sums[step] += x.reduce(0) { $0 + $1 * $1 }
            }
        }
        return sums.map { $0 / Double(starts.rows) }
    }
}
