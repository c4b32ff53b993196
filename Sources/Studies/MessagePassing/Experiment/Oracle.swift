import Foundation
import Tensors

extension ScatteringProblem {
    /// What one comes to who is told the mean power of every pixel of a scene: D·Aᵀ(A·D·Aᵀ + σ²)⁻¹y, D the powers, pixels without
    /// one left out. Nothing that is learnt can do better but by knowing amplitudes, which are independent.
    func oracle(_ count: Int, set: String) -> Matrix<Float> {
        let scenes = scenes(count, set: set)
        let y: Matrix<Double> = measurements(scenes, set: set).converted()
        let projected = Matrix.product(y, matrix.matrix)
        let result = Matrix<Float>(rows: count, columns: scenes.columns)
        let pixels = side * side
        for n in 0..<count {
            let deviations = deviations(n, set: set)
            let known = (0..<pixels).filter { deviations[$0] > 0 }
            guard !known.isEmpty else { continue }
            let columns = known + known.map { pixels + $0 }
            let weights = columns.map { deviations[$0 % pixels] }
            // (D^½AᵀAD^½ + σ²)⁻¹ by its eigenvectors.
            let part = Matrix<Double>(rows: matrix.matrix.rows, columns: columns.count)
            for i in 0..<part.rows {
                for (place, column) in columns.enumerated() {
                    part[i, place] = weights[place] * matrix.matrix[i, column]
                }
            }
            guard let eigen = SymmetricEigen(Matrix.product(part, transposeA: true, part)) else { continue }
            let right = Matrix<Double>(
                rows: 1, columns: columns.count,
                values: columns.enumerated().map { weights[$0] * projected[n, $1] })
            let turned = Matrix.product(right, eigen.vectors, transposeB: true)
            for (place, value) in eigen.values.enumerated() { turned[0, place] /= max(value, 0) + noise }
            let solution = Matrix.product(turned, eigen.vectors)
            for (place, column) in columns.enumerated() {
                result[n, column] = Float(weights[place] * solution[0, place])
            }
        }
        return result
    }
}
