import SparseCodingExperiment
import Tensors
import Testing

@Suite struct PreconditionerTests {
    /// 400 samples of p = 6 whose second moments have eigenvalues over three decades.
    private let inputs: Matrix<Float> = {
        let x: Matrix<Float> = RandomStream(seed: 5, name: "test").normal(rows: 400, columns: 6)
        for n in 0..<400 { for i in 0..<6 { x[n, i] = x[n, i] / Float(1 << i) + (i == 0 ? 0 : 0.1 * x[n, i - 1]) } }
        return x
    }()

    @Test func theInverseIsTheInverse() throws {
        let preconditioner = try #require(Preconditioner(inputs: inputs, unit: 0.7, share: 0.1))
        let product = Matrix.product(preconditioner.matrix, preconditioner.inverse)
        for i in 0..<6 { for j in 0..<6 { #expect(abs(product[i, j] - (i == j ? 1 : 0)) < 1e-5) } }
    }

    /// With δ small, the features' second moments are τ²·I.
    @Test func featuresAreWhite() throws {
        let preconditioner = try #require(Preconditioner(inputs: inputs, unit: 0.7, share: 1e-9))
        let features = preconditioner.features(inputs)
        let moments = Matrix.product(features, transposeA: true, features)
        for i in 0..<6 { for j in 0..<6 { #expect(abs(moments[i, j] / 400 - (i == j ? 0.49 : 0)) < 1e-3) } }
    }

    /// δ much larger than 1 leaves the directions as they are: M = τ/√(δ·m)·I.
    @Test func aLargeShareOnlyScales() throws {
        let mean = inputs.values.reduce(0) { $0 + Double($1) * Double($1) } / 400 / 6
        let preconditioner = try #require(Preconditioner(inputs: inputs, unit: 1, share: 1e6))
        for i in 0..<6 {
            for j in 0..<6 {
                let wanted = i == j ? 1 / (1e6 * mean).squareRoot() : 0
                #expect(abs(Double(preconditioner.matrix[i, j]) - wanted) < 1e-4 / (1e6 * mean).squareRoot())
            }
        }
    }

    @Test func aPixelThatNeverVariesDoesNoHarm() throws {
        let x = inputs.copy()
        for n in 0..<400 { x[n, 3] = 0 }
        let mean = x.values.reduce(0) { $0 + Double($1) * Double($1) } / 400 / 6
        let preconditioner = try #require(Preconditioner(inputs: x, unit: 1, share: 0.1))
        #expect(preconditioner.inverse.isFinite)
        // Nothing is stretched by more than τ/√(δ·m).
        let most = Float(1 / (0.1 * mean).squareRoot())
        #expect(abs(preconditioner.matrix[3, 3] - most) < 1e-4 * most)
        #expect(preconditioner.matrix.values.allSatisfy { abs($0) <= most * 1.0001 })
    }
}
