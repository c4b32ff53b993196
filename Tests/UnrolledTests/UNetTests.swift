import Tensors
import Testing
import Unrolled

/// A U-Net against central differences, and what its parts are.
@Suite struct UNetTests {
    /// Of sides of 2, 4 and 8 pixels, odd ones, and several levels.
    @Test(arguments: [
        (4, 8, [3]), (4, 8, [2, 3]), (4, 8, [2, 3, 4]), (8, 8, [2, 2, 3]), (2, 2, [5]), (5, 7, [3]), (1, 3, [2]),
        (6, 10, [2, 3]), (2, 2, [2, 3]),
    ])
    func backward(_ height: Int, _ width: Int, _ channels: [Int]) {
        let network = UNet<Double>(.init(planes: 2, height: height, width: width, channels: channels))
        network.initialise(seed: 3)
        let draw: Matrix<Double> = RandomStream(seed: 2, name: "values").normal(
            rows: 1, columns: network.parameterCount, standardDeviation: 0.1)
        Double.addScaled(network.values.pointer, draw.pointer, scale: 1, count: draw.count)
        #expect(GradientCheckTests.check(network, inputs: 2 * height * width, layers: 1...1, noisy: false) < 1e-6)
    }

    @Test func sizes() {
        let whole = UNet<Float>(.init(planes: 2, height: 16, width: 16, channels: [25, 50, 100, 200]))
        #expect(whole.parameterCount == 1_188_477)
        let small = UNet<Float>(.init(planes: 2, height: 16, width: 16, channels: [5, 10, 20, 40]))
        #expect(small.parameterCount > 40_000 && small.parameterCount < 55_000)
    }

    /// The last convolution begins as zero; the bytes are those of any cut of the batch.
    @Test func beginsAsTheIdentity() {
        let network = UNet<Float>(.init(planes: 2, height: 8, width: 8, channels: [4, 6]))
        network.initialise(seed: 3)
        let x: Matrix<Float> = RandomStream(seed: 5, name: "x").normal(rows: 20, columns: 128)
        let start = Matrix<Float>(rows: 20, columns: 128)
        #expect(network.run(x, from: start)[1].values == x.values)
        for i in 0..<network.parameterCount { network.values.pointer[i] += 0.01 }
        let (one, two) = (network.run(x, from: start)[1], network.run(x, from: start, workers: Workers(count: 2))[1])
        #expect(one.values == two.values && one.values != x.values)
    }
}
