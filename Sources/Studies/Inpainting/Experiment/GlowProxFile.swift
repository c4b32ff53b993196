import Bench
import Support
import Tensors
import Unrolled

/// GLOW-Prox in a safetensors file, by the names of `GlowProx.parameters`: `layer.1.flow.level.1.step.1.actnorm.log_scale`,
/// …, `layer.1.xi.raw`, `layer.1.zeta.raw`. It works on (y − `image.mean`)/`image.deviation`. A flow by itself has the names
/// of `Flow.parameters`. The metadata say all that one needs to run either (Documentation/Formats.md).
package enum GlowProxFile {
    /// Writes a network. Throws `FileError`.
    package static func save(
        _ network: GlowProx<Float>, _ images: InpaintingImages, to path: String, variant: String, seed: Int
    ) throws {
        try WeightsFile.save(
            network, to: path, metadata: metadata(of: network, variant: variant, seed: seed),
            more: standardisation(images))
    }

    /// Writes a flow by itself. Throws `FileError`.
    package static func save(_ flow: Flow<Float>, _ images: InpaintingImages, to path: String) throws {
        let own = ["network": "GLOW", "equation": "(19), (20)"]
        try SafeTensors.write(
            flow.parameters.map { .init($0.name, flow.matrix($0), shape: $0.shape) } + standardisation(images),
            metadata: own.merging(metadata(of: flow.shape, flow.settings)) { $1 }, to: path)
    }

    /// m and s of y' = (y − m)/s.
    private static func standardisation(_ images: InpaintingImages) -> [SafeTensors.Entry] {
        [
            .init("image.mean", images.mean, shape: [images.shape.count]),
            .init("image.deviation", Matrix(rows: 1, columns: 1, values: [Float(images.deviation)]), shape: [1]),
        ]
    }

    private static func metadata(of network: GlowProx<Float>, variant: String, seed: Int) -> [String: String] {
        let (settings, shape) = (network.settings, network.shape)
        var own = [
            "network": "GLOW-Prox", "variant": variant, "seed": "\(seed)", "equation": "(22)-(25)",
            "layers": "\(network.layerCount)", "semantics": settings.semantics.rawValue,
            "shared-flow": "\(settings.sharesFlow)", "coarse-to-fine": "\(settings.isCoarseToFine)",
            "positive": settings.semantics == .paper ? "softplus of xi.raw and zeta.raw" : "max(raw, 0)",
            "start": "y_0 = x", "noise": "none when run",
        ]
        own.merge(metadata(of: shape, settings.flow)) { $1 }
        own.merge(metadata(of: network.hole, shape)) { $1 }
        return own
    }

    private static func metadata(of shape: ImageShape, _ flow: FlowSettings) -> [String: String] {
        let sees = (flow.seesMask ? ["hole share"] : []) + (flow.seesCoordinates ? ["x", "y"] : [])
        return [
            "channels": "\(shape.channels)", "height": "\(shape.height)", "width": "\(shape.width)",
            "flow.levels": "\(flow.levels)", "flow.steps": "\(flow.steps)", "flow.hidden": "\(flow.hidden)",
            "flow.squeeze": flow.squeeze.rawValue, "flow.deeper": flow.deeper.rawValue,
            "flow.minimum-scale": "\(flow.minimumScale)", "flow.gated": "\(flow.isGated)",
            "flow.sees": sees.isEmpty ? "nothing" : sees.joined(separator: ", "),
            "units":
                "images: pixels from 0 to 1, plane after plane, row by row; the network: (y - image.mean)/image.deviation",
        ]
    }

    /// The hole's rectangle; its flags where it is none.
    private static func metadata(of hole: [Bool], _ shape: ImageShape) -> [String: String] {
        let places = hole.indices.filter { hole[$0] }.map { (row: $0 / shape.width, column: $0 % shape.width) }
        guard let top = places.map(\.row).min(), let bottom = places.map(\.row).max(),
            let left = places.map(\.column).min(), let right = places.map(\.column).max(),
            places.count == (bottom - top + 1) * (right - left + 1)
        else { return ["hole": hole.map { $0 ? "1" : "0" }.joined()] }
        return [
            "hole.top": "\(top)", "hole.left": "\(left)", "hole.height": "\(bottom - top + 1)",
            "hole.width": "\(right - left + 1)",
        ]
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
