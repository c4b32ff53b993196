import Descent
import Optimizees
import Tensors
import Unrolled

/// The training of a network that knows A: p = 250, d = 500, L = 16, batches of 128, without constraints and clipping.
struct CoupledCase: StepCase {
    /// Which network.
    enum Kind: String, CaseIterable {
        /// A W for each layer.
        case listaCP = "LISTA-CP"
        /// A step and a threshold for each layer.
        case alista = "ALISTA"
    }

    let inputDimension = 250
    let dimension = 500
    let layers = 16
    let batch = 128
    let rate = 1e-4
    let seed: UInt64 = 7
    /// θ of all layers, with which codes have as many elements as those of trained networks, about 15 %.
    let threshold = 0.12
    let kind: Kind
    let data: Batch<Float>
    private let matrix: Matrix<Float>

    init(_ kind: Kind, samples: Int = 2048) {
        self.kind = kind
        matrix = RandomStream(seed: seed, name: "benchmark/A").normal(
            rows: inputDimension, columns: dimension, standardDeviation: 1 / Double(inputDimension).squareRoot())
        // One element of ten is not zero, as on the field's problem.
        let signals: Matrix<Float> = RandomStream(seed: seed, name: "benchmark/c").normal(
            rows: samples, columns: dimension, standardDeviation: 1)
        let places: Matrix<Float> = RandomStream(seed: seed, name: "benchmark/support").normal(
            rows: samples, columns: dimension, standardDeviation: 1)
        for i in 0..<signals.count where places.pointer[i] < 1.2816 { signals.pointer[i] = 0 }
        data = Batch(inputs: Matrix.product(signals, matrix, transposeB: true), optima: signals)
    }

    /// Forward two products a layer; backward two more, of which the first layer has one; with W its gradient.
    var operations: Double {
        let (p, d, l) = (Double(inputDimension), Double(dimension), Double(layers))
        let products = kind == .listaCP ? 5 * l - 1 : 4 * l - 1
        return 2 * Double(batch) * p * d * products
    }

    /// Adam's, of W where it is learnt; all else stays in the caches.
    var traffic: Double {
        kind == .listaCP ? 4 * 7 * Double(layers * inputDimension * dimension) : 0
    }

    private var start: Matrix<Float> {
        let weights = matrix.copy()
        for i in 0..<weights.count { weights.pointer[i] *= 0.2 }
        return weights
    }

    func makeTrainer(threads: Int) -> Trainer<CoupledLista<Float>> {
        let network = CoupledLista(
            layerCount: layers, matrix: matrix, weights: start,
            learning: kind == .listaCP ? (.untied, .fixed, .untied) : (.fixed, .untied, .untied))
        network.initialise(step: 1) { _ in threshold }
        return plainTrainer(network, threads: threads)
    }

    func export(to folder: String) throws -> [String: Any] {
        try NPY.write(matrix, to: folder + "/matrix.npy")
        try NPY.write(start, to: folder + "/weights.npy")
        try writeData(to: folder)
        return [
            "folder": folder, "batch": batch, "layers": layers, "rate": rate, "threshold": threshold,
            "learns_weights": kind == .listaCP,
        ]
    }

    /// The share of the elements of y_1 … y_L that are not zero.
    func density(_ network: CoupledLista<Float>) -> Double {
        let some = data.inputs.rows(0..<batch)
        let layers = network.run(some, from: Matrix(rows: batch, columns: dimension)).dropFirst()
        let counts = layers.map { layer in (0..<layer.count).count { layer.pointer[$0] != 0 } }
        return Double(counts.reduce(0, +)) / Double(layers.count * batch * dimension)
    }
}
