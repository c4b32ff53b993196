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

    /// Sums of Winograd's form that cancel leave no rounding, of which Adam would make whole steps: of images that are zero but for a
    /// corner five of nine weights read zeros alone.
    @Test func weightsThatReadZerosHaveNoGradient() {
        let network = UNet<Float>(.init(planes: 1, height: 8, width: 8, channels: [5]))
        for i in 0..<network.parameterCount { network.values.pointer[i] = 0.3 + 0.1 * Float(i % 7) }
        func draw(_ name: String) -> Matrix<Float> {
            RandomStream(seed: 4, name: name).normal(rows: 8, columns: 64)
        }
        let (x, corners) = (Matrix<Float>(rows: 8, columns: 64), draw("corners"))
        for n in 0..<8 { x[n, 0] = abs(corners[n, 0]) }
        let trajectory = network.makeTrajectory(samples: 8)
        trajectory.outputs[0].fill(0)
        network.refresh()
        network.forward(x, trajectory, depth: 1, noise: nil)
        trajectory.gradients[0].assign(from: draw("gradient"))
        network.backward(x, trajectory, layers: 1...1)
        let gradient = network.gradient(x, trajectory, layers: 1...1)
        for o in 0..<5 {
            for k in 0..<9 {
                let value = gradient.pointer[o * 9 + k]
                #expect((value == 0) == (k / 3 == 2 || k % 3 == 2), "\(o), \(k): \(value)")
            }
        }
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
