import Descent
import Foundation
import Tensors
import Unrolled

/// How much layers change what they are fed, and how much their parameters change the output: of layers
/// y_l = S(y_{l−1}·C_l + …), whose slope at a point is C_l with the columns left out where y_l = 0.
package struct LayerSlopes {
    /// ∏ over layers of the largest slope at the given signals: the layers' Lipschitz constants are no smaller.
    package let localProduct: Double
    /// ∏‖C_l‖: the product of the layers' Lipschitz constants, as S has the slope 1 wherever all its entries are large.
    package let normProduct: Double
    /// The largest ‖∂y_T/∂w‖ that the chain rule leaves possible at the given signals and these weights, with the layers'
    /// Lipschitz constants. Over all weights of a ball Λ may be larger; it stands in a logarithm.
    package let reach: Double
    private static let iterations = 40

    /// Slopes at some signals; nil of a network whose layers are of another form.
    package init?(_ network: some UnrolledNetwork<Float>, _ batch: Batch<Float>) {
        guard let layers = Layers(network) else { return nil }
        let outputs = network.run(batch.inputs, from: Matrix(rows: batch.samples, columns: network.dimension))
        var (local, norms) = ([Double](), [Double]())
        for layer in 1...network.layerCount {
            let slopes = Self.slopes(layers.slope(layer), at: outputs[layer])
            local.append(slopes.dropLast().max() ?? 0)
            norms.append(slopes.last ?? 0)
        }
        (localProduct, normProduct) = (local.reduce(1, *), norms.reduce(1, *))
        reach =
            (0..<batch.samples).map { n in
                var (square, tied) = (0.0, 0.0)
                for layer in 1...network.layerCount {
                    let after = norms[layer...].reduce(1, *)
                    let own = layers.sensitivity(layer, batch.inputs, outputs, n)
                    square += after * after * (own.scalars + (layers.isTied ? 0 : own.matrix))
                    tied += after * own.matrix.squareRoot()
                }
                return (square + (layers.isTied ? tied * tied : 0)).squareRoot()
            }.max() ?? 0
    }

    /// The norms of C with the columns where `output` is 0 left out, row by row, and at the end that of C, by power iteration.
    private static func slopes(_ c: Matrix<Double>, at output: Matrix<Float>) -> [Double] {
        let (rows, size) = (output.rows + 1, c.rows)
        var v: Matrix<Double> = RandomStream(seed: 1, name: "generalisation/power").normal(rows: rows, columns: size)
        var norms = [Double](repeating: 0, count: rows)
        for _ in 0..<iterations {
            let lengths = v.rowNorms()
            let u = Matrix.product(v, c)
            for row in 0..<output.rows {
                for i in 0..<size where output[row, i] == 0 { u[row, i] = 0 }
            }
            norms = zip(u.rowNorms(), lengths).map { $1 > 0 ? $0 / $1 : 0 }
            v = Matrix.product(u, c, transposeB: true)
            for (row, length) in v.rowNorms().enumerated() where length > 0 {
                for i in 0..<size { v[row, i] /= length }
            }
        }
        return norms
    }

    /// C_l and what parameters do of the networks that this is known of.
    private struct Layers {
        let isTied: Bool
        /// C_l.
        let slope: (Int) -> Matrix<Double>
        /// ‖∂z_l/∂w‖² at a signal, z_l before shrinkage: of the layer's matrix, and of its scalars.
        let sensitivity: (Int, Matrix<Float>, [Matrix<Float>], Int) -> (matrix: Double, scalars: Double)

        init?(_ network: some UnrolledNetwork<Float>) {
            func entries(_ output: Matrix<Float>, _ row: Int) -> Double {
                Double((0..<output.columns).reduce(0) { $0 + (output[row, $1] == 0 ? 0 : 1) })
            }
            switch network {
            case let network as CoupledLista<Float>:
                let learns = Set(network.parameters.map(\.localName))
                isTied = network.parameters.contains { $0.localName == "W" && $0.layers.count > 1 }
                slope = { layer in
                    let c = Matrix<Double>.product(
                        network.matrix.converted(), transposeA: true, network.weights(layer).converted(),
                        alpha: -network.step(layer))
                    for i in 0..<c.rows { c[i, i] += 1 }
                    return c
                }
                sensitivity = { layer, x, outputs, row in
                    let residual = x.rows(row..<row + 1)
                    residual.setProduct(
                        outputs[layer - 1].rows(row..<row + 1), network.matrix, transposeB: true, alpha: -1, beta: 1)
                    let (step, threshold) = (network.step(layer), network.threshold(layer))
                    let length = residual.rowNorms()[0]
                    let moved = Matrix.product(residual, network.weights(layer)).rowNorms()[0]
                    return (
                        learns.contains("W") ? step * step * length * length : 0,
                        (learns.contains("log_gamma") ? step * step * moved * moved : 0)
                            + threshold * threshold * entries(outputs[layer], row)
                    )
                }
            case let network as ContractiveLista<Float>:
                isTied = false
                slope = { _ in network.recurrence.converted() }
                sensitivity = { layer, x, outputs, row in
                    let (length, threshold) = (x.rows(row..<row + 1).rowNorms()[0], network.threshold(layer))
                    return (length * length, threshold * threshold * entries(outputs[layer], row))
                }
            default: return nil
            }
        }
    }
}
