import Foundation
import Tensors
import Testing
import Unrolled

@Suite struct FlowStorageTests {
    /// Written as named tensors and read into a part of a larger network's vector, the flow is the same to the bit.
    @Test func aStoredFlowIsTheSameFlow() throws {
        let variant = FlowFixture.Variant.hole
        let flow = try FlowFixture.flow(variant, as: Float.self)
        let path = FileManager.default.temporaryDirectory.appending(path: "flow-\(UUID().uuidString).safetensors").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try SafeTensors.write(
            flow.parameters.map { SafeTensors.Entry($0.name, flow.matrix($0), shape: $0.shape) }, to: path)

        let count = Flow<Float>.parameterCount(shape: variant.shape, settings: variant.settings)
        #expect(count == flow.parameterCount)
        let network = Matrix<Float>(rows: 1, columns: 2 * count + 5)
        let copy = try Flow<Float>(
            shape: variant.shape, settings: variant.settings, hole: variant.hole,
            values: network.view(offset: count + 3, rows: 1, columns: count))
        let file = try SafeTensors(path: path)
        for parameter in copy.parameters {
            let place = parameter.moved(by: count + 3, prefix: "layer.2.flow.", layer: 2)
            #expect(place.name == "layer.2.flow.\(parameter.name)" && place.layer == 2)
            try file.read(parameter.name, shape: parameter.shape, into: network.pointer + place.offset)
        }
        try copy.validate()
        let y: Matrix<Float> = FlowFixture.random("y", rows: 3, columns: flow.dimension)
        let (expected, got) = (FlowBatch(flow, images: 3, memory: nil), FlowBatch(copy, images: 3, memory: nil))
        #expect(expected.encode(y).latents.values == got.encode(y).latents.values)
        #expect(network.pointer[count + 2] == 0 && network.pointer[2 * count + 3] == 0)
    }

    /// A damaged permutation is named, and is no way to memory outside the matrix.
    @Test func damagedConstantsAreSaid() throws {
        let flow = try FlowFixture.flow(.plain, as: Float.self)
        let constants = flow.levels[0].steps[1].mixing
        for value in [Float.nan, -7, 1e9, 1] {
            let kept = flow.values.pointer[constants.permutation.offset]
            flow.values.pointer[constants.permutation.offset] = value == kept ? 2 : value
            flow.refresh()
            #expect(throws: FlowError.constant(name: constants.permutation.name, expected: "a permutation of 0…3")) {
                try flow.validate()
            }
            flow.values.pointer[constants.permutation.offset] = kept
        }
        try flow.validate()
        flow.values.pointer[constants.signs.offset] = 0.5
        #expect(throws: FlowError.self) { try flow.validate() }
    }
}
