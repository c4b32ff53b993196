import Bench
import Support
import Tensors
import Unrolled

/// LISTA in a safetensors file: `layer.1.Du` (d, p), `layer.1.De` (d, d), `layer.1.beta` (d), …, as PyTorch reads and
/// writes them.
public enum ListaFile {
    /// Writes a network in the plain form of eq. (16), with metadata from which alone it can be run
    /// (Documentation/Formats.md).
    ///
    /// - Parameter more: what else is known of it: α of its problem, its training noise.
    /// - Throws: `FileError`.
    public static func save(
        _ network: Lista<Float>, to path: String, variant: String, seed: Int, more: [String: String] = [:]
    ) throws {
        let own = [
            "network": "LISTA", "variant": variant, "seed": "\(seed)", "equation": "(16)",
            "layers": "\(network.layerCount)", "d": "\(network.dimension)", "p": "\(network.inputDimension)",
            "layer": "y_l = S(Du x + De y_(l-1), beta), S(v, b) = sign(v) max(|v| - b, 0)",
            "start": "y_0 ~ N(0, I)", "noise": "none when run",
        ]
        try WeightsFile.save(network, to: path, metadata: own.merging(more) { $1 })
    }

    /// Reads a network, whose sizes come from the file.
    ///
    /// - Parameter unused: told the names of the tensors that are no part of the network, where there are some: an
    ///   optimiser's state, say.
    /// - Throws: `DataError` where a tensor of a layer is missing, of another shape or type, or unknown: no layer is lost
    ///   in silence.
    public static func load<Scalar: KernelScalar>(
        _ path: String, as _: Scalar.Type = Float.self, unused: ([String]) -> Void = { _ in }
    ) throws -> Lista<Scalar> {
        let file = try SafeTensors(path: path)
        let names = file.tensors.map(\.name)
        let inLayers = names.filter { $0.hasPrefix("layer.") }
        let layerCount = try layerCount(inLayers, all: names, path)
        guard let first = file.description(of: "layer.1.Du"), first.shape.count == 2, first.count > 0 else {
            throw DataError(
                file: path, expected: "layer.1.Du to have a shape (d, p)",
                got: file.description(of: "layer.1.Du").map { "\($0.shape)" } ?? "none")
        }
        // All shapes agree before anything of these sizes is allocated.
        let (d, p) = (first.shape[0], first.shape[1])
        for layer in 1...layerCount {
            for (part, shape) in [("Du", [d, p]), ("De", [d, d]), ("beta", [d])] {
                try file.require("layer.\(layer).\(part)", shape: shape)
            }
        }
        let network = Lista<Scalar>(layerCount: layerCount, inputDimension: p, dimension: d)
        try WeightsFile.load(path, into: network)
        let others = names.filter { !$0.hasPrefix("layer.") }
        if !others.isEmpty { unused(others) }
        return network
    }

    /// Whether a layer of the file is in float64. Throws `DataError` where it is no safetensors file.
    public static func storesDouble(_ path: String) throws -> Bool {
        try SafeTensors(path: path).tensors.contains { $0.isDouble && $0.name.hasPrefix("layer.") }
    }

    private static let hint = "tensors are named layer.1.Du, layer.1.De, layer.1.beta, layer.2.Du, …"

    /// The number of layers, from the names of their tensors: 1 to L, without a gap, and nothing else.
    private static func layerCount(_ names: [String], all: [String], _ path: String) throws -> Int {
        func list(_ names: [String]) -> String {
            names.prefix(6).joined(separator: ", ") + (names.count > 6 ? ", …" : "")
        }
        guard !names.isEmpty else {
            throw DataError(
                file: path, expected: "a tensor layer.1.Du of shape (d, p)",
                got: all.isEmpty ? "no tensors" : "tensors \(list(all))", hint: hint)
        }
        var numbers: Set<Int> = []
        var foreign: [String] = []
        for name in names {
            let parts = name.split(separator: ".", omittingEmptySubsequences: false)
            // A number has one spelling: neither 01 nor +1.
            if parts.count == 3, ["Du", "De", "beta"].contains(parts[2]), let number = Int(parts[1]), number > 0,
                String(number) == parts[1]
            {
                numbers.insert(number)
            } else {
                foreign.append(name)
            }
        }
        guard foreign.isEmpty else {
            let fromZero = foreign.contains { $0.hasPrefix("layer.0.") }
            throw DataError(
                file: path, expected: "layers of Du, De and beta, numbered from 1", got: list(foreign),
                hint: fromZero ? "save each layer with its number plus 1" : hint)
        }
        // The file has fewer tensors than a damaged number may say.
        if let missing = (1...numbers.count).first(where: { !numbers.contains($0) }) {
            throw DataError(
                file: path, expected: "a tensor named layer.\(missing).Du",
                got: "layers up to \(numbers.max() ?? 0) without it")
        }
        return numbers.count
    }
}
