import Tensors
import Testing
import Unrolled

@Suite struct FlowPrecisionTests {
    typealias Variant = FlowFixture.Variant

    /// Float has loops of its own, with its own exponential and logarithm.
    @Test(arguments: Variant.allCases) func floatFollowsDouble(variant: Variant) throws {
        let exact = try FlowFixture.flow(variant)
        let flow = try FlowFixture.flow(variant, as: Float.self)
        flow.values.assign(from: exact.values.converted())
        let y: Matrix<Double> = FlowFixture.random("y", rows: 5, columns: flow.dimension)
        let expected = FlowBatch(exact, images: 5, memory: nil).encode(y)
        let got = FlowBatch(flow, images: 5, memory: nil).encode(y.converted())
        let largest = expected.latents.values.reduce(0) { max($0, abs($1)) }
        #expect(FlowFixture.worstDifference(got.latents.converted(), expected.latents) < 5e-6 * largest)
        for (a, b) in zip(got.logDeterminant, expected.logDeterminant) { #expect(abs(a - b) < 1e-4) }
    }
}
