import Descent
import Tensors
import Unrolled

/// Complex scenes of 16 × 16 pixels, a tenth of them not zero, from 96 Gaussian measurements at 20 dB.
struct SceneData {
    static let (pixels, measurements, density) = (256, 96, 0.1)
    static let noise = density * Double(pixels) / Double(measurements) * 0.01
    let scenes: Matrix<Float>
    /// Turned, (B, 2M).
    let measured: Matrix<Float>
    /// Aᴴy, (B, 2N).
    let projected: Matrix<Float>
    let estimator: LinearEstimator<Float>

    init(seed: UInt64, samples: Int = 512) throws {
        let a = ComplexOperator.gaussian(measurements: Self.measurements, components: Self.pixels, seed: seed)
        guard
            let (estimator, rotation) = a.estimator(noise: Self.noise, power: Self.density)
                as (LinearEstimator<Float>, Matrix<Float>)?
        else { throw BenchmarkError("a Gaussian matrix without full rank") }
        scenes = RandomStream(seed: seed, name: "benchmark/scenes").normal(
            rows: samples, columns: 2 * Self.pixels, standardDeviation: 0.5.squareRoot())
        let places: Matrix<Float> = RandomStream(seed: seed, name: "benchmark/places").normal(
            rows: samples, columns: Self.pixels)
        for n in 0..<samples {
            for i in 0..<Self.pixels where places[n, i] < 1.2816 {
                (scenes[n, i], scenes[n, Self.pixels + i]) = (0, 0)
            }
        }
        let y: Matrix<Float> = RandomStream(seed: seed, name: "benchmark/noise").normal(
            rows: samples, columns: 2 * Self.measurements, standardDeviation: (Self.noise / 2).squareRoot())
        let matrix: Matrix<Float> = a.matrix.converted()
        y.setProduct(scenes, matrix, transposeB: true, beta: 1)
        measured = Matrix.product(y, rotation, transposeB: true)
        projected = Matrix.product(y, matrix)
        self.estimator = estimator
    }
}

/// A network for scenes: its training is that of `CoupledCase`, in batches of 16 from weights that are all drawn, so that one step
/// moves all of them.
protocol SceneCase: StepCase {
    var scenes: SceneData { get }
    func makeNetwork() -> Network
    /// What PyTorch has to know beside.
    var description: [String: Any] { get }
}

extension SceneCase {
    var batch: Int { 16 }
    var rate: Double { 1e-3 }
    var seed: UInt64 { 7 }
    var traffic: Double { 0 }

    private func start() -> Network {
        let network = makeNetwork()
        let draw: Matrix<Float> = RandomStream(seed: seed, name: "benchmark/values").normal(
            rows: 1, columns: network.parameterCount, standardDeviation: 0.05)
        Float.addScaled(network.values.pointer, draw.pointer, scale: 1, count: draw.count)
        return network
    }

    func makeTrainer(threads: Int) -> Trainer<Network> {
        plainTrainer(start(), threads: threads)
    }

    func export(to folder: String) throws -> [String: Any] {
        try NPY.write(start().values, to: folder + "/values.npy")
        try writeData(to: folder)
        return description.merging(["folder": folder, "batch": batch, "rate": rate]) { $1 }
    }
}

/// Ten layers of unrolled OAMP with 5522 weights each.
struct MessagePassingCase: SceneCase {
    typealias Network = UnrolledOAMP<Float>

    let scenes: SceneData
    var data: Batch<Float> { Batch(inputs: scenes.measured, optima: scenes.scenes) }
    private let layers = 10

    /// Of convolutions, three times for the two ways back, and of the linear estimator.
    var operations: Double {
        let convolutions = 9 * Double(4 * 16 + 16 * 16 + 16 * 16 + 16 * 2) * 256
        let estimator = Double(4 * 2 * SceneData.measurements * 2 * SceneData.pixels)
        return 2 * Double(batch * layers) * (3 * convolutions + estimator)
    }

    func makeNetwork() -> UnrolledOAMP<Float> {
        UnrolledOAMP(
            .init(
                layers: layers, height: 16, width: 16, channels: 16, isTied: false,
                denoiser: .bernoulliGauss(density: SceneData.density, power: 1), correction: .divergenceFree,
                meanLevel: 0), estimator: scenes.estimator)
    }

    var description: [String: Any] {
        [
            "network": "oamp", "layers": layers, "channels": 16, "noise": SceneData.noise,
            "density": SceneData.density, "singular": scenes.estimator.singularValues,
            "basis": scenes.estimator.basis.values.map(Double.init),
        ]
    }
}

/// A U-Net of 1.19 million weights on Aᴴy.
struct UNetCase: SceneCase {
    typealias Network = UNet<Float>

    let scenes: SceneData
    var data: Batch<Float> { Batch(inputs: scenes.projected, optima: scenes.scenes) }
    private let channels = [25, 50, 100, 200]

    var operations: Double { 2 * Double(batch) * 3 * 25.3e6 }

    func makeNetwork() -> UNet<Float> {
        let network = UNet<Float>(.init(planes: 2, height: 16, width: 16, channels: channels))
        network.initialise(seed: seed)
        return network
    }

    var description: [String: Any] { ["network": "unet", "channels": channels] }
}
