import SparseCodingExperiment
import Foundation
import Support
import Tensors
import Testing
import Unrolled

@Suite struct ListaFileTests {
    private let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).safetensors")
        .path

    private func network() -> Lista<Float> {
        let network = Lista<Float>(layerCount: 3, inputDimension: 5, dimension: 4)
        let values: Matrix<Float> = RandomStream(seed: 1, name: "test").normal(rows: 1, columns: network.values.count)
        network.values.assign(from: values)
        return network
    }

    @Test func whatIsSavedIsLoaded() throws {
        defer { unlink(path) }
        let network = network()
        try ListaFile.save(network, to: path, variant: "constrained", seed: 2)
        let loaded = try ListaFile.load(path)
        #expect(loaded.layerCount == 3 && loaded.inputDimension == 5 && loaded.dimension == 4)
        #expect(loaded.values.values == network.values.values)
        let file = try SafeTensors(path: path)
        #expect(file.metadata["variant"] == "constrained" && file.metadata["seed"] == "2")
        #expect(file.description(of: "layer.3.Du")?.shape == [4, 5])
        #expect(file.description(of: "layer.1.De")?.shape == [4, 4])
        #expect(file.description(of: "layer.2.beta")?.shape == [4])
    }

    /// What can be wrong with somebody's file, and what is then said of it.
    private func error(_ change: (inout [SafeTensors.Entry]) -> Void) throws -> DataError? {
        defer { unlink(path) }
        let network = network()
        var entries = network.parameters.map { SafeTensors.Entry($0.name, network.matrix($0), shape: $0.shape) }
        change(&entries)
        try SafeTensors.write(entries, to: path)
        return #expect(throws: DataError.self) { try ListaFile.load(path) }
    }

    @Test func damagedNetworksAreNamed() throws {
        let none = try error { $0 = [.init("weight", Matrix<Float>(rows: 1, columns: 1))] }
        #expect(none?.description.contains("layer.1.Du") == true && none?.hint != nil)
        let incomplete = try error { $0.remove(at: 4) }
        #expect(incomplete?.expected == "a tensor named layer.2.De")
        let shape = try error { $0[8] = .init("layer.3.beta", Matrix<Float>(rows: 1, columns: 3), shape: [3]) }
        #expect(shape?.expected == "layer.3.beta of shape [4]" && shape?.got == "[3]")
        let foul = try error {
            $0[2] = .init("layer.1.beta", Matrix<Float>(rows: 1, columns: 4, values: [0, .nan, 0, 0]), shape: [4])
        }
        #expect(foul?.expected == "finite weights")
        let flat = try error { $0[0] = .init("layer.1.Du", Matrix<Float>(rows: 4, columns: 5), shape: [20]) }
        #expect(flat?.expected.contains("(d, p)") == true)
        let empty = try error { $0[0] = .init("layer.1.Du", Matrix<Float>(rows: 0, columns: 5), shape: [0, 5]) }
        #expect(empty != nil)
        // The second layer is gone: the third must not be lost in silence.
        let gap = try error { $0.removeSubrange(3..<6) }
        #expect(gap?.description.contains("layer.2.Du") == true)
    }

    @Test func truncatedAndMissingFilesAreNamed() throws {
        defer { unlink(path) }
        try ListaFile.save(network(), to: path, variant: "standard", seed: 1)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        for count in [0, 4, 40, bytes.count - 1] {
            try bytes.prefix(count).write(to: URL(fileURLWithPath: path))
            let error = #expect(throws: DataError.self) { try ListaFile.load(path) }
            #expect(error?.file == path)
        }
        unlink(path)
        #expect(throws: DataError.self) { try ListaFile.load(path) }
    }
}
