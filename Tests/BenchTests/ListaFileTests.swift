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
        #expect(file.metadata["layers"] == "3" && file.metadata["d"] == "4" && file.metadata["p"] == "5")
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

    /// Layers counted from 0, numbers that are spelled otherwise, parts that eq. (16) does not have: none is lost in silence.
    @Test(arguments: [
        "layer.0.Du", "layer.0.beta", "layer.01.Du", "layer.+1.Du", "layer.-1.De", "layer.1.theta", "layer.2.du",
        "layer.1.Du.exp_avg", "layer.1", "layer.", "layer..Du", "layer.x.Du", "layer.99999999999999999999.Du",
    ])
    func tensorsThatALayerDoesNotHaveAreNamed(name: String) throws {
        let error = try error { $0.append(.init(name, Matrix<Float>(rows: 4, columns: 4))) }
        #expect(error?.got == name)
        #expect(error?.hint?.contains(name.hasPrefix("layer.0.") ? "plus 1" : "layer.1.Du") == true)
    }

    @Test(arguments: ["layer.4.Du", "layer.5.beta", "layer.99999999999.Du"])
    func layersThatAreNotWholeAreNamed(name: String) throws {
        let error = try error { $0.append(.init(name, Matrix<Float>(rows: 4, columns: 5))) }
        #expect(error?.expected.contains("layer.4.") == true)
    }

    @Test func allLayersCountedFromZeroAreNamed() throws {
        let error = try error { entries in
            let parts = entries
            let zero: [(String, [Int])] = [("Du", [4, 5]), ("De", [4, 4]), ("beta", [4])]
            entries =
                zero.map { .init("layer.0.\($0)", Matrix<Float>(rows: 1, columns: $1.reduce(1, *)), shape: $1) } + parts
        }
        #expect(error?.got == "layer.0.De, layer.0.Du, layer.0.beta")
    }

    /// D_e would have 10¹⁰ elements, which are in no file.
    @Test func sizesAreHeldAgainstTheFile() throws {
        let large = try error { $0 = [.init("layer.1.Du", Matrix<Float>(rows: 100_000, columns: 1))] }
        #expect(large?.expected == "a tensor named layer.1.De")
        let small = try error { $0[1] = .init("layer.1.De", Matrix<Float>(rows: 1, columns: 1)) }
        #expect(small?.expected == "layer.1.De of shape [4, 4]")
    }

    /// Tensors of other things, of whatever type, are told and not read.
    @Test func otherTensorsAreTold() throws {
        defer { unlink(path) }
        let network = network()
        let entries = network.parameters.map { SafeTensors.Entry($0.name, network.matrix($0), shape: $0.shape) }
        try SafeTensors.write(entries + [.init("optimizer.step", Matrix<Double>(rows: 1, columns: 1))], to: path)
        // The same bytes as whole numbers.
        var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        let range = try #require(bytes.range(of: Data("F64".utf8)))
        bytes.replaceSubrange(range, with: Data("I64".utf8))
        try bytes.write(to: URL(fileURLWithPath: path))
        var unused: [String] = []
        #expect(try ListaFile.load(path) { unused = $0 }.values.values == network.values.values)
        #expect(unused == ["optimizer.step"])
        // A weight of such a type is needed, though.
        let needed = network.parameters.map { parameter -> SafeTensors.Entry in
            guard parameter.name == "layer.2.beta" else {
                return .init(parameter.name, network.matrix(parameter), shape: parameter.shape)
            }
            return .init(parameter.name, Matrix<Double>(rows: 1, columns: 4), shape: [4])
        }
        try SafeTensors.write(needed, to: path)
        bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        bytes.replaceSubrange(try #require(bytes.range(of: Data("F64".utf8))), with: Data("I64".utf8))
        try bytes.write(to: URL(fileURLWithPath: path))
        let error = #expect(throws: DataError.self) { try ListaFile.load(path) }
        #expect(error?.expected == "layer.2.beta to be F32 or F64" && error?.got == "I64")
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
