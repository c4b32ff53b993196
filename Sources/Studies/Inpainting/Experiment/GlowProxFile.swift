import Bench
import Support
import Tensors
import Unrolled

/// GLOW-Prox in a safetensors file, by the names of `GlowProx.parameters`: `layer.1.flow.level.1.step.1.actnorm.log_scale`,
/// …, `layer.1.xi.raw`, `layer.1.zeta.raw`. It works on (y − `image.mean`)/`image.deviation`. A flow by itself has the names
/// of `Flow.parameters`.
package enum GlowProxFile {
    /// Writes a network. Throws `FileError`.
    package static func save(
        _ network: GlowProx<Float>, _ images: InpaintingImages, to path: String, variant: String, seed: Int
    ) throws {
        try WeightsFile.save(
            network, to: path,
            metadata: ["network": "GLOW-Prox", "variant": variant, "seed": "\(seed)", "equation": "(22)-(25)"],
            more: [
                .init("image.mean", images.mean, shape: [images.shape.count]),
                .init("image.deviation", Matrix(rows: 1, columns: 1, values: [Float(images.deviation)]), shape: [1]),
            ])
    }

    /// Reads the parameters of a network that is already built. Throws `DataError`.
    package static func load(_ path: String, into network: GlowProx<Float>) throws {
        let flows = network.flows.enumerated().map { ("layer.\($0.offset + 1).flow.", $0.element) }
        try read(network.parameters, flows, from: path, into: network.values)
        network.refresh()
    }

    /// Reads a flow that is already built. Throws `DataError`.
    package static func load(_ path: String, into flow: Flow<Float>) throws {
        try read(flow.parameters, [("", flow)], from: path, into: flow.values)
        flow.refresh()
    }

    private static func read(
        _ parameters: [Parameter], _ flows: [(prefix: String, flow: Flow<Float>)], from path: String,
        into values: Matrix<Float>
    ) throws {
        try WeightsFile.load(path, parameters, into: values)
        for (prefix, flow) in flows {
            do {
                try flow.validate()
            } catch FlowError.constant(let name, let expected) {
                throw DataError(
                    file: path, expected: "\(prefix)\(name) to be \(expected)", got: "other numbers",
                    hint: "the file is damaged, or not of such a network")
            }
        }
    }
}
