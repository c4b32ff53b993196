import InpaintingExperiment
import Foundation
import Stages
import Support
import Tensors
import Testing
import Unrolled

@Suite struct GlowProxFileTests {
    private let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).safetensors")
        .path
    private static let shape = ImageShape(channels: 1, height: 4, width: 4)
    private static let hole = (0..<16).map { (1...2).contains($0 % 4) && (1...2).contains($0 / 4) }

    private func network(shared: Bool = false, started: Bool = true) throws -> GlowProx<Float> {
        var settings = GlowProxSettings()
        settings.flow.levels = 1
        settings.flow.hidden = 3
        settings.sharesFlow = shared
        let network = try GlowProx<Float>(layerCount: 2, shape: Self.shape, hole: Self.hole, settings: settings)
        if started { network.start(seed: 1) }
        return network
    }

    private func images() -> InpaintingImages {
        let images: Matrix<Float> = RandomStream(seed: 4, name: "train").normal(rows: 9, columns: 16)
        return InpaintingImages(
            train: images, validation: images, test: images, shape: Self.shape, hole: Self.hole, mirrors: true)
    }

    @Test(arguments: [false, true]) func whatIsSavedIsLoaded(shared: Bool) throws {
        defer { unlink(path) }
        let (network, images) = (try network(shared: shared), images())
        try GlowProxFile.save(network, images, to: path, variant: "constrained", seed: 2)
        let loaded = try self.network(shared: shared, started: false)
        try GlowProxFile.load(path, into: loaded)
        #expect(loaded.values.values == network.values.values)
        let x: Matrix<Float> = RandomStream(seed: 4, name: "x").normal(rows: 3, columns: 16)
        #expect(loaded.run(x, from: x)[2].values == network.run(x, from: x)[2].values)
        let file = try SafeTensors(path: path)
        #expect(file.metadata["variant"] == "constrained" && file.metadata["seed"] == "2")
        for (name, value) in [
            "layers": "2", "height": "4", "hole.top": "1", "hole.left": "1", "hole.height": "2", "hole.width": "2",
            "flow.levels": "1", "flow.squeeze": "pixel", "flow.sees": "nothing", "shared-flow": "\(shared)",
        ] { #expect(file.metadata[name] == value, "\(name)") }
        #expect(file.tensors.count == network.parameters.count + 2)
        #expect(try file.matrix("image.mean", as: Float.self).values == images.mean.values)
        #expect(try file.matrix("image.deviation", as: Float.self).values == [Float(images.deviation)])
        #expect(file.description(of: "layer.2.zeta.raw")?.shape == [1])
        #expect((file.description(of: "layer.2.flow.level.1.step.1.mixing.factors") == nil) == shared)
    }

    /// A file of three layers is no file of a network of two, nor is one with parts that it does not have.
    @Test(arguments: ["layer.3.xi.raw", "layer.0.xi.raw", "layer.1.theta"]) func moreOfALayerIsNamed(name: String)
        throws
    {
        let error = try error { $0.append(.init(name, Matrix<Float>(rows: 1, columns: 1))) }
        #expect(error?.got == name)
    }

    /// What can be wrong with somebody's file, and what is then said of it.
    private func error(_ change: (inout [SafeTensors.Entry]) -> Void) throws -> DataError? {
        defer { unlink(path) }
        let network = try network()
        var entries = network.parameters.map {
            SafeTensors.Entry($0.name, network.matrix($0).copy(), shape: $0.shape)
        }
        change(&entries)
        try SafeTensors.write(entries, to: path)
        let error = #expect(throws: DataError.self) { try GlowProxFile.load(path, into: self.network()) }
        #expect(error?.file == path)
        return error
    }

    private func place(_ name: String) throws -> Int {
        try #require(network().parameters.firstIndex { $0.name == name })
    }

    @Test func damagedNetworksAreNamed() throws {
        let (name, xi) = ("layer.2.flow.level.1.step.1.mixing.factors", "layer.1.xi.raw")
        let (factors, step) = (try place(name), try place(xi))
        let missing = try error { $0.remove(at: factors) }
        #expect(missing?.expected == "a tensor named \(name)")
        let shape = try error {
            $0[factors] = .init(name, Matrix<Float>(rows: 3, columns: 3), shape: [3, 3])
        }
        #expect(shape?.expected.hasSuffix("of shape [4, 4]") == true && shape?.got == "[3, 3]")
        let foul = try error {
            $0[step] = .init(xi, Matrix<Float>(rows: 1, columns: 1, values: [.nan]), shape: [1])
        }
        #expect(foul?.expected == "finite weights")
    }

    /// A permutation of the second layer that is none, and is no way to memory outside the matrix.
    @Test(arguments: [[0, 1, 2, 2], [4, 1, 2, 3], [-1, 0, 1, 2], [1e9, 0, 1, 2], [0.5, 1, 2, 3]])
    func aPermutationThatIsNone(order: [Float]) throws {
        let name = "layer.2.flow.level.1.step.2.mixing.permutation"
        let permutation = try place(name)
        let error = try error {
            $0[permutation] = .init(name, Matrix<Float>(rows: 1, columns: 4, values: order), shape: [4])
        }
        #expect(error?.expected == "\(name) to be a permutation of 0…3")
        #expect(error?.hint?.contains("damaged") == true)
    }

    @Test func signsThatAreNone() throws {
        let name = "layer.1.flow.level.1.step.1.mixing.signs"
        let signs = try place(name)
        let error = try error {
            $0[signs] = .init(name, Matrix<Float>(rows: 1, columns: 4, values: [1, -1, 0, 1]), shape: [4])
        }
        #expect(error?.expected == "\(name) to be 1 or −1 in each element")
    }

    @Test func truncatedAndMissingFilesAreNamed() throws {
        defer { unlink(path) }
        try GlowProxFile.save(try network(), images(), to: path, variant: "standard", seed: 1)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        for count in [0, 4, 40, bytes.count - 1] {
            try bytes.prefix(count).write(to: URL(fileURLWithPath: path))
            #expect(throws: DataError.self) { try GlowProxFile.load(path, into: network()) }
        }
        unlink(path)
        #expect(throws: DataError.self) { try GlowProxFile.load(path, into: network()) }
    }
}
