import Bench
import Support
import Tensors
import Unrolled

/// LISTA in a safetensors file: `layer.1.Du` (d, p), `layer.1.De` (d, d), `layer.1.beta` (d), …, as PyTorch reads and
/// writes them.
public enum ListaFile {
    /// Writes a network in the plain form of eq. (16).
    ///
    /// - Throws: `FileError`.
    public static func save(_ network: Lista<Float>, to path: String, variant: String, seed: Int) throws {
        try WeightsFile.save(
            network, to: path,
            metadata: ["network": "LISTA", "variant": variant, "seed": "\(seed)", "equation": "(16)"])
    }

    /// Reads a network, whose sizes come from the file.
    ///
    /// - Throws: `DataError` where a tensor is missing or of another shape.
    public static func load(_ path: String) throws -> Lista<Float> {
        let file = try SafeTensors(path: path)
        guard let first = file.description(of: "layer.1.Du"), first.shape.count == 2 else {
            throw DataError(
                file: path, expected: "a tensor layer.1.Du of shape (d, p)",
                got: "tensors " + file.tensors.prefix(6).map(\.name).joined(separator: ", "),
                hint: "tensors are named layer.1.Du, layer.1.De, layer.1.beta, layer.2.Du, …")
        }
        // The largest number counts, so that a file that lacks a layer in between is refused.
        let numbers = file.tensors.compactMap { tensor -> Int? in
            let parts = tensor.name.split(separator: ".")
            return parts.count == 3 && parts[0] == "layer" ? Int(parts[1]) : nil
        }
        let layerCount = max(1, numbers.max() ?? 1)
        for layer in 1...layerCount where file.description(of: "layer.\(layer).Du") == nil {
            throw DataError(
                file: path, expected: "a tensor named layer.\(layer).Du", got: "layers up to \(layerCount) without it")
        }
        let network = Lista<Float>(
            layerCount: layerCount, inputDimension: first.shape[1], dimension: first.shape[0])
        try WeightsFile.load(path, into: network)
        return network
    }
}
