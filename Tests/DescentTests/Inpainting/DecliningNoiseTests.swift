import Descent
import Tensors
import Testing
import Unrolled

@Suite struct DecliningNoiseTests {
    private func noise(_ strength: Double, step: Int = 0) -> any LayerNoise<Float> {
        let nothing = Matrix<Float>(rows: 0, columns: 0)
        return DecliningNoise.Source(strength: strength).noise(
            Batch(inputs: nothing, optima: nothing), seed: 1, name: "noise", step: step)
    }

    /// What is added to outputs of ones.
    private func added(_ noise: any LayerNoise<Float>, layer: Int, rows: Int) -> Matrix<Float> {
        let (output, result) = (Matrix<Float>(rows: rows, columns: 200), Matrix<Float>(rows: rows, columns: 200))
        output.fill(1)
        noise.perturb(output, layer: layer, into: result)
        #expect(output.values.allSatisfy { $0 == 1 })
        for i in 0..<result.count { result.pointer[i] -= 1 }
        return result
    }

    /// σ_l = σ/√l: over 10 000 elements the deviation is known to 1 %.
    @Test(arguments: [1, 2, 4, 9]) func theVarianceDeclines(layer: Int) {
        let drawn = added(noise(0.3), layer: layer, rows: 50)
        #expect(abs(drawn.rootMeanSquare / (0.3 / Double(layer).squareRoot()) - 1) < 0.03)
        #expect(abs(drawn.values.reduce(0, +)) / 10_000 < 0.01)
    }

    /// A shard's noise is that of its samples in the whole batch.
    @Test func noiseOfAViewIsTheNoiseOfItsRows() {
        let whole = added(noise(0.3), layer: 2, rows: 9)
        let part = noise(0.3).view(rows: 2..<8)
        #expect(added(part, layer: 2, rows: 6).values == whole.rows(2..<8).values)
        #expect(added(part.view(rows: 3..<5), layer: 2, rows: 2).values == whole.rows(5..<7).values)
    }

    @Test func layersStepsAndSamplesDiffer() {
        let first = added(noise(1), layer: 1, rows: 2)
        #expect(first.rowValues(0) != first.rowValues(1))
        for other in [added(noise(1), layer: 2, rows: 2), added(noise(1, step: 1), layer: 1, rows: 2)] {
            let product = zip(first.values, other.values).reduce(0) { $0 + Double($1.0 * $1.1) }
            #expect(abs(product / 400) < 0.15 * first.rootMeanSquare * other.rootMeanSquare)
        }
    }
}
