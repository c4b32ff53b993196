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

    /// Both convolutions against the sum over neighbours that defines them.
    @Test func convolutionsAreThoseOfTheirWeights() throws {
        let flow = try FlowFixture.flow(.hole)
        let network = flow.levels[0].steps[0].coupling.network
        let shape = flow.levels[0].shape
        let images = 2
        let x: Matrix<Double> = FlowFixture.random("x", rows: 2, columns: images * shape.pixels)
        let condition = try #require(network.first.condition)
        #expect(condition.rows == 3)
        // 3×2 hole in rows 2…4, columns 1…2 of an 8×4 image: halves and quarters of the pixels at half the size.
        #expect(condition.rowValues(0) == [0, 0, 0.5, 0.5, 0.25, 0.25, 0, 0])
        #expect(condition.rowValues(1) == [-0.5, 0.5, -0.5, 0.5, -0.5, 0.5, -0.5, 0.5])
        #expect(condition.rowValues(2) == [-0.75, -0.75, -0.25, -0.25, 0.25, 0.25, 0.75, 0.75])

        /// Σ over neighbours and inputs; weight(input, tap); zero outside.
        func sum(_ inputs: Int, _ p: Int, value: (Int, Int) -> Double, weight: (Int, Int) -> Double) -> Double {
            (0..<9).reduce(0) { total, k in
                let (row, column) = (p / shape.width + k / 3 - 1, p % shape.width + k % 3 - 1)
                guard 0..<shape.height ~= row, 0..<shape.width ~= column else { return total }
                let place = row * shape.width + column
                return total + (0..<inputs).reduce(0) { $0 + weight($1, k) * value($1, place) }
            }
        }
        let columns = Matrix<Double>(rows: 45, columns: x.columns)
        let hidden = Matrix<Double>(rows: 6, columns: x.columns)
        network.first.gather(x.pointer, stride: x.columns, images: images, into: columns)
        network.first.forward(columns: columns, into: hidden, flow.values)
        let output = Matrix<Double>(rows: 4, columns: x.columns)
        network.last.forward(
            hidden, into: output, flow.values, taps: Matrix(rows: 36, columns: x.columns))
        let first = flow.matrix(network.first.weight)
        let last = flow.matrix(network.last.weight)
        let bias = flow.matrix(network.last.bias)
        for n in 0..<images {
            for p in 0..<shape.pixels {
                for o in 0..<6 {
                    let expected = sum(5, p) { c, place in
                        c < 2 ? x[c, n * shape.pixels + place] : condition[c - 2, place]
                    } weight: { c, k in
                        first[o, c * 9 + k]
                    }
                    #expect(abs(hidden[o, n * shape.pixels + p] - expected) < 1e-12)
                }
                for o in 0..<4 {
                    let expected = sum(6, p) { c, place in
                        hidden[c, n * shape.pixels + place]
                    } weight: { c, k in
                        last[o, k * 6 + c]
                    }
                    #expect(abs(output[o, n * shape.pixels + p] - expected - bias[0, o]) < 1e-12)
                }
            }
        }
    }
}
