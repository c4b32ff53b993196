import Tensors
import Unrolled

/// GLOW-Prox in a safetensors file, by the names of `GlowProx.parameters`: `layer.1.flow.level.1.step.1.actnorm.log_scale`,
/// …, `layer.1.xi.raw`, `layer.1.zeta.raw`. It works on (y − `image.mean`)/`image.deviation`.
enum GlowProxFile {
    /// Writes a network. Throws `OutputError`.
    static func save(
        _ network: GlowProx<Float>, _ images: InpaintingImages, to path: String, variant: String, seed: Int
    ) throws {
        try SafeTensors.write(
            network.parameters.map { .init($0.name, network.matrix($0), shape: $0.shape) } + [
                .init("image.mean", images.mean, shape: [images.shape.count]),
                .init("image.deviation", Matrix(rows: 1, columns: 1, values: [Float(images.deviation)]), shape: [1]),
            ],
            metadata: ["network": "GLOW-Prox", "variant": variant, "seed": "\(seed)", "equation": "(22)-(25)"], to: path
        )
    }

    /// Reads the parameters of a network that is already built. Throws `DataError`.
    static func load(_ path: String, into network: GlowProx<Float>) throws {
        let file = try SafeTensors(path: path)
        for parameter in network.parameters {
            try file.read(parameter.name, shape: parameter.shape, into: network.values.pointer + parameter.offset)
        }
        guard network.values.isFinite else {
            throw DataError(file: path, expected: "finite weights", got: "NaN or infinity", hint: nil)
        }
        for flow in network.flows { try flow.validate() }
        network.refresh()
    }
}
