import Tensors
import Testing
import Unrolled

/// Convolutions in Winograd's form against sums over nine neighbours: those of a U-Net of one level.
@Suite struct ConvolutionFormTests {
    /// Of a batch that is no whole number of blocks, and of fewer channels and more than a kernel's tile has.
    @Test(arguments: [
        (16, 16, 25), (8, 8, 33), (4, 4, 50), (2, 2, 9), (2, 2, 12), (5, 7, 13), (1, 1, 3), (1, 6, 4), (3, 2, 5),
        (12, 2, 7),
    ])
    func areTheSums(_ height: Int, _ width: Int, _ channels: Int) {
        #expect(error(height, width, channels, of: Float.self) < 1e-5)
        #expect(error(height, width, channels, of: Double.self) < 1e-12)
    }

    /// What comes of a sample depends on no other one.
    @Test(arguments: [(16, [4, 6, 5]), (4, [9, 5]), (5, [7])]) func ofOneSample(_ side: Int, _ channels: [Int]) {
        let network = UNet<Float>(.init(planes: 2, height: side, width: side, channels: channels))
        fill(network)
        let x: Matrix<Float> = RandomStream(seed: 5, name: "x").normal(rows: 13, columns: network.dimension)
        let whole = network.run(x, from: Matrix(rows: 13, columns: x.columns))[1]
        for n in 0..<13 {
            let alone = network.run(x.view(rows: n..<n + 1), from: Matrix(rows: 1, columns: x.columns))[1]
            #expect(alone.values == whole.rowValues(n))
        }
    }

    private func fill<Scalar>(_ network: UNet<Scalar>) {
        let draw: Matrix<Float> = RandomStream(seed: 2, name: "values").normal(
            rows: 1, columns: network.parameterCount, standardDeviation: 0.2)
        Scalar.addScaled(network.values.pointer, floats: draw.pointer, scale: 1, count: draw.count)
    }

    /// The largest difference of a network's output, as a share of the largest correction.
    private func error<Scalar: FlowScalar>(_ height: Int, _ width: Int, _ channels: Int, of: Scalar.Type) -> Double {
        let network = UNet<Scalar>(.init(planes: 3, height: height, width: width, channels: [channels]))
        fill(network)
        let draw: Matrix<Float> = RandomStream(seed: 5, name: "x").normal(rows: 11, columns: network.dimension)
        let x: Matrix<Scalar> = draw.converted()
        let y = network.run(x, from: Matrix(rows: 11, columns: x.columns))[1]
        let values = network.values.values.map(Double.init)
        let (planes, pixels) = (3, height * width)
        var (error, largest) = (0.0, 0.0)
        for n in 0..<11 {
            var (image, rest) = (x.rowValues(n).map(Double.init), values[...])
            for inputs in [planes, channels] {
                let weight = rest.prefix(9 * inputs * channels)
                let bias = rest.dropFirst(weight.count).prefix(channels)
                image = rectified(image, height, width, Array(weight), Array(bias))
                rest = rest.dropFirst(weight.count + channels)
            }
            let (weight, bias) = (Array(rest.prefix(planes * channels)), Array(rest.suffix(planes)))
            for p in 0..<planes {
                for i in 0..<pixels {
                    let sum = (0..<channels).reduce(bias[p]) { $0 + weight[p * channels + $1] * image[$1 * pixels + i] }
                    let correction = Double(y[n, p * pixels + i]) - Double(x[n, p * pixels + i])
                    (error, largest) = (max(error, abs(correction - sum)), max(largest, abs(sum)))
                }
            }
        }
        return error / largest
    }

    /// max(bias + the sums over nine neighbours, 0) of one image.
    private func rectified(
        _ image: [Double], _ height: Int, _ width: Int, _ weight: [Double], _ bias: [Double]
    ) -> [Double] {
        let (pixels, outputs) = (height * width, bias.count)
        let inputs = image.count / pixels
        var result = [Double](repeating: 0, count: outputs * pixels)
        for o in 0..<outputs {
            for (row, column) in (0..<height).flatMap({ row in (0..<width).map { (row, $0) } }) {
                var sum = bias[o]
                for (k, i) in (0..<9).flatMap({ k in (0..<inputs).map { (k, $0) } }) {
                    let (r, c) = (row + k / 3 - 1, column + k % 3 - 1)
                    guard (0..<height).contains(r), (0..<width).contains(c) else { continue }
                    sum += weight[(o * 9 + k) * inputs + i] * image[i * pixels + r * width + c]
                }
                result[o * pixels + row * width + column] = max(sum, 0)
            }
        }
        return result
    }
}
