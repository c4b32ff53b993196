import Descent
import Foundation
import Tensors
import Unrolled

extension GlowProxCase {
    /// Writes what PyTorch needs to start where we start, and describes it.
    func export(to folder: String) throws -> [String: Any] {
        let data = makeData()
        let network = try makeNetwork(data)
        try NPY.write(network.values, to: folder + "/weights.npy")
        try NPY.write(data.inputs, to: folder + "/inputs.npy")
        try NPY.write(data.optima, to: folder + "/images.npy")
        let known = (0..<shape.channels).flatMap { _ in hole.map { $0 ? Float(0) : 1 } }
        try NPY.write(Matrix(rows: 1, columns: shape.count, values: known), to: folder + "/known.npy")
        // The first batch, as the trainer draws it.
        var order = RandomStream(seed: seed, name: "training/order", step: 0)
        let indices = order.permutation(of: samples)[..<batch]
        try NPY.write(Matrix(rows: 1, columns: batch, values: indices.map(Float.init)), to: folder + "/indices.npy")
        return [
            "folder": folder, "batch": batch, "layers": layers, "shape": [shape.channels, shape.height, shape.width],
            "steps": steps, "levels": levels, "hidden": hidden, "minimum_scale": settings.flow.minimumScale,
            "epsilon": epsilon, "rate": rate, "scalar_rate": settings.scalarRate, "clip": clip, "gated": isGated,
            "dual": dual,
            "dual_rate": dualRate,
            "parameters": network.parameters.map { [$0.name, $0.offset, $0.count] as [Any] },
        ]
    }

    /// One step here and there.
    func agreement(with peer: PyTorchPeer, folder: String, threads: Int) throws -> StepAgreement {
        let trainer = try makeTrainer(threads: threads)
        do { try trainer.train(checkpoint: nil) { _ in throw Stop() } } catch is Stop {}
        let theirDuals = try peer.check(folder)
        let ours = trainer.duals.values.enumerated().filter { $0.offset % layers > 0 }.map(\.element)
        // ξ and ζ stand at the end, and have a rate of their own.
        let scalars = trainer.network.parameterCount - 2 * layers
        let share = settings.scalarRate
        return try StepAgreement(
            (trainer.network.values, ours), (try NPY.read(folder + "/torch.npy"), theirDuals), rate: rate
        ) { $0 < scalars ? 1 : share }
    }
}

extension GlowProxCase {
    /// Multiplications and additions of a step's convolutions, where their results count: each flow forward in both
    /// directions, and back through both, which takes a product for the inputs and one for the weights.
    var operations: Double {
        var (channels, pixels, total) = (shape.channels, shape.pixels, 0.0)
        for level in 1...levels {
            (channels, pixels) = (4 * channels, pixels / 4)
            let (half, inside) = (Double(channels / 2), Double(hidden))
            let size = ImageShape(channels: channels, height: shape.height >> level, width: shape.width >> level)
            let seen = Footprint.hiddenCount(hole: isGated ? hole : nil, of: shape, at: size)
            let coupling = inside * (9 * half + inside + 9 * 2 * half)
            total += Double(steps) * (Double(seen) * coupling + Double(pixels * channels * channels))
            guard level < levels else { break }
            channels /= 2
            total += Double(pixels * channels * 9 * 2 * channels)
        }
        return 2 * 3 * 2 * Double(batch * layers) * total
    }
}
