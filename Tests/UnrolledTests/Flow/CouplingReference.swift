import Foundation
import Tensors
import Unrolled

/// A coupling by the sums that define it, over all pixels, with its gate as a factor of what its network gives.
struct CouplingReference {
    let coupling: AffineCoupling<Double>
    let shape: ImageShape
    /// (E, pixels).
    let constants: [[Double]]
    /// 1 where the coupling acts.
    let gate: [Double]
    let values: Matrix<Double>

    /// Of level 1 of a flow; hole, size and settings are the flow's.
    init(_ flow: Flow<Double>, hole: [Bool]?) {
        let shape = flow.levels[0].shape
        let pixels = (0..<shape.pixels).map { (row: $0 / shape.width, column: $0 % shape.width) }
        let share = pixels.map { row, column in
            [(0, 0), (0, 1), (1, 0), (1, 1)].reduce(0.0) {
                let inside = hole?[(2 * row + $1.0) * flow.shape.width + 2 * column + $1.1] ?? false
                return $0 + (inside ? 0.25 : 0)
            }
        }
        func place(_ i: Int, _ size: Int) -> Double { Double(2 * i + 1) / Double(size) - 1 }
        var constants: [[Double]] = flow.settings.seesMask ? [share] : []
        if flow.settings.seesCoordinates {
            constants.append(pixels.map { place($0.column, shape.width) })
            constants.append(pixels.map { place($0.row, shape.height) })
        }
        (coupling, self.shape, self.constants, values) = (
            flow.levels[0].steps[0].coupling, shape, constants, flow.values
        )
        gate = share.map { !flow.settings.isGated || $0 > 0 ? 1 : 0 }
    }

    /// Σ over the 3×3 neighbours of a pixel and the channels of an image; `weight(channel, tap)`.
    private func sum(_ image: [[Double]], _ pixel: Int, weight: (Int, Int) -> Double) -> Double {
        (0..<9).reduce(0) { total, k in
            let (row, column) = (pixel / shape.width + k / 3 - 1, pixel % shape.width + k % 3 - 1)
            guard 0..<shape.height ~= row, 0..<shape.width ~= column else { return total }
            return total
                + image.indices.reduce(0) { $0 + weight($1, k) * image[$1][row * shape.width + column] }
        }
    }

    private func parameter(_ parameter: Parameter, _ index: Int) -> Double { values.pointer[parameter.offset + index] }

    /// [a; t] of an image's x_a, without the gate.
    private func network(_ x: [[Double]]) -> [[Double]] {
        let (network, pixels, input) = (coupling.network, 0..<shape.pixels, x + constants)
        let hidden = network.firstBias.count
        let h1 = (0..<hidden).map { o in
            pixels.map { pixel in
                max(
                    0,
                    parameter(network.firstBias, o)
                        + sum(input, pixel) { parameter(network.first, (o * input.count + $0) * 9 + $1) })
            }
        }
        let h2 = (0..<hidden).map { o in
            pixels.map { pixel in
                (0..<hidden).reduce(parameter(network.middleBias, o)) {
                    $0 + parameter(network.middle, o * hidden + $1) * h1[$1][pixel]
                }
            }.map { max(0, $0) }
        }
        return (0..<network.lastBias.count).map { o in
            pixels.map { pixel in
                parameter(network.lastBias, o)
                    + sum(h2, pixel) { parameter(network.last, (o * 9 + $1) * hidden + $0) }
            }
        }
    }

    /// y of x, or x of y, (C, images·pixels), and log|det| of each image.
    func apply(_ x: Matrix<Double>, inverse: Bool) -> (Matrix<Double>, [Double]) {
        let (result, half, pixels) = (x.copy(), x.rows / 2, shape.pixels)
        let low = coupling.minimumScale
        let determinants = (0..<x.columns / pixels).map { image in
            let output = network((0..<half).map { c in (0..<pixels).map { x[c, image * pixels + $0] } })
            return (0..<half * pixels).reduce(0.0) { total, index in
                let (c, pixel) = (index / pixels, index % pixels)
                let s = low + (1 - low) / (1 + exp(-2 - gate[pixel] * output[c][pixel]))
                let (t, place) = (gate[pixel] * output[half + c][pixel], image * pixels + pixel)
                result[half + c, place] = inverse ? x[half + c, place] / s - t : s * (x[half + c, place] + t)
                return total + log(s)
            }
        }
        return (result, determinants)
    }
}
