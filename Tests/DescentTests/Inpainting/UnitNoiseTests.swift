import Descent
import Tensors
import Testing
import Unrolled

@Suite struct UnitNoiseTests {
    private let source = UnitNoise<Float>.Source(length: 1, layerCount: 4)
    private let images: Matrix<Float>
    private let batch: Batch<Float>

    init() {
        images = RandomStream(seed: 3, name: "images").normal(rows: 9, columns: 20, standardDeviation: 0.3)
        for i in 0..<images.count { images.pointer[i] += 0.5 }
        batch = Batch(inputs: images, optima: images)
    }

    private func noise(step: Int = 0) -> any LayerNoise<Float> {
        source.noise(batch, seed: 1, name: "noise", step: step)
    }

    /// What is added to y_l, l = `layer`.
    private func added(_ noise: any LayerNoise<Float>, layer: Int, rows: Int = 9) -> Matrix<Float> {
        let (output, result) = (Matrix<Float>(rows: rows, columns: 20), Matrix<Float>(rows: rows, columns: 20))
        noise.perturb(output, layer: layer, into: result)
        return result
    }

    /// What layer l + 1 is fed has noise of length 1/(l + 1), but for the last layer's input.
    @Test func itsLengthDeclinesAndTheLastLayerHasNone() {
        for layer in 1...2 {
            #expect(added(noise(), layer: layer).rowNorms().allSatisfy { abs($0 - 1 / Double(layer + 1)) < 1e-6 })
        }
        #expect(added(noise(), layer: 3).values.allSatisfy { $0 == 0 })
        #expect(added(noise(), layer: 1).values != added(noise(step: 1), layer: 1).values)
        #expect(added(noise(), layer: 1).rowValues(0) != added(noise(), layer: 1).rowValues(1))
    }

    @Test func noiseOfAViewIsTheNoiseOfItsRows() {
        let part = noise().view(rows: 2..<8).view(rows: 3..<5)
        #expect(added(part, layer: 1, rows: 2).values == added(noise(), layer: 1).rows(5..<7).values)
    }

    /// y_0 = x + n clamped; a shard's is that of its rows.
    @Test func theStartIsNoisyAndClamped() {
        let stream = RandomStream(seed: 1, name: "start")
        let (whole, part) = (Matrix<Float>(rows: 9, columns: 20), Matrix<Float>(rows: 4, columns: 20))
        source.start.write(batch, stream, firstRow: 0, into: whole)
        source.start.write(batch.view(rows: 2..<6), stream, firstRow: 2, into: part)
        #expect(part.values == whole.rows(2..<6).values)
        let drawn: Matrix<Float> = stream.normal(rows: 9, columns: 20)
        var clamped = 0
        for (n, norm) in drawn.rowNorms().enumerated() {
            for i in 0..<20 {
                let free = images[n, i] + drawn[n, i] / Float(norm)
                clamped += 0...1 ~= free ? 0 : 1
                #expect(abs(whole[n, i] - min(max(free, 0), 1)) < 1e-6)
            }
        }
        #expect(clamped > 10)
    }
}
